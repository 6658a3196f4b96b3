"""Tests of the bills room."""
