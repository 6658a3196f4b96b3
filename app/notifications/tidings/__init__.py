"""Telling people what became of their words: once a person and event, among their notices and, where they want it, by mail."""
