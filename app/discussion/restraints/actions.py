"""Setting and lifting restraints, as moderation decided. The rules of what and how long are judged here once more."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.bills.models import Bill
from app.discussion.models import Comment
from app.discussion.restraints import policy
from app.discussion.restraints.models import Restraint, RestraintKind
from app.discussion.restraints.queries import list_earlier
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import conflict, invalid

_RUNS = {
    RestraintKind.LOCK: _l("Replies to this thread are already paused."),
    RestraintKind.SLOW: _l("This discussion is already in slow mode. End that first, to set another pace."),
    RestraintKind.GATE: _l("This discussion already asks for older accounts. End that first, to set another age."),
}


@dataclass(frozen=True, slots=True)
class Planned:
    """A restraint that may be set at the instant at which it was planned."""

    kind: RestraintKind
    comment_id: int | None
    amount: int | None
    starts_at: datetime
    until_at: datetime


def plan_restraint(
    session: Session,
    bill: Bill,
    kind: RestraintKind,
    *,
    hours: int,
    now: datetime,
    amount: int | None = None,
    thread: Comment | None = None,
) -> Planned:
    """Judge what a restraint that begins now would be, or raise Refused; the bill's row must be held.

    It ends earlier than asked where the last seven days of the notice begin before, or where it has held for long already.
    """
    policy.may_restrain(bill, now).require()
    if not 1 <= hours <= policy.LONGEST // timedelta(hours=1):
        raise invalid(_l("Choose for how long: 1 to 72 hours."), "hours")
    _require_amount(kind, amount)
    comment_id = thread.id if thread is not None else None
    earlier = list_earlier(session, bill, kind, comment_id, now)
    if any(end > now for _start, end in earlier):
        raise conflict(_RUNS[kind])
    latest = policy.latest_end(bill, kind, earlier, now)
    if latest <= now:
        raise conflict(_l("This has held for 72 hours within the last seven days. It cannot be set again yet."))
    return Planned(kind, comment_id, amount, now, policy.end_of(hours, latest, now))


def _require_amount(kind: RestraintKind, amount: int | None) -> None:
    if kind is RestraintKind.SLOW and amount not in policy.MINUTES:
        raise invalid(_l("Choose 2, 5, 15 or 60 minutes."), "minutes")
    if kind is RestraintKind.GATE and amount not in range(1, policy.MOST_DAYS + 1):
        raise invalid(_l("Choose 1 to 7 days."), "days")


def set_restraint(
    session: Session, bill: Bill, planned: Planned, *, reason: str, by: Person, log_seq: int, asked_by: Person | None
) -> Restraint:
    """Put a restraint on a bill's discussion that was planned at this instant and is on the record."""
    restraint = Restraint(
        bill_id=bill.id,
        kind=planned.kind,
        comment_id=planned.comment_id,
        amount=planned.amount,
        starts_at=planned.starts_at,
        until_at=planned.until_at,
        reason=reason,
        set_by_id=by.id,
        asked_by_id=asked_by.id if asked_by else None,
        log_seq=log_seq,
    )
    session.add(restraint)
    if bill.restrained_until is None or bill.restrained_until < planned.until_at:
        session.execute(sa.update(Bill).where(Bill.id == bill.id).values(restrained_until=planned.until_at))
    session.flush()
    session.expire(bill, ["restrained_until"])
    return restraint


def require_running(restraint: Restraint, now: datetime) -> None:
    """Raise Refused where a restraint does not hold any more."""
    if not restraint.is_running(now):
        raise conflict(_l("This does not hold any more: its time is over, or somebody has ended it."))


def lift_restraint(
    session: Session, restraint: Restraint, *, by: Person, reason: str, log_seq: int, now: datetime
) -> None:
    """End a restraint before its time, as moderation decided."""
    require_running(restraint, now)
    restraint.ended_at, restraint.ended_by_id = now, by.id
    restraint.ended_reason, restraint.ended_log_seq = reason, log_seq
    session.flush()
