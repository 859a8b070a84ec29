"""Lockgate runs an export-licence system from end to end; the rooms are drawn in ARCHITECTURE.md."""
