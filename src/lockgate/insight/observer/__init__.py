"""The observer, who has no database: what public statements alone let one know, as bounds that are as narrow as can be."""
