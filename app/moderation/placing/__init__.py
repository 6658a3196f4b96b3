"""Placing comments: moving a thread to where it belongs, and merging what its author posted twice; on the record, and undone likewise."""
