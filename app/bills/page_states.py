"""The states by which pages are kept (kernel/web/page_cache.py): one bill's, and that of all bills together.

A state is the revision and what the clock alone changes: which of a bill's instants have come, or of how many bills, and of how
many terms of office. Names of agencies, subgroups, members and people, and the log, count as parts of the bills (revision.py).
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from app.accounts.models import Membership
from app.bills.models import Bill
from app.kernel.db import UTCDateTime
from app.kernel.glances import Glance
from app.record.checkpoints.models import Checkpoint

NOW: Any = sa.bindparam("now", type_=UTCDateTime())
INSTANTS = (Bill.announced_at, Bill.opens_at, Bill.closes_at, Bill.withdrawn_at)
OF_A_BILL = (Bill.id, Bill.revision, *(instant <= NOW for instant in INSTANTS))
State = tuple[Any, ...]


def _come(*instants: Any) -> list[sa.ColumnElement[int]]:
    """Count for each column the rows whose instant has come."""
    return [sa.func.count(sa.case((instant <= NOW, 1))) for instant in instants]


_terms = sa.select(sa.func.count()).select_from(Membership)
_BILL = Glance(sa.select(*OF_A_BILL).where(Bill.slug == sa.bindparam("slug")))
_OF_ALL = (
    sa.func.count(),
    sa.func.sum(Bill.revision),
    *_come(*INSTANTS),
    _terms.where(Membership.starts_at <= NOW).scalar_subquery(),
    _terms.where(Membership.ends_at <= NOW).scalar_subquery(),
)
_ALL = Glance(sa.select(*_OF_ALL).select_from(Bill))
_RECORD = Glance(sa.select(*_OF_ALL, sa.select(sa.func.max(Checkpoint.seq)).scalar_subquery()).select_from(Bill))


def public_state(row: State | None) -> State | None:
    """The state of a bill (id, revision, which instants have come) where it is announced, so that everybody may read it."""
    return row if row and row[2] else None


def bill_state(where: Mapping[str, Any], now: datetime) -> State | None:
    """The state of the bill that an address names."""
    return public_state(_BILL.read(slug=where["slug"], now=now))


def state_of_all(_where: Mapping[str, Any], now: datetime) -> State | None:
    """The state of all bills together; None where there is none, since then no revision tells of a change."""
    row = _ALL.read(now=now)
    return row if row and row[0] else None


def state_of_record(_where: Mapping[str, Any], now: datetime) -> State | None:
    """The state of all bills with the newest checkpoint, which pages of the record show."""
    row = _RECORD.read(now=now)
    return row if row and row[0] else None
