"""Pages that show facts of several rooms: they read queries only, and own no tables and no writes."""
