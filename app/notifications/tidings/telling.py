"""One event told to all whom it concerns, in a few statements however many they are: one notice and one mail each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.kernel.outbox import enqueue_each
from app.notifications.choices.models import MailKind
from app.notifications.choices.queries import who_wants
from app.notifications.models import Notice, NoticeKind

AT_ONCE = 10_000  # people a statement: fewer than the values that either database takes


@dataclass(frozen=True, slots=True)
class Tiding:
    """What happened to a bill, by which notice it is told, and by which mail (its template bears the notice's code)."""

    bill_id: int
    kind: NoticeKind
    mail: MailKind
    about: Mapping[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Share:
    """What of it concerns one person: comments, and more that only they are told."""

    comments: list[int] = field(default_factory=list)
    more: dict[str, Any] = field(default_factory=dict)


def tell_each(session: Session, tiding: Tiding, shares: Mapping[int, Share], now: datetime) -> None:
    """Tell each person of it; `shares` are by the person's id. Four statements for up to 10,000 people."""
    people = sorted(shares)
    for some in (people[at : at + AT_ONCE] for at in range(0, len(people), AT_ONCE)):
        notices = [_notice(tiding, person, shares[person], now) for person in some]
        session.execute(sa.insert(Notice.__table__), notices)  # type: ignore[arg-type]
        _count(session, some)
        wanting = sorted(who_wants(session, some, tiding.mail))
        enqueue_each(session, tiding.kind.value, {person: _mail(tiding, shares[person]) for person in wanting}, now)


def shares_of(concerned: Iterable[tuple[int, int]]) -> dict[int, Share]:
    """Put together, by author, the comments that something concerns: pairs of comment and author."""
    shares: dict[int, Share] = {}
    for comment, author in concerned:
        shares.setdefault(author, Share()).comments.append(comment)
    return shares


def _notice(tiding: Tiding, person: int, share: Share, now: datetime) -> dict[str, Any]:
    """A notice about the one comment that it concerns, else about the bill, with the number of comments."""
    only = share.comments[0] if len(share.comments) == 1 else None
    number = {} if only else {"comments": len(share.comments)}
    return {
        "person_id": person,
        "kind": tiding.kind,
        "comment_id": only,
        "bill_id": None if only else tiding.bill_id,
        "parameters": {**tiding.about, **share.more, **number},
        "at": now,
        "read_at": None,
    }


def _mail(tiding: Tiding, share: Share) -> dict[str, Any]:
    return {"bill": tiding.bill_id, **tiding.about, **share.more, "comments": share.comments}


def _count(session: Session, people: Sequence[int]) -> None:
    """Rows are locked in one order, so that two bills' tidings never wait for each other."""
    locked = sa.select(Person.id).where(Person.id.in_(people)).order_by(Person.id).with_for_update(key_share=True)
    counted = sa.update(Person).where(Person.id.in_(locked)).values(unread_notices=Person.unread_notices + 1)
    session.execute(counted, execution_options={"synchronize_session": False})
    for person in session.identity_map.values():
        if isinstance(person, Person):
            session.expire(person, ["unread_notices"])
