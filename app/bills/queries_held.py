"""The bill that somebody writes on: its row is held, and of its words nothing is read that only pages show."""

from datetime import datetime
from functools import cache

import sqlalchemy as sa
from sqlalchemy.orm import Session, defer, joinedload

from app.accounts.models import Agency, Person
from app.bills import policy
from app.bills.models import Bill
from app.kernel.bilingual import BilingualText
from app.kernel.verdict import not_found


def hold_bill(session: Session, slug: str, person: Person | None, now: datetime) -> Bill:
    """Load and hold a bill as `get_bill` does with `lock`, without its texts and the names of its offices, or raise Refused (not found)."""
    bill = session.scalars(_held(), {"slug": slug}).unique().one_or_none()
    if bill is None or not policy.may_read_bill(person, bill, now):
        raise not_found()
    return bill


@cache
def _held() -> sa.Select[Bill]:
    """Select the bill `slug`; made once, since every post asks for it."""
    texts = [getattr(Bill, name) for name, column in Bill.__table__.c.items() if isinstance(column.type, BilingualText)]
    query = sa.select(Bill).where(Bill.slug == sa.bindparam("slug")).with_for_update(of=Bill)
    query = query.options(joinedload(Bill.co_leads).load_only(Agency.id), *map(defer, texts))
    return query.execution_options(populate_existing=True)
