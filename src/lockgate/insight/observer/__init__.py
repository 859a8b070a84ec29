"""The observer, who has no database: what public statements alone let one know, as the narrowest bounds."""
