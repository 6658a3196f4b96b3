"""Sharing the work on a response inside the agency: who answers what until when, and what drafts said before."""
