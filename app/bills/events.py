"""What happens to bills, told to higher rooms in the same transaction."""

from dataclasses import dataclass
from datetime import datetime

from app.bills.models import Bill, Milestone, Version


@dataclass(frozen=True, slots=True)
class BillAnnounced:
    """A bill was laid open: it is public from now on."""

    bill: Bill
    version: Version
    now: datetime


@dataclass(frozen=True, slots=True)
class VersionPublished:
    """A revised text was published (not the first, which the announcement publishes)."""

    bill: Bill
    version: Version
    now: datetime


@dataclass(frozen=True, slots=True)
class BillWithdrawn:
    """A bill was withdrawn."""

    bill: Bill
    now: datetime


@dataclass(frozen=True, slots=True)
class MilestoneAdded:
    """A bill reached a stage."""

    bill: Bill
    milestone: Milestone
    now: datetime
