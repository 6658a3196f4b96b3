"""The moderators' desk: the queue of reports, claims, acts on many comments at once, and undoing within a minute."""
