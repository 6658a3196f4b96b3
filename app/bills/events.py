"""What happens to bills, told to higher rooms in the same transaction."""

from dataclasses import dataclass
from datetime import datetime

from app.bills.models import Bill, Milestone, NoticeChange, PendingAct, Version


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
class BillTextsFilled:
    """A public bill's own texts got what was missing in one language."""

    bill: Bill
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


@dataclass(frozen=True, slots=True)
class NoticeRescheduled:
    """A notice that had not opened got other days."""

    bill: Bill
    change: NoticeChange
    now: datetime


@dataclass(frozen=True, slots=True)
class NoticeExtended:
    """An open notice got a later last day."""

    bill: Bill
    change: NoticeChange
    now: datetime


@dataclass(frozen=True, slots=True)
class ResponsePostponed:
    """The consolidated response is due on a later day."""

    bill: Bill
    change: NoticeChange
    now: datetime


@dataclass(frozen=True, slots=True)
class WaitingActRefused:
    """An act that waited came to nothing: another official declined it, or it failed when it was to be done."""

    bill: Bill
    act: PendingAct
    now: datetime
