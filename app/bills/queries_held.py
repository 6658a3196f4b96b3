"""The bill that somebody writes on: its row is held, and only that is read of it by which an act is judged."""

from datetime import datetime
from functools import cache

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, load_only

from app.accounts.models import Agency, Person
from app.bills import policy
from app.bills.models import Bill
from app.kernel.verdict import not_found

_JUDGED_BY = (
    Bill.slug,
    Bill.agency_id,
    Bill.subgroup_id,
    Bill.first_day,
    Bill.last_day,
    Bill.opens_at,
    Bill.closes_at,
    Bill.announced_at,
    Bill.withdrawn_at,
    Bill.answered_at,
    Bill.restrained_until,
)


def hold_bill(session: Session, slug: str, person: Person | None, now: datetime) -> Bill:
    """Load and hold a bill as `get_bill` does with `lock`, or raise Refused (not found); what else it says is read when it is asked for."""
    bill = session.scalars(_held(), {"slug": slug}).unique().one_or_none()
    if bill is None or not policy.may_read_bill(person, bill, now):
        raise not_found()
    return bill


@cache
def _held() -> sa.Select[Bill]:
    """Select the bill `slug`; made once, since every post asks for it."""
    query = sa.select(Bill).where(Bill.slug == sa.bindparam("slug")).with_for_update(of=Bill)
    query = query.options(load_only(*_JUDGED_BY), joinedload(Bill.co_leads).load_only(Agency.id))
    return query.execution_options(populate_existing=True)
