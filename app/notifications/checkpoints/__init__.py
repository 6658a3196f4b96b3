"""Outsiders who have checkpoints mailed to them, so that they can tell later whether the log was touched."""
