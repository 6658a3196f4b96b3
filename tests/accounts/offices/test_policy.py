"""Who may suspend, declare, retract, invite and accept, as tables; and that nobody serves themselves."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from app.accounts import policy as roles
from app.accounts.models import Role
from app.accounts.offices import policy
from app.accounts.offices.models import Conflict, Invitation, Suspension, SuspensionGround
from app.kernel.verdict import Verdict
from tests.builders import NOON, PERSONAS, World, appoint

TICK = timedelta(microseconds=1)


def code(verdict: Verdict) -> str:
    return verdict.reason.code if verdict.reason else "yes"


def who(world: World, rule) -> set[str]:
    return {name for name in PERSONAS if code(rule(world.people[name])) == "yes"}


def test_administrators_suspend_and_reinstate_others(world: World) -> None:
    citizen, admin = world.people["citizen"], world.people["administrator"]
    assert who(world, lambda p: policy.may_suspend(p, citizen, NOON)) == {"administrator"}
    assert code(policy.may_suspend(admin, admin, NOON)) == "not_allowed"
    assert code(policy.may_suspend(admin, citizen, NOON, is_last=True)) == "conflict"
    assert code(policy.may_reinstate(admin, citizen, NOON)) == "conflict"
    citizen.suspended_at = NOON
    assert code(policy.may_suspend(admin, citizen, NOON)) == "conflict"
    assert who(world, lambda p: policy.may_reinstate(p, citizen, NOON)) == {"administrator"}


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.LEAD, Role.ADMINISTRATOR, Role.OFFICIAL])
def test_nobody_gives_a_role_to_themselves(world: World, role: Role) -> None:
    place = {Role.OFFICIAL: world.agency, Role.ADMINISTRATOR: None}.get(role, world.subgroup)
    admin, lead, citizen = (world.people[name] for name in ("administrator", "lead", "citizen"))
    assert code(roles.may_grant(admin, role, place, NOON, to=admin)) == "not_allowed"
    assert code(roles.may_grant(lead, Role.MODERATOR, world.subgroup, NOON, to=lead)) == "not_allowed"
    assert code(roles.may_grant(admin, role, place, NOON, to=citizen)) == "yes"
    citizen.suspended_at = NOON
    assert code(roles.may_grant(admin, role, place, NOON, to=citizen)) == "conflict"


@pytest.mark.parametrize(
    "persona, others, expected",
    [
        ("administrator", 1, "not_allowed"),
        ("administrator", 0, "yes"),
        ("second", 1, "yes"),
        ("lead", 1, "not_allowed"),
    ],
)
def test_another_administrator_answers_an_objection_where_there_is_one(
    world: World, persona: str, others: int, expected: str
) -> None:
    appoint(world.people["other_citizen"], Role.ADMINISTRATOR, None)
    actor = world.people["other_citizen" if persona == "second" else persona]
    suspension = Suspension(suspended_by_id=world.people["administrator"].id, objected_at=NOON)
    assert code(policy.may_uphold(actor, suspension, NOON, others=others)) == expected
    suspension.upheld_at = NOON
    assert code(policy.may_uphold(actor, suspension, NOON, others=others)) in ("conflict", "not_allowed")
    assert code(policy.may_object(suspension)) == "conflict"
    assert code(policy.may_object(Suspension())) == "yes" and code(policy.may_object(None)) == "conflict"


def test_conflicts_are_declared_by_oneself_the_lead_or_an_administrator(world: World) -> None:
    moderator, outsider = world.people["moderator"], world.people["citizen"]
    assert who(world, lambda p: policy.may_declare(p, moderator, NOON)) == {"moderator", "lead", "administrator"}
    assert who(world, lambda p: policy.may_declare(p, outsider, NOON)) == set()
    moderator.memberships[0].ends_at = NOON
    assert who(world, lambda p: policy.may_declare(p, moderator, NOON)) == set()


def test_nobody_retracts_their_own_conflict(world: World) -> None:
    running = Conflict(declared_at=NOON - TICK)
    for persona, expected in (("moderator", {"lead", "administrator"}), ("lead", {"administrator"})):
        person = world.people[persona]
        found = who(world, lambda p, person=person: policy.may_retract(p, running, person, NOON))
        assert found == expected
    over = Conflict(declared_at=NOON - TICK, retracted_at=NOON)
    lead, moderator = world.people["lead"], world.people["moderator"]
    assert code(policy.may_retract(lead, over, moderator, NOON)) == "conflict"


@pytest.mark.parametrize(
    "change, persona, expected",
    [
        ("", "citizen", "yes"),
        ("", "other_citizen", "not_allowed"),
        ("", None, "sign_in_required"),
        ("expired", "citizen", "conflict"),
        ("a moment before", "citizen", "yes"),
        ("revoked", "citizen", "conflict"),
        ("accepted", "citizen", "conflict"),
        ("inviter left", "citizen", "conflict"),
        ("unconfirmed", "citizen", "not_allowed"),
        ("by handle", "citizen", "yes"),
        ("by handle", "other_citizen", "not_allowed"),
    ],
)
def test_the_one_invited_accepts_in_time(
    world: World, session: Session, change: str, persona: str | None, expected: str
) -> None:
    lead, citizen = world.people["lead"], world.people["citizen"]
    invitation = Invitation(
        role="moderator", invited_by=lead, subgroup=world.subgroup, subgroup_id=world.subgroup.id, email=citizen.email,
        expires_at=NOON + TICK if change == "a moment before" else NOON if change == "expired" else NOON + timedelta(1),
        revoked_at=NOON if change == "revoked" else None, accepted_at=NOON if change == "accepted" else None,
    )  # fmt: skip
    session.expunge(invitation) if invitation in session else None
    if change == "by handle":
        invitation.person_id, invitation.email = citizen.id, None
    if change == "inviter left":
        lead.memberships[0].ends_at = NOON
    if change == "unconfirmed":
        citizen.confirmed_at = None
    person = world.people[persona] if persona else None
    assert code(policy.may_accept(person, invitation, NOON)) == expected


def test_every_ground_has_words() -> None:
    from app.accounts.offices.words import SUSPENSION_GROUNDS

    assert set(SUSPENSION_GROUNDS) == set(SuspensionGround)
