"""Suspensions, conflicts of interest and terms, through the actions: what ends, what is on the record, who is told."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts import actions, queries
from app.accounts.access import Permission, holds
from app.accounts.api_tokens import find_token, new_token
from app.accounts.models import LoginSession, Person, Role, TokenScope
from app.accounts.offices.conflicts import BillMark, declare_conflict, retract_conflict
from app.accounts.offices.models import SuspensionGround
from app.accounts.offices.suspensions import (
    find_suspension,
    object_to_suspension,
    reinstate_account,
    suspend_account,
    uphold_suspension,
)
from app.accounts.sessions import find_signed_in, start_session
from app.kernel.clock import day_end, day_start
from app.kernel.verdict import Refused
from tests.accounts.people import queued
from tests.accounts.test_roles import record
from tests.builders import NOON, TODAY, World, appoint

REASON = "It went on advertising after five hidings that stand."
GROUND = SuspensionGround.AUTOMATED_SPAM


def suspend(world: World, persona: str = "moderator") -> Person:
    person = world.people[persona]
    admin = world.people["administrator"]
    suspend_account(world.session, admin, person, ground=GROUND, reason=REASON, now=NOON)
    return person


def code(call) -> str:
    with pytest.raises(Refused) as refused:
        call()
    return refused.value.reason.code


def test_a_suspension_ends_sessions_tokens_and_power_and_is_on_the_record(world: World, session: Session) -> None:
    person = world.people["moderator"]
    token, api = start_session(session, person, NOON), new_token(session, person, "x", TokenScope.POWER, NOON)
    session.flush()
    suspend(world)
    assert find_signed_in(session, token, NOON) is None and find_token(session, api) is None
    assert session.scalar(sa.select(sa.func.count()).select_from(LoginSession)) == 0
    assert not holds(person, Permission.MODERATE, None, NOON)
    admin = world.people["administrator"]
    assert record(session) == [("suspend", admin.public_id, person.public_id, {"reason": REASON})]
    assert queued(session) == [("suspended", person.id)]


@pytest.mark.parametrize("reason", ["", "no", "aaaaaaaaaaaaaaaaaaaa"])
def test_power_over_people_needs_a_reason(world: World, session: Session, reason: str) -> None:
    admin, moderator = world.people["administrator"], world.people["moderator"]
    for act in (
        lambda: suspend_account(session, admin, moderator, ground=GROUND, reason=reason, now=NOON),
        lambda: actions.end_role(session, admin, moderator.memberships[0], NOON, reason=reason),
        lambda: declare_conflict(session, admin, moderator, world.agency, note=reason, now=NOON),
    ):
        assert code(act) == "invalid"
    assert record(session) == []
    assert moderator.suspended_at is None


def test_an_objection_is_answered_and_a_suspension_ends(world: World, session: Session) -> None:
    person, admin = suspend(world), world.people["administrator"]
    object_to_suspension(session, person, "I never advertised anything at all.", NOON)
    assert code(lambda: object_to_suspension(session, person, "Once more, please listen.", NOON)) == "conflict"
    suspension = find_suspension(session, person)
    uphold_suspension(session, admin, suspension, reason="The five comments advertise the same shop.", now=NOON)
    reinstate_account(session, admin, person, reason="Half a year has passed since then.", now=NOON)
    assert find_suspension(session, person) is None and person.is_active()
    assert [row[0] for row in record(session)] == ["suspend", "decide", "reinstate"]
    assert [mail for mail, _to in queued(session)] == ["suspended", "suspension-upheld", "reinstated"]
    assert code(lambda: reinstate_account(session, admin, person, reason=REASON, now=NOON)) == "conflict"
    suspend(world)


def test_the_last_administrator_stays(world: World, session: Session) -> None:
    admin, second = world.people["administrator"], world.people["other_citizen"]
    mine = admin.memberships[0]
    assert code(lambda: actions.end_role(session, admin, mine, NOON, reason=REASON)) == "conflict"
    actions.grant_role(session, admin, second, Role.ADMINISTRATOR, now=NOON, ends_at=NOON + timedelta(days=9))
    assert code(lambda: actions.end_role(session, admin, mine, NOON, reason=REASON)) == "conflict", (
        "the other's term ends"
    )
    assert code(lambda: suspend_account(session, second, admin, ground=GROUND, reason=REASON, now=NOON)) == "conflict"
    second.memberships[0].ends_at = None
    session.flush()
    actions.end_role(session, admin, mine, NOON, reason=REASON)
    assert queries.is_last_administrator(session, second.id, NOON)


def test_a_term_begins_and_ends_and_is_on_the_record(world: World, session: Session) -> None:
    admin, citizen = world.people["administrator"], world.people["citizen"]
    first, last = TODAY + timedelta(days=3), TODAY + timedelta(days=30)
    term = {"starts_at": day_start(first), "ends_at": day_end(last)}
    made = actions.grant_role(session, admin, citizen, Role.LEAD, world.subgroup, **term, now=NOON)
    assert record(session)[0][3] == {
        "role": "lead", "subgroup": "law", "first_day": first.isoformat(), "last_day": last.isoformat(),
    }  # fmt: skip
    counted = [holds(citizen, Permission.APPOINT, None, at) for at in (NOON, day_start(first), day_end(last))]
    assert counted == [False, True, False]
    again = {"starts_at": day_start(last), "now": NOON}
    refused = code(lambda: actions.grant_role(session, admin, citizen, Role.LEAD, world.subgroup, **again))
    assert refused == "conflict", "terms of one role never overlap"
    actions.grant_role(session, admin, citizen, Role.LEAD, world.subgroup, starts_at=day_end(last), now=NOON)
    backwards = {"starts_at": day_end(last), "ends_at": day_end(first)}
    assert (
        code(lambda: actions.grant_role(session, admin, citizen, Role.OFFICIAL, world.agency, **backwards, now=NOON))
        == "invalid"
    )
    actions.end_role(session, admin, made, NOON, reason=REASON)
    assert not made.is_running(day_start(first))


def test_a_conflict_is_public_and_takes_the_bill_away(world: World, session: Session) -> None:
    moderator, lead, bill = world.people["moderator"], world.people["lead"], world.bills["open"]
    about = BillMark(bill.id, bill.slug)
    made = declare_conflict(session, moderator, moderator, about, note="My brother's firm.", now=NOON)
    assert not holds(moderator, Permission.MODERATE, bill, NOON)
    assert holds(moderator, Permission.MODERATE, world.bills["closed"], NOON)
    assert code(lambda: declare_conflict(session, lead, moderator, about, note=REASON, now=NOON)) == "conflict"
    assert code(lambda: retract_conflict(session, moderator, made, about, reason=REASON, now=NOON)) == "not_allowed"
    retract_conflict(session, lead, made, about, reason="The firm was sold last month.", now=NOON)
    session.expire(moderator, ["conflicts"])
    assert holds(moderator, Permission.MODERATE, bill, NOON)
    declare_conflict(session, moderator, moderator, world.agency, now=NOON)
    assert not holds(moderator, Permission.MODERATE, world.bills["closed"], NOON)
    said = [(act, words) for act, _actor, _subject, words in record(session)]
    assert said == [
        ("declare", {"reason": "My brother's firm."}),
        ("retract", {"reason": "The firm was sold last month."}),
        ("declare", {"agency": "moda"}),
    ]


def test_offices_change_on_the_record_unless_somebody_else_did(world: World, session: Session) -> None:
    from app.accounts.actions.institutions import stamp

    admin, agency, subgroup = world.people["administrator"], world.agency, world.subgroup
    words = {"name": agency.name, "abbreviation": "MDA", "description": agency.description}
    seen = stamp(agency)
    rest = {"subgroup": world.other_subgroup, "parent": world.other_agency, "now": NOON}
    actions.edit_agency(session, admin, agency, **words, **rest, seen=seen)
    assert [row[0] for row in record(session)] == ["amend", "assign"]
    assert code(lambda: actions.edit_agency(session, admin, agency, **words, **rest, seen=seen)) == "conflict"
    seen = stamp(agency)
    assert code(lambda: actions.edit_agency(session, admin, agency, **words, **rest, seen=seen)) == "conflict"
    circle = {"subgroup": subgroup, "parent": agency, "now": NOON, "seen": stamp(world.other_agency)}
    assert code(lambda: actions.edit_agency(session, admin, world.other_agency, **words, **circle)) == "invalid"
    names = {"name": subgroup.name, "remit": agency.name, "seen": stamp(subgroup), "now": NOON}
    assert code(lambda: actions.edit_subgroup(session, world.people["lead"], subgroup, **names)) == "not_allowed"
    actions.edit_subgroup(session, admin, subgroup, **names)
    assert record(session)[-1][2] == "subgroup:law"


def test_a_lead_appoints_in_the_own_subgroup_alone(world: World, session: Session) -> None:
    lead, citizen = world.people["lead"], world.people["citizen"]
    appoint(lead, Role.OFFICIAL, world.other_agency)
    assert (
        code(lambda: actions.grant_role(session, lead, citizen, Role.MODERATOR, world.other_subgroup, now=NOON))
        == "not_allowed"
    )
    made = actions.grant_role(session, lead, citizen, Role.MODERATOR, world.subgroup, now=NOON)
    actions.end_role(session, lead, made, NOON, reason=REASON)
    other = world.people["other_subgroup_moderator"].memberships[0]
    assert code(lambda: actions.end_role(session, lead, other, NOON, reason=REASON)) == "not_allowed"
