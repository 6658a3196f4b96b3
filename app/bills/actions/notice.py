"""Changing the days of an announced bill: rescheduled before opening, extended while open, the response postponed.

Each is an act of power with a published reason. Nothing here makes a period shorter once it runs.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.bills import policy
from app.bills.actions.days import judge_length, lay_days
from app.bills.actions.freshness import require_fresh
from app.bills.actions.publication import said
from app.bills.actions.settling import require_nothing_waits
from app.bills.events import NoticeExtended, NoticeRescheduled, ResponsePostponed
from app.bills.justification import judge_reason
from app.bills.models import Bill, NoticeChange, NoticeChangeKind, PendingKind
from app.bills.notice_period import NoticePeriod
from app.bills.notice_plan import NoticePlan
from app.kernel.bilingual import Bilingual
from app.kernel.clock import taipei_day
from app.kernel.events import emit
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import Refused, invalid
from app.record import log
from app.record.models import Act

_ACTS = {
    NoticeChangeKind.RESCHEDULE: Act.RESCHEDULE,
    NoticeChangeKind.EXTENSION: Act.EXTEND,
    NoticeChangeKind.POSTPONEMENT: Act.POSTPONE,
}


def reschedule_notice(
    session: Session,
    official: Person | None,
    bill: Bill,
    plan: NoticePlan,
    *,
    now: datetime,
    asked_by: Person | None = None,
    revision: int | None = None,
) -> None:
    """Set other days for a notice that has not opened; to a short one it takes the official who asked, besides."""
    policy.may_reschedule(official, bill, now).require()
    assert official is not None  # noqa: S101
    require_fresh(bill, revision)
    require_nothing_waits(session, bill, PendingKind.RESCHEDULING)
    require_other_days(bill, plan)
    require_reason(plan.reason)
    change = _begin(bill, NoticeChangeKind.RESCHEDULE, plan.reason, now)
    lay_days(bill, official, asked_by, plan, now)
    _record(session, official, bill, change, now, asked_by)
    emit(session, NoticeRescheduled(bill, change, now))


def extend_notice(
    session: Session,
    official: Person | None,
    bill: Bill,
    *,
    last_day: date,
    reason: Bilingual,
    now: datetime,
    revision: int | None = None,
) -> None:
    """Give an open notice a later last day; the response is then due 14 days after that, or later if it was postponed."""
    policy.may_extend(official, bill, now).require()
    assert official is not None  # noqa: S101
    require_fresh(bill, revision)
    standing = _notice_of(bill)
    if last_day <= standing.last_day:
        raise invalid(_l("Choose a later last day: an open notice is never shortened."), "last_day")
    notice = NoticePeriod(standing.first_day, last_day)
    judge_length(notice)
    require_reason(reason)
    change = _begin(bill, NoticeChangeKind.EXTENSION, reason, now)
    bill.response_due_day = notice.due_day_not_before(bill.response_due_day)
    bill.last_day, bill.closes_at = notice.last_day, notice.closes_at
    if not notice.is_short:
        bill.short_ground = bill.justification = None
    _record(session, official, bill, change, now)
    emit(session, NoticeExtended(bill, change, now))


def postpone_response(
    session: Session,
    official: Person | None,
    bill: Bill,
    *,
    due_day: date,
    reason: Bilingual,
    now: datetime,
    revision: int | None = None,
) -> None:
    """Have the consolidated response due later: by at most 60 days in all, and on no day that has passed."""
    policy.may_postpone(official, bill, now).require()
    assert official is not None  # noqa: S101
    require_fresh(bill, revision)
    notice = _notice_of(bill)
    if due_day <= notice.due_day_not_before(bill.response_due_day):
        raise invalid(_l("Choose a later day than the one on which the response is due now."), "due_day")
    if due_day < taipei_day(now):
        raise invalid(_l("Choose a day that has not passed."), "due_day")
    if due_day > notice.latest_due_day:
        raise invalid(
            _l("The response can be postponed by 60 days in all, counted from the 14th after closing."), "due_day"
        )
    require_reason(reason)
    change = _begin(bill, NoticeChangeKind.POSTPONEMENT, reason, now)
    bill.response_due_day = due_day
    _record(session, official, bill, change, now)
    emit(session, ResponsePostponed(bill, change, now))


def require_other_days(bill: Bill, plan: NoticePlan) -> None:
    """Raise Refused where a notice has the days already that it is to get."""
    if bill.notice == plan.notice:
        raise invalid(_l("These are the days that the notice has already."), "first_day")


def require_reason(reason: Bilingual) -> None:
    """Raise Refused where an act that needs a published reason has none."""
    verdict = judge_reason(reason)
    if verdict.reason is not None:
        raise Refused(verdict.reason, "reason_zh")


def _notice_of(bill: Bill) -> NoticePeriod:
    assert bill.notice is not None  # noqa: S101
    return bill.notice


def _standing(bill: Bill, which: str) -> dict[str, Any]:
    """The days of a bill and why its notice is short, as the side `which` of a change."""
    return {
        f"{which}_first_day": bill.first_day,
        f"{which}_last_day": bill.last_day,
        f"{which}_due_day": bill.response_due_day,
        f"{which}_short_ground": bill.short_ground,
        f"{which}_justification": bill.justification,
    }


def _begin(bill: Bill, kind: NoticeChangeKind, reason: Bilingual, now: datetime) -> NoticeChange:
    """Note how the days stand before they change."""
    return NoticeChange(bill_id=bill.id, kind=kind, at=now, reason=reason, **_standing(bill, "old"))


def _record(
    session: Session,
    official: Person,
    bill: Bill,
    change: NoticeChange,
    now: datetime,
    asked_by: Person | None = None,
) -> None:
    """Put a change of days on record, with the days as they stand now and those that are other than before.

    The justification of a notice that a rescheduling makes (or keeps) short is this act's own.
    """
    for name, value in _standing(bill, "new").items():
        setattr(change, name, value)
    words = {}
    for name in ("first_day", "last_day", "due_day"):
        old, new = getattr(change, f"old_{name}"), getattr(change, f"new_{name}")
        if old != new:
            words[f"old_{name}"], words[name] = old.isoformat(), new.isoformat()
    words["reason"] = said(change.reason)
    if bill.justification and change.kind is NoticeChangeKind.RESCHEDULE:
        words["justification"] = said(bill.justification)
    if asked_by is not None:
        words["asked_by"] = asked_by.public_id
    entry = log.append(
        session,
        _ACTS[change.kind],
        actor=official.public_id,
        subject=f"bill:{bill.slug}",
        bill=bill.slug,
        ground=bill.short_ground.value if bill.short_ground and change.kind is NoticeChangeKind.RESCHEDULE else None,
        words=words,
        now=now,
    )
    change.log_seq = entry.seq
    session.add(change)
    session.flush()
