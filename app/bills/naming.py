"""Names for the public log: bills by their slugs."""

from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.bills.models import Bill
from app.record.names import Name


def name_bills(session: Session, ids: frozenset[str]) -> Mapping[str, Name]:
    """Name the announced bills among opaque ids by their titles."""
    slugs = {opaque.removeprefix("bill:") for opaque in ids if opaque.startswith("bill:")}
    if not slugs:
        return {}
    known = sa.select(Bill.slug, Bill.title).where(Bill.slug.in_(slugs), Bill.announced_at.is_not(None))
    return {f"bill:{slug}": Name(title, f"/bills/{slug}") for slug, title in session.execute(known)}
