"""The discussion to gather from, for all tests of this folder."""

import pytest

from tests.builders import World
from tests.summaries.gathering.talk import Gathered, gathered


@pytest.fixture
def work(world: World, monkeypatch: pytest.MonkeyPatch) -> Gathered:
    monkeypatch.setattr("app.discussion.restraints.policy.BURST_LIMIT", 1_000)
    return gathered(world)
