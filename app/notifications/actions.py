"""Telling people, and noting what they have read. `Person.unread_notices` is kept in the same transaction."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.bills.models import Bill
from app.discussion.models import Participation
from app.notifications.models import Notice, NoticeKind


@dataclass(frozen=True, slots=True)
class Telling:
    """What one person is to be told about one comment of theirs; parameters are ids and codes, never words."""

    person_id: int
    kind: NoticeKind
    comment_id: int
    parameters: dict[str, Any] = field(default_factory=dict)


def tell(session: Session, tellings: Iterable[Telling], now: datetime) -> None:
    """Put notices where people find them in the application."""
    rows: list[dict[str, Any]] = [
        {
            "person_id": telling.person_id,
            "kind": telling.kind,
            "comment_id": telling.comment_id,
            "parameters": telling.parameters,
            "at": now,
        }
        for telling in tellings
    ]
    if not rows:
        return
    session.execute(sa.insert(Notice), rows)
    for number, people in _people_by_number(row["person_id"] for row in rows).items():
        _count(session, Person.id.in_(people), number)


def tell_everybody(
    session: Session,
    bill: Bill,
    kind: NoticeKind,
    parameters: dict[str, Any],
    now: datetime,
    *,
    but: sa.Select[Any] | None = None,
) -> None:
    """Tell all who have a visible comment on a bill of what happened to it: two statements, however many people they are.

    `but` selects the ids of those who are told otherwise.
    """
    spoke = sa.select(Participation.person_id).where(Participation.bill_id == bill.id, Participation.comment_count > 0)
    if but is not None:
        spoke = spoke.where(Participation.person_id.not_in(but))
    columns = (Notice.kind, Notice.bill_id, Notice.parameters, Notice.at)
    same = [
        sa.literal(value, column.type) for column, value in zip(columns, (kind, bill.id, parameters, now), strict=True)
    ]
    names = ["person_id", *(column.key for column in columns)]
    told = sa.insert(Notice).from_select(names, spoke.add_columns(*same), include_defaults=False)
    session.execute(told)
    # Rows are locked in one order, so that two bills' news never wait for each other.
    people = sa.select(Person.id).where(Person.id.in_(spoke)).order_by(Person.id).with_for_update(key_share=True)
    counted = sa.update(Person).where(Person.id.in_(people)).values(unread_notices=Person.unread_notices + 1)
    session.execute(counted, execution_options={"synchronize_session": False})
    for person in session.identity_map.values():
        if isinstance(person, Person):
            session.expire(person, ["unread_notices"])


def mark_read(session: Session, person: Person, newest: int, now: datetime) -> int:
    """Note that somebody has read their notices up to an id; those that came later stay unread. Return how many."""
    unread = sa.update(Notice).where(Notice.person_id == person.id, Notice.read_at.is_(None), Notice.id <= newest)
    done = cast(
        sa.CursorResult[Any], session.execute(unread.values(read_at=now).execution_options(synchronize_session=False))
    )
    number = done.rowcount
    if number:
        _count(session, Person.id == person.id, -number)
    return number


def _people_by_number(people: Iterable[int]) -> dict[int, list[int]]:
    """Group people by how many notices each gets, so that a publication takes a few statements, not one a person."""
    grouped: dict[int, list[int]] = {}
    for person_id, number in sorted(Counter(people).items()):
        grouped.setdefault(number, []).append(person_id)
    return grouped


def _count(session: Session, which: sa.ColumnElement[bool], by: int) -> None:
    counted = sa.update(Person).where(which).values(unread_notices=Person.unread_notices + by)
    session.execute(counted, execution_options={"synchronize_session": "fetch"})
