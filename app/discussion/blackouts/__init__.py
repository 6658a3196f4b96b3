"""Passages that moderation blacked out: what is public of them, what is withheld, and how edits leave both in place."""
