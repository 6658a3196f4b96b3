"""What waits at the desk for somebody because of an office: terms that end, offered bills, objections."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from app.accounts.access import Permission, holds
from app.accounts.models import Membership, Person, Role, Subgroup
from app.accounts.offices.words import ROLE_NAMES
from app.accounts.queries import list_roles
from app.accounts.roles import last_day_of
from app.bills.handover.models import Handover
from app.kernel.bilingual import Bilingual
from app.site.offices.queries import ENDS_SOON, count_objections


@dataclass(frozen=True, slots=True)
class EndingTerm:
    """A term that ends soon: whose (None for the reader's own), as what, where, and its last day."""

    handle: str | None
    role: object
    place: Bilingual | None
    last_day: date


@dataclass(frozen=True, slots=True)
class OfficeDuties:
    """What waits for somebody in office."""

    terms: Sequence[EndingTerm]
    led: Sequence[Subgroup]
    offered: Sequence[Handover]
    objections: int
    administers: bool
    moderates: bool


def read_office_duties(session: Session, person: Person, now: datetime) -> OfficeDuties:
    """Read what waits for somebody in office, in three statements at most for each office."""
    ends_soon = any(_ends_soon(m, now) for m in person.memberships)
    own = [
        EndingTerm(None, ROLE_NAMES[m.role], place.name if place else None, last_day_of(m.ends_at))
        for m, place in (list_roles(session, person.id, now) if ends_soon else ())
        if _ends_soon(m, now) and m.ends_at is not None
    ]
    led = [m.subgroup_id for m in person.memberships if m.role is Role.LEAD and m.is_running(now)]
    administers = holds(person, Permission.ADMINISTER, None, now)
    return OfficeDuties(
        terms=[*own, *(_list_ending(session, led, person, now) if led else ())],
        led=_list_led(session, led) if led else (),
        offered=_list_offered(session, led) if led else (),
        objections=count_objections(session) if administers else 0,
        administers=administers,
        moderates=holds(person, Permission.MODERATE, None, now),
    )


def _ends_soon(m: Membership, now: datetime) -> bool:
    return m.is_running(now) and m.ends_at is not None and m.ends_at <= now + ENDS_SOON


def _list_led(session: Session, ids: Sequence[int | None]) -> Sequence[Subgroup]:
    return session.scalars(sa.select(Subgroup).where(Subgroup.id.in_(ids)).order_by(Subgroup.slug)).all()


def _list_ending(session: Session, ids: Sequence[int | None], person: Person, now: datetime) -> list[EndingTerm]:
    columns = (Person.handle, Membership.role, Subgroup.name, Membership.ends_at)
    query = (
        sa.select(*columns)
        .join(Membership, Membership.person_id == Person.id)
        .join(Subgroup, Subgroup.id == Membership.subgroup_id)
        .where(Membership.subgroup_id.in_(ids), Membership.starts_at <= now, Person.id != person.id)
        .where(Membership.ends_at > now, Membership.ends_at <= now + ENDS_SOON)
        .order_by(Membership.ends_at, Person.handle)
    )
    found = session.execute(query)
    return [
        EndingTerm(handle, ROLE_NAMES[role], place, last_day_of(ends)) for handle, role, place, ends in found if ends
    ]


def _list_offered(session: Session, ids: Sequence[int | None]) -> Sequence[Handover]:
    query = sa.select(Handover).where(Handover.to_subgroup_id.in_(ids), Handover.settled_at.is_(None))
    together = (
        joinedload(Handover.bill, innerjoin=True).raiseload("*"),
        joinedload(Handover.from_subgroup, innerjoin=True),
    )
    return session.scalars(query.options(*together).order_by(Handover.id)).all()
