"""Giving and ending roles; each is on the public record."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.accounts import policy, queries
from app.accounts.actions.people import add_person, handle_taken
from app.accounts.handles import may_be_called, normalise_handle
from app.accounts.models import Agency, Membership, Person, Role, Subgroup
from app.accounts.offices.reasons import read_reason
from app.accounts.policy import Actor, System
from app.accounts.roles import Place, actor_id, last_day_of, role_words
from app.kernel.clock import taipei_day
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.outbox import enqueue
from app.kernel.verdict import Refused, conflict, invalid
from app.record.log import append
from app.record.models import Act

_PLACES: dict[Role, type | None] = {
    Role.OFFICIAL: Agency,
    Role.MODERATOR: Subgroup,
    Role.LEAD: Subgroup,
    Role.ADMINISTRATOR: None,
}


def create_person(
    session: Session, actor: Actor, *, handle: str, email: str, password_hash: str | None, language: str, now: datetime,
    is_confirmed: bool = False,
) -> Person:  # fmt: skip
    """Create an account for somebody; reserved handles are open to this act alone."""
    policy.may_administer(actor, now).require()
    handle = normalise_handle(handle)
    verdict = may_be_called(handle, reserved_too=True)
    if verdict.reason:
        raise Refused(verdict.reason, "handle")
    if queries.is_handle_taken(session, handle):
        raise handle_taken()
    if queries.find_by_email(session, email) is not None:
        raise invalid(_l("Somebody has this e-mail address already."), "email")
    person = add_person(session, handle, email, password_hash, language, now)
    person.confirmed_at = now if is_confirmed else None
    session.flush()
    return person


def grant_role(
    session: Session, actor: Actor, person: Person, role: Role, place: Place = None, *, now: datetime,
    starts_at: datetime | None = None, ends_at: datetime | None = None,
) -> Membership:  # fmt: skip
    """Give somebody a role, from now or later on and until a day or none: officials in an agency, moderators and leads in a subgroup."""
    policy.may_grant(actor, role, place, now, to=person).require()
    kind = _PLACES.get(role)
    if role not in _PLACES or (kind is None) is not (place is None) or (kind and not isinstance(place, kind)):
        raise invalid(_l("This role cannot be held there."), "place")
    starts_at = max(starts_at or now, now)
    if ends_at is not None and ends_at <= starts_at:
        raise invalid(_l("The term ends before it begins."), "last_day")
    membership = Membership(
        role=role,
        starts_at=starts_at,
        ends_at=ends_at,
        agency_id=place.id if isinstance(place, Agency) else None,
        subgroup_id=place.id if isinstance(place, Subgroup) else None,
    )
    if any(_is_same(m, membership) and _overlaps(m, membership) for m in person.memberships):
        raise conflict(_l("This person holds that role already."))
    person.memberships.append(membership)
    session.flush()
    words = role_words(membership, place) | _term_words(membership, now)
    append(session, Act.GRANT, actor=actor_id(actor), subject=person.public_id, now=now, words=words)
    return membership


def _is_same(one: Membership, other: Membership) -> bool:
    return (one.role, one.agency_id, one.subgroup_id) == (other.role, other.agency_id, other.subgroup_id)


def _overlaps(one: Membership, other: Membership) -> bool:
    return (one.ends_at is None or other.starts_at < one.ends_at) and (
        other.ends_at is None or one.starts_at < other.ends_at
    )


def _term_words(membership: Membership, now: datetime) -> dict[str, str]:
    """The days of a term that are not a matter of course: a first one that lies ahead, and a last one."""
    days: dict[str, str] = {}
    if membership.starts_at > now:
        days["first_day"] = taipei_day(membership.starts_at).isoformat()
    if membership.ends_at is not None:
        days["last_day"] = last_day_of(membership.ends_at).isoformat()
    return days


def end_role(session: Session, actor: Actor, membership: Membership, now: datetime, *, reason: str = "") -> None:
    """End somebody's role, with a reason unless the operator does it; it stops counting at the next request."""
    is_last = membership.role is Role.ADMINISTRATOR and queries.is_last_administrator(
        session, membership.person_id, now
    )
    policy.may_end(actor, membership, now, is_last=is_last).require()
    said = {} if isinstance(actor, System) else {"reason": read_reason(reason)}
    if membership.ends_at is not None and membership.ends_at <= now:
        raise conflict(_l("This role has ended already."))
    membership.starts_at = min(membership.starts_at, now)
    membership.ends_at = now
    session.flush()
    person = session.get_one(Person, membership.person_id)
    place = queries.find_place(session, membership)
    words = role_words(membership, place) | said
    append(session, Act.REVOKE, actor=actor_id(actor), subject=person.public_id, now=now, words=words)


def appoint_administrator(session: Session, actor: Actor, *, handle: str, email: str, now: datetime) -> Person:
    """Make somebody an administrator, in a new account where the handle is free; mail a link to set its password."""
    policy.may_administer(actor, now).require()
    handle = normalise_handle(handle)
    person = queries.find_by_handle(session, handle)
    if person is not None and person.email != email:
        raise handle_taken()
    if person is None:
        person = create_person(
            session, actor, handle=handle, email=email, password_hash=None, language="zh-TW", now=now
        )
    grant_role(session, actor, person, Role.ADMINISTRATOR, now=now)
    if person.password_hash is None:
        enqueue(session, "invite", person.id, now)
    return person
