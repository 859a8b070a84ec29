"""How fast lines move: curves with pending lines counted, their uncertainty, and what one waiting case may expect."""
