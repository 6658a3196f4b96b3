"""One bill at one moment: what its exports are made from, and on what their bytes hang."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.bills.models import Bill
from app.bills.queries import get_bill
from app.kernel.clock import taipei_day

FORMAT = "gongyi-bill-1"
LICENCE = {
    "name": "Open Government Data License, version 1.0 (Taiwan)",
    "url": "https://data.gov.tw/license",
    "compatible": "CC BY 4.0",
    "attribution": "Gongyi 公議, with the address of the bill or comment; comments by their authors' handles",
}


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A public bill as one transaction sees it, judged at an instant."""

    session: Session
    bill: Bill
    now: datetime

    @property
    def state(self) -> tuple[Any, ...]:
        """All that the bytes of an export hang on, beside the program and its settings.

        That is the bill's revision, which of its instants have come, and the day in Taipei, by which overdue days are counted.
        """
        bill = self.bill
        instants = (bill.announced_at, bill.opens_at, bill.closes_at, bill.withdrawn_at)
        come = tuple(instant is not None and instant <= self.now for instant in instants)
        return bill.id, bill.revision, *come, taipei_day(self.now)


def take_snapshot(session: Session, slug: str, now: datetime) -> Snapshot:
    """Open a bill as a visitor may read it, or raise Refused (not found); the session sees all of one moment (see_one_moment)."""
    return Snapshot(session, get_bill(session, slug, None, now), now)
