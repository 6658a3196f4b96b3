"""Calming a discussion: moderators pause a thread, slow a bill down, and, two of them together, ask for older accounts."""
