"""Summaries: issues and recommendations that cite comments."""
