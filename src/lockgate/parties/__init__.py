"""Room 2, who: organisations, their members with roles, their sites. Who is asking is answered here."""
