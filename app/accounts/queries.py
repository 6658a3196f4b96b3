"""Every read of people, agencies, subgroups and memberships."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased, joinedload

from app.accounts.erasure.models import ReservedHandle
from app.accounts.handles import normalise_handle, reserving_mark, skeleton
from app.accounts.models import Agency, ApiToken, LoginSession, Membership, Person, Role, Subgroup
from app.accounts.sessions import IDLE, LONGEST
from app.kernel.verdict import not_found

_RANK = sa.case({Role.LEAD.value: 0, Role.ADMINISTRATOR.value: 0}, value=Membership.role, else_=1)


class AgencyLine(NamedTuple):
    """One agency in the list: with the agency above it (or None), its default subgroup, and its number of officials."""

    agency: Agency
    parent: Agency | None
    subgroup: Subgroup
    officials: int


class SubgroupLine(NamedTuple):
    """One subgroup in the list, with how many moderators (leads among them) and agencies it has."""

    subgroup: Subgroup
    moderators: int
    agencies: int


class MemberLine(NamedTuple):
    """One running membership: who, as what, since when, and until before when (None for a term without an end)."""

    handle: str
    role: Role
    since: datetime
    until: datetime | None


class RoleLine(NamedTuple):
    """One role of a person, with the place where it is held (None for administrators)."""

    membership: Membership
    place: Agency | Subgroup | None


def find_by_email(session: Session, email: str) -> Person | None:
    """Find who has an e-mail address (confirmed or not)."""
    return session.scalars(sa.select(Person).where(Person.email == email.lower())).one_or_none()


def find_by_handle(session: Session, handle: str) -> Person | None:
    """Find who has a handle, in any spelling that looks the same."""
    handle = normalise_handle(handle)
    alike = sa.or_(Person.handle == handle, Person.handle_skeleton == skeleton(handle))
    found = session.scalars(sa.select(Person).where(alike)).all()
    return next((p for p in found if p.handle == handle), found[0] if found else None)


def is_handle_taken(session: Session, handle: str) -> bool:
    """Whether a handle, or one that looks like it, has an owner, or had one whose words may still be read."""
    if find_by_handle(session, handle) is not None:
        return True
    return session.get(ReservedHandle, reserving_mark(skeleton(normalise_handle(handle)))) is not None


def find_for_sign_in(session: Session, name: str) -> Person | None:
    """Find whom a handle or a confirmed e-mail address names.

    An unconfirmed address names nobody: whoever registered it may not own it, and signing in with it would tell whether
    it is known.
    """
    if "@" not in name:
        return find_by_handle(session, name[:256])
    person = find_by_email(session, name[:256])
    return person if person is not None and person.confirmed_at is not None else None


def list_sessions(session: Session, person_id: int, now: datetime) -> Sequence[LoginSession]:
    """List a person's running sessions, the last used first."""
    query = sa.select(LoginSession).where(
        LoginSession.person_id == person_id, LoginSession.seen_at > now - IDLE, LoginSession.started_at > now - LONGEST
    )
    return session.scalars(query.order_by(LoginSession.seen_at.desc(), LoginSession.token_hash)).all()


def list_tokens(session: Session, person_id: int) -> Sequence[ApiToken]:
    """List a person's running API tokens, the newest first."""
    query = sa.select(ApiToken).where(ApiToken.person_id == person_id, ApiToken.ended_at.is_(None))
    return session.scalars(query.order_by(ApiToken.id.desc())).all()


def list_roles(session: Session, person_id: int, now: datetime) -> list[RoleLine]:
    """List the roles that a person holds now."""
    query = (
        sa.select(Membership)
        .where(Membership.person_id == person_id, _running(now))
        .options(joinedload(Membership.agency), joinedload(Membership.subgroup))
        .order_by(Membership.starts_at, Membership.id)
    )
    return [RoleLine(m, m.agency or m.subgroup) for m in session.scalars(query)]


def is_last_administrator(session: Session, person_id: int, now: datetime) -> bool:
    """Whether nobody else could administer any more without this person; the rows are locked, so that two do not end each other."""
    able = sa.select(Membership).join(Person, Person.id == Membership.person_id)
    able = able.where(Membership.role == Role.ADMINISTRATOR, _running(now))
    able = able.where(Person.confirmed_at.is_not(None), Person.suspended_at.is_(None))
    found = session.scalars(able.order_by(Membership.id).with_for_update(of=Membership)).all()
    return {m.person_id for m in found if m.ends_at is None} <= {person_id}


def count_other_administrators(session: Session, person_id: int, now: datetime) -> int:
    """Count the administrators besides a person who can act."""
    query = sa.select(sa.func.count(sa.distinct(Person.id))).join(Membership, Membership.person_id == Person.id)
    able = (Person.confirmed_at.is_not(None), Person.suspended_at.is_(None), Person.id != person_id)
    return session.scalar(query.where(Membership.role == Role.ADMINISTRATOR, _running(now), *able)) or 0


def find_place(session: Session, membership: Membership) -> Agency | Subgroup | None:
    """Find where a role is held."""
    if membership.agency_id is not None:
        return session.get_one(Agency, membership.agency_id)
    return session.get_one(Subgroup, membership.subgroup_id) if membership.subgroup_id is not None else None


def _running(now: datetime) -> sa.ColumnElement[bool]:
    return sa.and_(Membership.starts_at <= now, sa.or_(Membership.ends_at.is_(None), Membership.ends_at > now))


def _count_members(place: sa.ColumnElement[bool], now: datetime) -> sa.ScalarSelect[int]:
    people = sa.select(sa.func.count(sa.distinct(Membership.person_id)))
    return people.where(place, _running(now)).scalar_subquery()


def list_agencies(session: Session, now: datetime) -> list[AgencyLine]:
    """List all agencies by abbreviation."""
    parent = aliased(Agency)
    officials = _count_members(Membership.agency_id == Agency.id, now)
    query = (
        sa.select(Agency, parent, Subgroup, officials)
        .join(Subgroup, Subgroup.id == Agency.subgroup_id)
        .outerjoin(parent, parent.id == Agency.parent_id)
        .order_by(Agency.abbreviation, Agency.id)
    )
    return [AgencyLine(*row) for row in session.execute(query)]


def load_agency(session: Session, slug: str, now: datetime) -> AgencyLine:
    """Load one agency, or refuse as not found."""
    found = next((line for line in list_agencies(session, now) if line.agency.slug == slug), None)
    if found is None:
        raise not_found()
    return found


def list_subgroups(session: Session, now: datetime) -> list[SubgroupLine]:
    """List all subgroups by slug."""
    moderators = _count_members(Membership.subgroup_id == Subgroup.id, now)
    agencies = sa.select(sa.func.count()).where(Agency.subgroup_id == Subgroup.id).scalar_subquery()
    query = sa.select(Subgroup, moderators, agencies).order_by(Subgroup.slug)
    return [SubgroupLine(*row) for row in session.execute(query)]


def load_subgroup(session: Session, slug: str, now: datetime) -> SubgroupLine:
    """Load one subgroup, or refuse as not found."""
    found = next((line for line in list_subgroups(session, now) if line.subgroup.slug == slug), None)
    if found is None:
        raise not_found()
    return found


def list_members(
    session: Session, now: datetime, *, agency_id: int | None = None, subgroup_id: int | None = None
) -> list[MemberLine]:
    """List who serves in an agency or a subgroup now, leads first; suspended people are left out."""
    here = Membership.agency_id == agency_id if agency_id is not None else Membership.subgroup_id == subgroup_id
    query = (
        sa.select(Person.handle, Membership.role, Membership.starts_at, Membership.ends_at)
        .join(Person, Person.id == Membership.person_id)
        .where(here, _running(now), Person.suspended_at.is_(None))
        .order_by(_RANK, Person.handle)
    )
    return [MemberLine(*row) for row in session.execute(query)]
