"""Restraints: what keeps a heated discussion usable for a time, by rules that look at the clock and never at the words."""
