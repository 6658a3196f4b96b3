"""Reading the log."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.record.models import Entry, Opening
from app.record.verify_log import FIELDS, canonical

Row = sa.Row[Entry, Opening | None]
STEP = 1000


def list_entries(
    session: Session,
    *,
    before: int | None = None,
    after: int | None = None,
    limit: int = 50,
    bill: str | None = None,
    act: str | None = None,
) -> Sequence[Row]:
    """List entries with their openings: newest first below `before`, or oldest first above `after`."""
    query = sa.select(Entry, Opening).outerjoin(Opening, Opening.seq == Entry.seq).limit(limit)
    if bill is not None:
        query = query.where(Entry.bill == bill)
    if act is not None:
        query = query.where(Entry.act == act)
    if before is not None:
        query = query.where(Entry.seq < before)
    if after is not None:
        return session.execute(query.where(Entry.seq > after).order_by(Entry.seq)).all()
    return session.execute(query.order_by(Entry.seq.desc())).all()


def find_entry(session: Session, seq: int) -> Row | None:
    """Find one entry and its opening by its number."""
    query = sa.select(Entry, Opening).outerjoin(Opening, Opening.seq == Entry.seq).where(Entry.seq == seq)
    return session.execute(query).one_or_none()


def find_head(session: Session) -> tuple[int, str] | None:
    """The newest entry's number and hash: whoever notes them down can tell later whether anything before has changed."""
    head = session.execute(sa.select(Entry.seq, Entry.hash).order_by(Entry.seq.desc()).limit(1)).one_or_none()
    return (head.seq, head.hash) if head else None


def find_first_instant(session: Session) -> datetime | None:
    """When the first act of all was taken."""
    first = session.scalar(sa.select(sa.func.min(Entry.at)))
    return datetime.fromisoformat(first) if first else None


def list_bills(session: Session) -> Sequence[str]:
    """The slugs of the bills that the log speaks of."""
    slugs = session.scalars(sa.select(Entry.bill).distinct().order_by(Entry.bill))
    return [slug for slug in slugs if slug]


def entry_document(entry: Entry, opening: Opening | None) -> dict[str, Any]:
    """One entry as it is exported: the contract's fields, and the opening of its public words beside them (or null)."""
    document = {name: getattr(entry, name) for name in (*FIELDS, "hash")}
    return {**document, "opening": {"key": opening.key, "words": opening.words} if opening else None}


def iterate_documents(open_session: Callable[[], AbstractContextManager[Session]]) -> Iterator[dict[str, Any]]:
    """Yield the whole log, oldest first, in steps of a thousand, each read in a session of its own."""
    after = 0
    while True:
        with open_session() as session:
            documents = [entry_document(*row) for row in list_entries(session, after=after, limit=STEP)]
        if not documents:
            return
        yield from documents
        after = documents[-1]["seq"]


def iterate_lines(open_session: Callable[[], AbstractContextManager[Session]]) -> Iterator[bytes]:
    """Yield the whole log as lines, each one RFC 8785 JSON document."""
    for document in iterate_documents(open_session):
        yield canonical(document) + b"\n"


def see_one_moment(session: Session) -> None:
    """Let all that a session reads from here on be of one moment, whatever others write meanwhile (it has read nothing yet).

    A session that joins a transaction sees what that one sees. SQLite's always see one moment.
    """
    bind = session.get_bind()
    if bind.dialect.name == "postgresql" and isinstance(bind, sa.Engine):
        session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
