"""Twenty thousand odd requests: every form of the site with odd words, and the API by its own description."""

import itertools
import random
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app import Gongyi
from app.accounts.models import TokenScope
from tests.architecture.things import fill_world
from tests.builders import World
from tests.conftest import NOON
from tests.endurance.size import scaled
from tests.fuzzing.forms import PERSONAS, Visitor, addresses_for
from tests.opendata.conformance import examine

FORMS, API = 12_000, 8_000
VISITORS = (
    ("stranger", TokenScope.WRITE),
    ("citizen", TokenScope.WRITE),
    ("citizen", TokenScope.POWER),
    ("moderator", TokenScope.POWER),
    ("official", TokenScope.POWER),
)


@pytest.mark.parametrize("persona", PERSONAS)
def test_no_form_makes_a_fault(
    client: FlaskClient, world: World, session: Session, monkeypatch: pytest.MonkeyPatch, persona: str
) -> None:
    monkeypatch.setattr("app.bills.files.write_pdf", lambda *_order: b"%PDF-1.7")
    fill_world(world)
    visitor, dice = Visitor(client, world, session, persona), random.Random(f"forms {persona}")
    forms = visitor.read_all(addresses_for(persona, world))
    wanted = scaled(FORMS, 100) // len(PERSONAS)
    for number, form in enumerate(itertools.cycle(forms)):
        if number >= len(forms) and visitor.round.requests >= wanted:
            break
        visitor.try_form(form, dice)
    told = visitor.round
    print(
        f"{persona}: {told.requests} requests to {told.forms} forms, {len(told.findings)} faults; {_shown(told.answers)}"
    )
    assert told.findings == []


@pytest.mark.parametrize(("persona", "scope"), VISITORS)
def test_the_api_does_what_its_document_says(
    own_app: Gongyi, own_world: World, persona: str, scope: TokenScope
) -> None:
    fill_world(own_world)
    headers = own_world.bearer(persona, scope)
    own_world.session.commit()
    ticks = itertools.count()
    own_app.extensions["gongyi.clock"] = lambda: NOON + timedelta(seconds=60) * next(ticks)
    wanted, asked = scaled(API, 100) // len(VISITORS), 0
    for seed in itertools.count(1):
        run = examine(own_app, headers, examples=scaled(25, 3), seed=seed)
        asked += run.requests
        print(f"{persona}, {scope.value}: {run.requests} requests, {len(run.findings)} findings; {_shown(run.answers)}")
        assert run.findings == {}
        if asked >= wanted:
            return


def _shown(answers: dict[int, int]) -> str:
    return ", ".join(f"{status}: {many}" for status, many in sorted(answers.items()))
