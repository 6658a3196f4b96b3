"""Responses: an agency's answers to recommendations and key questions."""
