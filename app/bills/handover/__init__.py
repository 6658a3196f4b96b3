"""Handing a bill over from one subgroup to another."""
