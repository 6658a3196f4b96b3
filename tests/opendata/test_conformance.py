"""A small run of schemathesis in each suite; `make endurance` makes the large one, for each kind of visitor."""

import pytest

from app import Gongyi
from tests.architecture.things import fill_world
from tests.builders import World
from tests.opendata.conformance import examine

pytestmark = pytest.mark.walk


def test_the_api_does_what_its_document_says(app: Gongyi, world: World) -> None:
    headers = fill_world(world).bearer("moderator")
    world.session.flush()
    run = examine(app, headers, examples=2, seed=20260310, phases=("fuzzing", "stateful"))
    assert run.findings == {}
    assert run.requests > 30
    assert {200, 404, 422} <= set(run.answers)
