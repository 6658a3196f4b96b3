"""Who holds which permission where: one table, one function, and its SQL twin."""

from datetime import datetime
from enum import StrEnum
from typing import Protocol

import sqlalchemy as sa

from app.accounts.models import Membership, Person, Role
from app.accounts.offices.models import Conflict


class Permission(StrEnum):
    """What the platform lets people do."""

    COMMENT = "comment"
    ENDORSE = "endorse"
    REPORT = "report"
    APPEAL = "appeal"
    MODERATE = "moderate"
    SUMMARISE = "summarise"
    PREPARE_BILL = "prepare-bill"
    ANSWER = "answer"
    APPOINT = "appoint"
    ADMINISTER = "administer"


GRANTS: dict[Role, frozenset[Permission]] = {
    Role.CITIZEN: frozenset({Permission.COMMENT, Permission.ENDORSE, Permission.REPORT, Permission.APPEAL}),
    Role.MODERATOR: frozenset({Permission.MODERATE, Permission.SUMMARISE}),
    Role.LEAD: frozenset({Permission.MODERATE, Permission.SUMMARISE, Permission.APPOINT}),
    Role.OFFICIAL: frozenset({Permission.PREPARE_BILL, Permission.ANSWER}),
    Role.ADMINISTRATOR: frozenset({Permission.APPOINT, Permission.ADMINISTER}),
}
IMPARTIAL = frozenset({Permission.MODERATE, Permission.SUMMARISE})


class Scope(Protocol):
    """A thing that permissions apply to: its agencies (lead and co-leads), its subgroup, and the bill that it is, if it is one."""

    @property
    def agency_ids(self) -> frozenset[int]:
        """The lead agency and the co-leads."""

    @property
    def subgroup_id(self) -> int | None:
        """The subgroup that moderates."""

    @property
    def conflicting_id(self) -> int | None:
        """The id under which conflicts of interest are declared with a bill; None where the thing is no bill."""


def _reaches(membership: Membership, scope: Scope | None) -> bool:
    if scope is None or membership.role is Role.ADMINISTRATOR:
        return True
    if membership.agency_id is not None:
        return membership.agency_id in scope.agency_ids
    return membership.subgroup_id == scope.subgroup_id


def holds(person: Person | None, permission: Permission, scope: Scope | None, now: datetime) -> bool:
    """Whether a person holds a permission on a thing at an instant (somewhere at all, where `scope` is None)."""
    if person is None or not person.is_active():
        return False
    if permission in GRANTS[Role.CITIZEN]:
        return True
    if permission in IMPARTIAL and scope is not None and has_conflict(person, scope, now):
        return False
    return any(permission in GRANTS[m.role] and m.is_running(now) and _reaches(m, scope) for m in person.memberships)


def is_member(person: Person | None, scope: Scope, now: datetime) -> bool:
    """Whether a person belongs to one of a thing's agencies at an instant."""
    return person is not None and any(
        m.agency_id in scope.agency_ids and m.is_running(now) for m in person.memberships if m.agency_id
    )


def has_conflict(person: Person, scope: Scope, now: datetime) -> bool:
    """Whether somebody has a declared conflict of interest with a thing or one of its agencies at an instant.

    Where an office asks for impartiality, `holds` asks this; so nobody decides where they declared a conflict.
    """
    return any(
        c.agency_id in scope.agency_ids if c.agency_id is not None else c.bill_id == scope.conflicting_id
        for c in person.conflicts
        if c.is_running(now)
    )


def conflicted(scope: Scope, now: datetime) -> sa.Exists:
    """The SQL twin of `has_conflict`, as a condition on a person."""
    with_it: list[sa.ColumnElement[bool]] = [Conflict.agency_id.in_(sorted(scope.agency_ids))]
    if scope.conflicting_id is not None:
        with_it.append(Conflict.bill_id == scope.conflicting_id)
    running = sa.and_(Conflict.declared_at <= now, sa.or_(Conflict.retracted_at.is_(None), Conflict.retracted_at > now))
    return sa.exists().where(Conflict.person_id == Person.id, running, sa.or_(*with_it))


def partial_to(person: Person, now: datetime) -> tuple[list[int], list[int]]:
    """The ids of the agencies and of the bills on which somebody may not decide: their own, and where they declared a conflict."""
    running = [c for c in person.conflicts if c.is_running(now)]
    own = [m.agency_id for m in person.memberships if m.agency_id is not None and m.is_running(now)]
    agencies = own + [c.agency_id for c in running if c.agency_id is not None]
    return agencies, [c.bill_id for c in running if c.bill_id is not None]


def holders(permission: Permission, scope: Scope, now: datetime) -> sa.Select[int]:
    """The SQL twin of `holds`: select the ids of all who hold a permission on a thing at an instant."""
    active = sa.and_(Person.confirmed_at.is_not(None), Person.suspended_at.is_(None))
    people = sa.select(Person.id).where(active)
    if permission in GRANTS[Role.CITIZEN]:
        return people
    roles = [role for role, granted in GRANTS.items() if permission in granted]
    reaches = sa.or_(
        Membership.role == Role.ADMINISTRATOR,
        Membership.agency_id.in_(sorted(scope.agency_ids)),
        sa.and_(Membership.subgroup_id.is_not(None), Membership.subgroup_id == scope.subgroup_id),
    )
    running = sa.and_(Membership.starts_at <= now, sa.or_(Membership.ends_at.is_(None), Membership.ends_at > now))
    if permission in IMPARTIAL:
        people = people.where(~conflicted(scope, now))
    return (
        people.join(Membership, Membership.person_id == Person.id)
        .where(Membership.role.in_(roles), reaches, running)
        .distinct()
    )
