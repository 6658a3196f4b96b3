"""Benchmarks: what pages and posts cost, against the least that they could cost, measured in one run."""
