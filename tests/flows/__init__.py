"""Whole flows: the real bot over real Socket Mode against the local workspace."""
