"""Fixtures of the large tests: those of the races."""

from tests.discussion.test_races import own_world  # noqa: F401
