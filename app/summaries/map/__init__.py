"""The map of a draft: issues, the positions in them, recommendations, and what each of them cites."""
