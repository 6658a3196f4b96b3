"""Telling people what happened: in the application and by mail."""
