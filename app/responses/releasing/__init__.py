"""Releasing a response by two officials: one asks, another looks at exactly the same and releases it."""
