"""Persona × phase: who may answer, and with which answer otherwise."""

import pytest
import sqlalchemy as sa

from app.bills.models import bill_co_lead
from app.responses.policy import may_answer
from tests.builders import World
from tests.conftest import NOON

PHASES = ("unpublished", "announced", "open", "closed", "answered", "withdrawn")
OTHERS = ("not_found", *["not_allowed"] * 5)
TABLE = {
    "stranger": ("not_found", *["sign_in_required"] * 5),
    "citizen": OTHERS,
    "moderator": OTHERS,
    "lead": OTHERS,
    "other_subgroup_moderator": OTHERS,
    "other_agency_official": OTHERS,
    "administrator": OTHERS,
    "official": ("not_found", "conflict", "conflict", None, None, "bill_withdrawn"),
}
CASES = [(persona, phase, code) for persona, codes in TABLE.items() for phase, code in zip(PHASES, codes, strict=True)]


@pytest.mark.parametrize("persona, phase, code", CASES)
def test_who_may_answer(world: World, persona: str, phase: str, code: str | None) -> None:
    verdict = may_answer(world.people.get(persona), world.bills[phase], NOON)
    assert (verdict.reason.code if verdict.reason else None) == code


def test_answering_begins_at_the_very_instant_of_closing(world: World) -> None:
    bill, official = world.bills["open"], world.people["official"]
    assert bill.closes_at
    assert may_answer(official, bill, bill.closes_at)
    assert not may_answer(official, bill, bill.closes_at - bill.closes_at.resolution)


def test_co_leads_answer_too(world: World) -> None:
    bill = world.bills["closed"]
    world.session.execute(sa.insert(bill_co_lead).values(bill_id=bill.id, agency_id=world.other_agency.id))
    world.session.refresh(bill, ["co_leads"])
    assert may_answer(world.people["other_agency_official"], bill, NOON)


def test_an_ended_membership_counts_no_more(world: World) -> None:
    world.people["official"].memberships[0].ends_at = NOON
    assert not may_answer(world.people["official"], world.bills["closed"], NOON)
