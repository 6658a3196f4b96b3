"""Reading the log."""

from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.record.log import FIELDS
from app.record.models import Entry, Opening

Row = sa.Row[Entry, Opening | None]


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


def entry_document(entry: Entry, opening: Opening | None) -> dict[str, Any]:
    """One entry as it is exported: the contract's fields, and the opening of its public words beside them (or null)."""
    document = {name: getattr(entry, name) for name in (*FIELDS, "hash")}
    return {**document, "opening": {"key": opening.key, "words": opening.words} if opening else None}


def iterate_documents(session: Session) -> Iterator[dict[str, Any]]:
    """Yield the whole log, oldest first, in steps of a thousand."""
    after = 0
    while rows := list_entries(session, after=after, limit=1000):
        yield from (entry_document(entry, opening) for entry, opening in rows)
        after = rows[-1].Entry.seq
