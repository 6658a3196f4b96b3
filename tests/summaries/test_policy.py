"""Persona × phase: who may summarise, who may publish, and with which answer otherwise."""

import pytest

from app.accounts.models import Membership, Role
from app.summaries.policy import may_publish_summary, may_summarise
from tests.builders import LONG_AGO, World
from tests.conftest import NOON

PHASES = ("unpublished", "announced", "open", "closed", "answered", "withdrawn")
MODERATES = ("not_found", "notice_not_open", None, None, None, "bill_withdrawn")
STRANGER = ("not_found", *["sign_in_required"] * 5)
OTHERS = ("not_found", *["not_allowed"] * 5)
TABLE = {
    "stranger": STRANGER,
    "citizen": OTHERS,
    "official": OTHERS,
    "other_agency_official": OTHERS,
    "other_subgroup_moderator": OTHERS,
    "administrator": OTHERS,
    "moderator": MODERATES,
    "second_moderator": MODERATES,
    "lead": MODERATES,
}
CASES = [(persona, phase, code) for persona, codes in TABLE.items() for phase, code in zip(PHASES, codes, strict=True)]


def code_of(verdict) -> str | None:
    return verdict.reason.code if verdict.reason else None


@pytest.mark.parametrize("persona, phase, code", CASES)
def test_who_may_summarise(world: World, persona: str, phase: str, code: str | None) -> None:
    person = world.people.get(persona)
    assert code_of(may_summarise(person, world.bills[phase], NOON)) == code


@pytest.mark.parametrize("persona, phase, code", CASES)
def test_who_may_publish(world: World, persona: str, phase: str, code: str | None) -> None:
    expected = "conflict" if phase == "open" and code is None else code
    assert code_of(may_publish_summary(world.people.get(persona), world.bills[phase], NOON)) == expected


def test_publishing_begins_at_the_very_instant_of_closing(world: World) -> None:
    bill, person = world.bills["open"], world.people["moderator"]
    assert bill.closes_at
    assert code_of(may_publish_summary(person, bill, bill.closes_at)) is None
    before = bill.closes_at - bill.closes_at.resolution
    assert code_of(may_publish_summary(person, bill, before)) == "conflict"


def test_nobody_summarises_a_bill_of_their_own_agency(world: World) -> None:
    both = world.people["moderator"]
    both.memberships.append(Membership(role=Role.OFFICIAL, agency_id=world.agency.id, starts_at=LONG_AGO))
    assert code_of(may_summarise(both, world.bills["closed"], NOON)) == "not_allowed"


def test_an_ended_membership_counts_no_more(world: World) -> None:
    person = world.people["moderator"]
    person.memberships[0].ends_at = NOON
    assert code_of(may_summarise(person, world.bills["closed"], NOON)) == "not_allowed"
