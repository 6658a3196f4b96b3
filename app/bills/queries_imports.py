"""Reads of files that wait to be confirmed: each is known to the official who sent it alone."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.bills.models import Bill, StagedImport
from app.kernel.verdict import not_found

KEPT_FOR = timedelta(hours=24)


def get_staged_import(
    session: Session, bill: Bill, person: Person | None, import_id: int, now: datetime
) -> StagedImport:
    """Return what somebody had read for a bill within the last day, or raise Refused (not found)."""
    query = sa.select(StagedImport).where(
        StagedImport.id == import_id,
        StagedImport.bill_id == bill.id,
        StagedImport.person_id == (person.id if person else None),
        StagedImport.at > now - KEPT_FOR,
    )
    found = session.scalars(query).one_or_none()
    if found is None:
        raise not_found()
    return found
