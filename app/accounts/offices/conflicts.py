"""Declaring and retracting conflicts of interest; both are on the record."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.accounts.models import Agency, Person
from app.accounts.offices import policy
from app.accounts.offices.models import Conflict
from app.accounts.offices.reasons import read_note, read_reason
from app.accounts.policy import Actor
from app.accounts.roles import actor_id
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import conflict as refuse
from app.record.log import append
from app.record.models import Act


@dataclass(frozen=True, slots=True)
class BillMark:
    """A bill that everybody may know of, as this room knows it."""

    id: int
    slug: str


About = Agency | BillMark


def declare_conflict(
    session: Session, actor: Actor, person: Person, about: About, *, note: str = "", now: datetime
) -> Conflict:
    """Put on record that somebody has a conflict of interest with an agency or a bill; from now on they do not decide there.

    About oneself a public word may be added; who records it for a member gives a reason.
    """
    policy.may_declare(actor, person, now).require()
    assert isinstance(actor, Person)  # noqa: S101
    said = read_note(note) if actor is person else read_reason(note, "note")
    made = Conflict(person_id=person.id, note=said, declared_at=now, declared_by_id=actor.id)
    if isinstance(about, Agency):
        made.agency_id = about.id
    else:
        made.bill_id = about.id
    try:
        with session.begin_nested():
            session.add(made)
            session.flush()
    except IntegrityError as error:
        raise refuse(_l("This conflict of interest is declared already.")) from error
    session.expire(person, ["conflicts"])
    _append(session, Act.DECLARE, actor, person, about, said, now)
    return made


def retract_conflict(
    session: Session, actor: Actor, conflict: Conflict, about: About, *, reason: str, now: datetime
) -> None:
    """Put on record that a conflict of interest is no more."""
    person = session.get_one(Person, conflict.person_id)
    policy.may_retract(actor, conflict, person, now).require()
    assert isinstance(actor, Person)  # noqa: S101
    reason = read_reason(reason)
    conflict.retracted_at, conflict.retracted_by_id = now, actor.id
    session.flush()
    _append(session, Act.RETRACT, actor, person, about, reason, now)


def find_conflict(session: Session, conflict_id: int) -> Conflict | None:
    """Load a conflict of interest for an act on it, locked."""
    return session.scalars(sa.select(Conflict).where(Conflict.id == conflict_id).with_for_update()).one_or_none()


def _append(session: Session, act: Act, actor: Actor, person: Person, about: About, said: str, now: datetime) -> None:
    words = {"reason": said} if said else {}
    bill = None
    if isinstance(about, Agency):
        words["agency"] = about.slug
    else:
        bill = about.slug
    append(session, act, actor=actor_id(actor), subject=person.public_id, bill=bill, words=words, now=now)
