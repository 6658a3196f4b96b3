"""Every read of releases."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased, joinedload, raiseload

from app.accounts.access import Permission, holders
from app.accounts.models import Person
from app.bills.models import Bill
from app.kernel.verdict import not_found
from app.responses.releasing.models import Release, ReleaseOutcome


class Released(NamedTuple):
    """A release as the public reads it: when, under which number of the log, who asked for it, and who released it."""

    at: datetime
    log_seq: int
    asked_by: str
    released_by: str


def get_release(session: Session, bill: Bill, release_id: int) -> Release:
    """Return a release of a bill with those who stand for it, or raise Refused (not found)."""
    found = session.scalars(_releases(bill).where(Release.id == release_id)).one_or_none()
    if found is None:
        raise not_found()
    return found


def waiting_release(session: Session, bill: Bill) -> Release | None:
    """The release of a bill that waits for a second official."""
    return session.scalars(_releases(bill).where(Release.settled_at.is_(None))).one_or_none()


def latest_release(session: Session, bill: Bill) -> Release | None:
    """The release of a bill that was asked for last, whatever became of it."""
    return session.scalars(_releases(bill).order_by(Release.id.desc()).limit(1)).one_or_none()


def list_released(session: Session, bill: Bill) -> list[Released]:
    """List what two officials released on a bill, oldest first."""
    asker, releaser = aliased(Person), aliased(Person)
    query = (
        sa.select(Release.settled_at, Release.log_seq, asker.handle, releaser.handle)
        .join(asker, asker.id == Release.asked_by_id)
        .join(releaser, releaser.id == Release.settled_by_id)
        .where(Release.bill_id == bill.id, Release.outcome == ReleaseOutcome.RELEASED)
        .order_by(Release.log_seq)
    )
    found: Any = session.execute(query)
    return [Released(*row) for row in found]


def list_to_release(session: Session, person: Person, bills: Iterable[int]) -> Sequence[Release]:
    """List the releases on some bills that wait for a person, the one asked for first at the head."""
    query = sa.select(Release).options(joinedload(Release.asked_by), joinedload(Release.bill))
    waiting = Release.settled_at.is_(None), Release.asked_by_id != person.id, Release.bill_id.in_(bills)
    return session.scalars(query.where(*waiting).order_by(Release.asked_at, Release.id)).all()


def list_officials(session: Session, bill: Bill, now: datetime) -> Sequence[Person]:
    """List the officials who may answer for a bill's agencies, by handle; without their offices."""
    able = sa.select(Person).where(Person.id.in_(holders(Permission.ANSWER, bill, now)))
    return session.scalars(able.options(raiseload(Person.memberships)).order_by(Person.handle)).all()


def _releases(bill: Bill) -> sa.Select[Release]:
    people = joinedload(Release.asked_by), joinedload(Release.settled_by).raiseload(Person.memberships)
    return sa.select(Release).options(*people).where(Release.bill_id == bill.id)
