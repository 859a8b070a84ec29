"""Room 6: what the gate sees."""
