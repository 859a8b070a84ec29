"""Derives the pack `us-ear` from the snapshot of the Commerce Control List and the Country Chart in ../shared/data."""
