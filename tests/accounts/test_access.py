"""Who holds what where: the function and its SQL twin are one, and memberships count from start to end."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.access import GRANTS, Permission, holders, holds, is_member
from app.accounts.models import Membership, Person, Role
from app.accounts.offices.models import Conflict
from tests.builders import World, make_person

NOW = datetime(2026, 3, 10, 4, 0, tzinfo=UTC)
TICK = timedelta(microseconds=1)


@dataclass(frozen=True)
class Place:
    agency_ids: frozenset[int]
    subgroup_id: int | None
    conflicting_id: int | None = None


def places(world: World) -> list[Place]:
    here, there, bill = world.agency, world.other_agency, world.bills["open"]
    return [
        Place(frozenset({here.id}), world.subgroup.id, bill.id),
        Place(frozenset({here.id}), world.subgroup.id, world.bills["closed"].id),
        Place(frozenset({here.id}), world.subgroup.id),
        Place(frozenset({there.id}), world.other_subgroup.id),
        Place(frozenset({here.id, there.id}), world.subgroup.id),
        Place(frozenset({there.id}), world.subgroup.id),
        Place(frozenset({here.id}), None),
    ]


def add_odd_people(session: Session, world: World) -> None:
    """People whose roles do not count, or count only just."""
    for handle, starts, ends in (
        ("ends-now", NOW - timedelta(days=9), NOW),
        ("ends-next", NOW - timedelta(days=9), NOW + TICK),
        ("starts-now", NOW, None),
        ("starts-next", NOW + TICK, None),
        ("unconfirmed", NOW - timedelta(days=9), None),
        ("suspended", NOW - timedelta(days=9), None),
    ):
        for role, agency, subgroup in (
            (Role.OFFICIAL, world.agency.id, None),
            (Role.MODERATOR, None, world.subgroup.id),
            (Role.LEAD, None, world.other_subgroup.id),
            (Role.ADMINISTRATOR, None, None),
        ):
            person = make_person(session, f"{handle}-{role.value}")
            person.confirmed_at = None if handle == "unconfirmed" else NOW
            person.suspended_at = NOW if handle == "suspended" else None
            person.memberships.append(
                Membership(role=role, agency_id=agency, subgroup_id=subgroup, starts_at=starts, ends_at=ends)
            )
    for handle, retracted in (("partial", None), ("partial-till-now", NOW), ("partial-till-next", NOW + TICK)):
        for about in ("agency_id", "bill_id"):
            person = make_person(session, f"{handle}-{about}")
            person.memberships.append(
                Membership(role=Role.MODERATOR, subgroup_id=world.subgroup.id, starts_at=NOW - timedelta(days=9))
            )
            session.flush()
            thing = (
                {"agency_id": world.other_agency.id} if about == "agency_id" else {"bill_id": world.bills["open"].id}
            )
            declared = {"declared_at": NOW - TICK, "declared_by_id": person.id}
            ended = {"retracted_at": retracted, "retracted_by_id": person.id if retracted else None}
            session.add(Conflict(person_id=person.id, **thing, **declared, **ended))
    session.flush()


@pytest.mark.parametrize("permission", Permission)
def test_holders_are_those_who_hold(world: World, session: Session, permission: Permission) -> None:
    add_odd_people(session, world)
    people = session.scalars(sa.select(Person)).all()
    judged = 0
    for scope in places(world):
        found = set(session.scalars(holders(permission, scope, NOW)))
        assert found == {p.id for p in people if holds(p, permission, scope, NOW)}
        judged += len(found)
    assert judged


def test_a_role_counts_from_its_start_until_before_its_end(world: World, session: Session) -> None:
    add_odd_people(session, world)
    scope = places(world)[0]
    counted = {
        p.handle.removesuffix("-official")
        for p in session.scalars(sa.select(Person).where(Person.handle.like("%-official")))
        if holds(p, Permission.ANSWER, scope, NOW)
    }
    assert counted == {"ends-next", "starts-now"}


def test_every_permission_has_a_role_and_citizens_share_theirs_with_all(world: World) -> None:
    assert set().union(*GRANTS.values()) == set(Permission)
    for name, person in world.people.items():
        assert holds(person, Permission.COMMENT, None, NOW), name


@pytest.mark.parametrize(
    "persona, permission, place, expected",
    [
        ("official", Permission.ANSWER, 2, True),
        ("official", Permission.ANSWER, 3, False),
        ("official", Permission.ANSWER, 4, True),
        ("official", Permission.MODERATE, 2, False),
        ("moderator", Permission.MODERATE, 2, True),
        ("moderator", Permission.MODERATE, 3, False),
        ("moderator", Permission.MODERATE, 6, False),
        ("other_subgroup_moderator", Permission.MODERATE, 2, False),
        ("other_subgroup_moderator", Permission.MODERATE, 3, True),
        ("lead", Permission.SUMMARISE, 2, True),
        ("administrator", Permission.ADMINISTER, 2, True),
        ("administrator", Permission.MODERATE, 2, False),
        ("administrator", Permission.ANSWER, 2, False),
        ("citizen", Permission.MODERATE, 2, False),
    ],
)
def test_a_role_reaches_its_place_alone(
    world: World, persona: str, permission: Permission, place: int, expected: bool
) -> None:
    assert holds(world.people[persona], permission, places(world)[place], NOW) is expected


def test_a_declared_conflict_takes_moderation_away_and_nothing_else(world: World, session: Session) -> None:
    add_odd_people(session, world)
    about_bill, about_agency, past = (
        session.scalars(sa.select(Person).where(Person.handle == handle)).one()
        for handle in ("partial-bill_id", "partial-agency_id", "partial-till-now-bill_id")
    )
    here, beside = places(world)[:2]
    with_other_agency = places(world)[4]
    for permission in (Permission.MODERATE, Permission.SUMMARISE):
        assert not holds(about_bill, permission, here, NOW) and holds(about_bill, permission, beside, NOW)
        assert not holds(about_agency, permission, with_other_agency, NOW) and holds(
            about_agency, permission, here, NOW
        )
        assert holds(past, permission, here, NOW)
    assert holds(about_bill, Permission.COMMENT, here, NOW)


def test_a_visitor_holds_nothing(world: World) -> None:
    assert not any(holds(None, permission, None, NOW) for permission in Permission)


def test_members_belong_to_their_agency(world: World) -> None:
    assert is_member(world.people["official"], places(world)[0], NOW)
    assert not is_member(world.people["official"], places(world)[3], NOW)
    assert not is_member(None, places(world)[0], NOW)
