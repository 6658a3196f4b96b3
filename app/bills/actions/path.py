"""A bill's path: the stages that it reaches, recorded, corrected, taken out again where one was a mistake."""

from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.bills import policy
from app.bills.actions.audit import DraftAct, differences, note_change
from app.bills.events import MilestoneAdded
from app.bills.models import Bill, Milestone, Stage
from app.kernel.bilingual import Bilingual
from app.kernel.clock import taipei_day
from app.kernel.events import emit
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import invalid


def add_milestone(
    session: Session,
    official: Person | None,
    bill: Bill,
    *,
    stage: Stage,
    day: date,
    now: datetime,
    note: Bilingual = Bilingual(),
    source_url: str = "",
    source_label: Bilingual = Bilingual(),
) -> Milestone:
    """Record a stage that a bill has reached; stages can be skipped and repeated."""
    policy.may_add_milestone(official, bill, now).require()
    _judge(day, source_url, now)
    milestone = Milestone(
        bill_id=bill.id, stage=stage, day=day, note=note, source_url=source_url, source_label=source_label
    )
    session.add(milestone)
    session.flush()
    note_change(session, official, bill, None, DraftAct.ADD_MILESTONE, "", differences({}, _fields(milestone)), now=now)
    emit(session, MilestoneAdded(bill, milestone, now))
    return milestone


def correct_milestone(
    session: Session,
    official: Person | None,
    bill: Bill,
    milestone: Milestone,
    *,
    stage: Stage,
    day: date,
    note: Bilingual,
    source_url: str,
    source_label: Bilingual,
    now: datetime,
) -> None:
    """Correct a stage that was recorded; the agency's own list of changes keeps what stood there."""
    policy.may_add_milestone(official, bill, now).require()
    _judge(day, source_url, now)
    before = _fields(milestone)
    milestone.stage, milestone.day, milestone.note = stage, day, note
    milestone.source_url, milestone.source_label = source_url, source_label
    changes = differences(before, _fields(milestone))
    note_change(session, official, bill, None, DraftAct.CHANGE_MILESTONE, "", changes, now=now)
    session.flush()


def remove_milestone(
    session: Session, official: Person | None, bill: Bill, milestone: Milestone, *, now: datetime
) -> None:
    """Take out a stage that was recorded by mistake; the agency's own list of changes keeps what stood there."""
    policy.may_add_milestone(official, bill, now).require()
    changes = differences(_fields(milestone), {})
    note_change(session, official, bill, None, DraftAct.REMOVE_MILESTONE, "", changes, now=now)
    session.delete(milestone)
    session.flush()


def _judge(day: date, source_url: str, now: datetime) -> None:
    if day > taipei_day(now):
        raise invalid(_l("A stage is recorded once it is reached, not before."), "day")
    if source_url and not _is_web_address(source_url):
        raise invalid(_l("The source must be a web address that begins with https:// or http://."), "source_url")


def _is_web_address(source_url: str) -> bool:
    try:
        parts = urlsplit(source_url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc) and len(source_url) <= 500


def _fields(milestone: Milestone) -> dict[str, Any]:
    return {
        "stage": milestone.stage.value,
        "day": milestone.day.isoformat(),
        "note": milestone.note,
        "source_url": milestone.source_url,
        "source_label": milestone.source_label,
    }
