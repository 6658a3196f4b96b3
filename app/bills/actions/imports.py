"""Files that officials had read: kept for a day until they are confirmed or thrown away. Nothing here changes a draft but the word."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.bills import policy
from app.bills.actions.takeover import take_over_outline
from app.bills.importing.staging import unpack_outline
from app.bills.matching import Tie
from app.bills.models import Bill, StagedImport, Version
from app.bills.queries_imports import KEPT_FOR


def stage_import(
    session: Session,
    official: Person | None,
    bill: Bill,
    version: Version,
    *,
    file_name: str,
    content: dict[str, Any],
    now: datetime,
) -> StagedImport:
    """Keep what was read from a file, for the official who sent it alone."""
    policy.may_edit_draft(official, bill, version, now).require()
    assert official is not None  # noqa: S101
    staged = StagedImport(bill_id=bill.id, person_id=official.id, at=now, file_name=file_name, content=content)
    session.add(staged)
    session.flush()
    return staged


def confirm_import(
    session: Session,
    official: Person | None,
    bill: Bill,
    version: Version,
    staged: StagedImport,
    *,
    ties: Sequence[Tie],
    merged: Mapping[int, int | None],
    now: datetime,
    revision: int | None = None,
) -> None:
    """Take what was read over into the draft, and forget the file."""
    policy.may_edit_draft(official, bill, version, now).require()
    outline, lang = unpack_outline(staged.content)
    take_over_outline(
        session, official, bill, version, outline, lang=lang, ties=ties, merged=merged, revision=revision, now=now
    )
    session.delete(staged)
    session.flush()


def discard_import(
    session: Session, official: Person | None, bill: Bill, version: Version, staged: StagedImport, *, now: datetime
) -> None:
    """Throw away what was read."""
    policy.may_edit_draft(official, bill, version, now).require()
    session.delete(staged)
    session.flush()


def forget_stale_imports(session: Session, now: datetime) -> int:
    """Forget what was read more than a day ago and never confirmed; return how many there were."""
    stale = sa.delete(StagedImport).where(StagedImport.at <= now - KEPT_FOR).returning(StagedImport.id)
    return len(session.scalars(stale).all())
