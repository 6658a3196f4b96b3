"""What the home page and the offices' pages read: bills in few columns, one statement a list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Session, defer, joinedload, raiseload

from app.bills.models import Bill, Status, bill_co_lead
from app.kernel.clock import taipei_day

OPEN = 12
FACTS = 4
SOON = 6


@dataclass(frozen=True, slots=True)
class Few:
    """The first bills of a list, and how many there are in all."""

    bills: Sequence[Bill]
    total: int

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.total - len(self.bills)


@dataclass(frozen=True)
class Front:
    """What stands on the home page."""

    open: Few
    answered: Few
    overdue: Few
    announced: Few
    names: ClassVar[tuple[str, ...]] = ("open", "answered", "overdue", "announced")


def read_front(session: Session, now: datetime) -> Front:
    """Read the home page: open by days left, answered last, most overdue, opening soonest."""
    return Front(
        open=_few(session, OPEN, _is(Status.OPEN, now), order=(Bill.closes_at, Bill.id)),
        answered=_few(session, FACTS, _is(Status.ANSWERED, now), order=(Bill.answered_at.desc(), Bill.id.desc())),
        overdue=_few(session, FACTS, *_overdue(now), order=(Bill.response_due_day, Bill.id)),
        announced=_few(session, SOON, _is(Status.ANNOUNCED, now), order=(Bill.opens_at, Bill.id)),
    )


def list_bills_of_agency(session: Session, agency_id: int, now: datetime) -> Sequence[Bill]:
    """List the public bills that an agency leads or co-leads, last announced first."""
    co_led = sa.select(bill_co_lead.c.bill_id).where(bill_co_lead.c.agency_id == agency_id)
    return _public(session, now, sa.or_(Bill.agency_id == agency_id, Bill.id.in_(co_led)))


def list_bills_of_subgroup(session: Session, subgroup_id: int, now: datetime) -> Sequence[Bill]:
    """List the public bills assigned to a subgroup, last announced first."""
    return _public(session, now, Bill.subgroup_id == subgroup_id)


def _is(status: Status, now: datetime) -> sa.ColumnElement[bool]:
    return Bill.status_at(now) == status.value


def _overdue(now: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    return _is(Status.CLOSED, now), Bill.response_due_day < taipei_day(now)


def _lines(*more: Any) -> sa.Select[Any]:
    long_texts = [defer(text, raiseload=True) for text in (Bill.explanation, Bill.guide, Bill.legal_basis)]
    together = (joinedload(Bill.agency, innerjoin=True), raiseload(Bill.co_leads))
    return sa.select(Bill, *more).options(*long_texts, *together)


def _few(session: Session, limit: int, *where: sa.ColumnElement[bool], order: tuple[Any, ...]) -> Few:
    query = _lines(sa.func.count().over()).where(*where).order_by(*order).limit(limit)
    found = session.execute(query).all()
    return Few([bill for bill, _total in found], found[0][1] if found else 0)


def _public(session: Session, now: datetime, where: sa.ColumnElement[bool]) -> Sequence[Bill]:
    query = _lines().where(where, Bill.status_at(now) != Status.UNPUBLISHED.value)
    return session.scalars(query.order_by(Bill.announced_at.desc(), Bill.id.desc()).limit(200)).all()
