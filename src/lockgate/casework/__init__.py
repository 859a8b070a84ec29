"""Room 4, how it is decided: cases, the statutory clock, queries, reviews, proposals and decisions."""
