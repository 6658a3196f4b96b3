"""Fixtures of the site's tests."""

import pytest

from tests.builders import World
from tests.opendata.debate import Debate, make_debate


@pytest.fixture
def debate(world: World) -> Debate:
    """A debate on the closed bill."""
    return make_debate(world)
