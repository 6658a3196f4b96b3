"""Moderation: reports, and hiding and restoring on published grounds."""
