"""Room 1: what is controlled, towards whom, since when and by which law, and whether a licence is needed."""
