"""Reading who changed what in drafts; for a bill's agencies alone."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from app.bills.models import Bill, DraftChange

PAGE = 20


@dataclass(frozen=True, slots=True)
class ChangePage:
    """One page of changes, newest first; `next` is the id to go on below, or None."""

    changes: list[DraftChange]
    next: int | None


def list_draft_changes(session: Session, bill: Bill, before: int | None = None) -> ChangePage:
    """List what was changed in a bill's drafts, newest first, with who changed it."""
    query = (
        sa.select(DraftChange)
        .options(joinedload(DraftChange.person, innerjoin=True))
        .where(DraftChange.bill_id == bill.id)
        .order_by(DraftChange.id.desc())
        .limit(PAGE + 1)
    )
    if before is not None:
        query = query.where(DraftChange.id < before)
    found = list(session.scalars(query))
    return ChangePage(found[:PAGE], found[PAGE - 1].id if len(found) > PAGE else None)
