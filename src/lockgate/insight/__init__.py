"""Insight: what the gate sees, and what an outsider can know. Facts in, measured figures out."""
