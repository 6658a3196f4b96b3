"""Signed checkpoints of the log, and the keys that sign them."""
