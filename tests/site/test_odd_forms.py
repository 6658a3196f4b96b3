"""Odd words in forms: refused or stored as they may be, never a fault nor a warning. `make endurance` tries every form."""

import random

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.architecture.things import fill_world
from tests.builders import World
from tests.fuzzing.forms import Visitor, addresses_for

pytestmark = pytest.mark.walk

PAGES = {
    "stranger": ("/bills", "/account/register", "/account/sign-in", "/account/reset"),
    "citizen": (
        "/bills/<slug:slug>/comments/new",
        "/comments/<id:comment_id>/edit",
        "/comments/<id:comment_id>/reports/new",
        "/account/settings",
    ),
    "moderator": ("/comments/<id:comment_id>", "/desk/bills/<slug:slug>/summary/issues/new"),
    "official": ("/desk/bills/<slug:slug>/draft/articles/new", "/desk/bills/<slug:slug>/import"),
}


def test_odd_words_in_forms_make_no_fault(client: FlaskClient, world: World, session: Session) -> None:
    fill_world(world)
    session.flush()
    dice = random.Random(20260310)
    for persona, rules in PAGES.items():
        visitor = Visitor(client, world, session, persona)
        forms = visitor.read_all(addresses_for(persona, world, rules))
        assert len(forms) >= 2, persona
        for form in forms:
            visitor.try_form(form, dice)
        assert visitor.round.findings == []
