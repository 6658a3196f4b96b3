"""Every read of these pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, raiseload

from app.accounts.models import Agency, Membership, Person, Role, Subgroup
from app.accounts.offices.models import Conflict, Invitation, Suspension
from app.accounts.queries import RoleLine
from app.bills.models import Bill, Status
from app.kernel.bilingual import Bilingual
from app.kernel.verdict import not_found

ENDS_SOON = timedelta(days=30)


class TermLine(NamedTuple):
    """One term of office that runs or lies ahead: whose, as what, from and until when."""

    id: int
    handle: str
    public_id: str
    role: Role
    starts_at: datetime
    ends_at: datetime | None
    is_suspended: bool


class ConflictLine(NamedTuple):
    """One running conflict of interest: whose, with what, the public word, since when."""

    id: int
    handle: str
    person_id: int
    note: str
    declared_at: datetime
    agency_slug: str | None
    agency_name: Bilingual | None
    bill_slug: str | None
    bill_title: Bilingual | None

    @property
    def name(self) -> Bilingual:
        """What the conflict is with."""
        return self.agency_name or self.bill_title or Bilingual()

    @property
    def href(self) -> str:
        """The page of what the conflict is with."""
        return f"/agencies/{self.agency_slug}" if self.agency_slug else f"/bills/{self.bill_slug}"


@dataclass(frozen=True, slots=True)
class Troubles:
    """The accounts that are suspended, those whose objection waits for an answer first."""

    suspensions: Sequence[Suspension]

    @property
    def waiting(self) -> int:
        """How many objections wait."""
        return sum(s.objected_at is not None and s.upheld_at is None for s in self.suspensions)


def list_terms(
    session: Session, now: datetime, *, agency_id: int | None = None, subgroup_id: int | None = None
) -> list[TermLine]:
    """List the terms that run or lie ahead in an agency, a subgroup, or (neither) of administrators."""
    if agency_id is not None:
        here: Any = Membership.agency_id == agency_id
    elif subgroup_id is not None:
        here = Membership.subgroup_id == subgroup_id
    else:
        here = Membership.role == Role.ADMINISTRATOR
    columns = (
        Membership.id,
        Person.handle,
        Person.public_id,
        Membership.role,
        Membership.starts_at,
        Membership.ends_at,
    )
    query = (
        sa.select(*columns, Person.suspended_at.is_not(None))
        .join(Person, Person.id == Membership.person_id)
        .where(here, sa.or_(Membership.ends_at.is_(None), Membership.ends_at > now))
        .order_by(Membership.role != Role.LEAD, Person.handle, Membership.starts_at)
    )
    return [TermLine(*row) for row in session.execute(query)]


def list_conflicts(session: Session, now: datetime, *which: sa.ColumnElement[bool]) -> list[ConflictLine]:
    """List running conflicts of interest, by handle; those with bills that are public alone."""
    columns: tuple[Any, ...] = (
        Conflict.id, Person.handle, Person.id, Conflict.note, Conflict.declared_at,
        Agency.slug, Agency.name, Bill.slug, Bill.title,
    )  # fmt: skip
    query = (
        sa.select(*columns)
        .select_from(Conflict)
        .join(Person, Person.id == Conflict.person_id)
        .outerjoin(Agency, Agency.id == Conflict.agency_id)
        .outerjoin(Bill, Bill.id == Conflict.bill_id)
        .where(Conflict.retracted_at.is_(None), Conflict.declared_at <= now, *which)
        .order_by(Person.handle, Conflict.id)
    )
    return [ConflictLine(*row) for row in session.execute(query)]


def of_members(subgroup_id: int, now: datetime) -> sa.ColumnElement[bool]:
    """The condition that a conflict is of somebody who serves in a subgroup now."""
    running = sa.or_(Membership.ends_at.is_(None), Membership.ends_at > now)
    serves = sa.select(Membership.person_id).where(
        Membership.subgroup_id == subgroup_id, Membership.starts_at <= now, running
    )
    return sa.and_(Conflict.person_id.in_(serves), Person.suspended_at.is_(None))


def list_invitations(session: Session, now: datetime, *which: sa.ColumnElement[bool]) -> Sequence[Invitation]:
    """List open invitations, the newest first."""
    still = (Invitation.accepted_at.is_(None), Invitation.revoked_at.is_(None), Invitation.expires_at > now)
    people = [
        joinedload(one).options(raiseload(Person.memberships)) for one in (Invitation.invited_by, Invitation.person)
    ]
    places = (joinedload(Invitation.agency), joinedload(Invitation.subgroup))
    query = sa.select(Invitation).where(*still, *which).options(*people, *places)
    return session.scalars(query.order_by(Invitation.id.desc()).limit(100)).all()


def list_suspensions(session: Session) -> Troubles:
    """List the running suspensions, those with an objection that waits first."""
    waits = sa.case((sa.and_(Suspension.objected_at.is_not(None), Suspension.upheld_at.is_(None)), 0), else_=1)
    query = sa.select(Suspension).where(Suspension.lifted_at.is_(None))
    query = query.options(joinedload(Suspension.person).options(raiseload(Person.memberships)))
    return Troubles(session.scalars(query.order_by(waits, Suspension.id.desc()).limit(200)).all())


def count_objections(session: Session) -> int:
    """Count the objections to suspensions that wait for an answer."""
    waits = (Suspension.lifted_at.is_(None), Suspension.objected_at.is_not(None), Suspension.upheld_at.is_(None))
    return session.scalar(sa.select(sa.func.count()).select_from(Suspension).where(*waits)) or 0


def load_person(session: Session, public_id: str, *, lock: bool = False) -> Person:
    """Load somebody by the id that the log names them by, or refuse as not found."""
    query = sa.select(Person).where(Person.public_id == public_id)
    query = query.with_for_update(of=Person).execution_options(populate_existing=True) if lock else query
    found = session.scalars(query).one_or_none()
    if found is None or found.confirmed_at is None:
        raise not_found()
    return found


def list_all_roles(session: Session, person: Person) -> list[RoleLine]:
    """List all terms that somebody has held, holds or will hold, the newest first."""
    query = (
        sa.select(Membership)
        .where(Membership.person_id == person.id)
        .options(joinedload(Membership.agency), joinedload(Membership.subgroup))
        .order_by(Membership.starts_at.desc(), Membership.id.desc())
    )
    return [RoleLine(m, m.agency or m.subgroup) for m in session.scalars(query)]


def load_membership(session: Session, membership_id: int, *, lock: bool = False) -> Membership:
    """Load a membership with its person and place, or refuse as not found."""
    query = (
        sa.select(Membership)
        .where(Membership.id == membership_id)
        .options(joinedload(Membership.person), joinedload(Membership.agency), joinedload(Membership.subgroup))
    )
    if lock:
        query = query.with_for_update(of=Membership).execution_options(populate_existing=True)
    found = session.scalars(query).one_or_none()
    if found is None:
        raise not_found()
    return found


def load_office(session: Session, kind: type[Agency] | type[Subgroup], slug: str, *, lock: bool = False) -> Any:
    """Load an agency or a subgroup by its slug, or refuse as not found."""
    query = sa.select(kind).where(kind.slug == slug)
    found = session.scalars(query.with_for_update() if lock else query).one_or_none()
    if found is None:
        raise not_found()
    return found


def list_bill_names(session: Session, subgroup_id: int, now: datetime) -> Sequence[sa.Row[str, Bilingual]]:
    """List slug and title of the public bills of a subgroup, last announced first."""
    query = sa.select(Bill.slug, Bill.title).where(
        Bill.subgroup_id == subgroup_id, Bill.status_at(now) != Status.UNPUBLISHED.value
    )
    return session.execute(query.order_by(Bill.announced_at.desc(), Bill.id.desc()).limit(200)).all()
