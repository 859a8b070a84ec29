"""Room 6, what the gate sees: how fast lines move, who depends on whom, who runs out when."""
