"""What waits on a bill, and ending it."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.bills.models import Bill, PendingAct, PendingKind, PendingOutcome
from app.bills.queries_path import find_waiting
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import conflict

_WAITING = {
    PendingKind.ANNOUNCEMENT: _l(
        "The days of this notice already wait to be announced. Take that back or decline it first."
    ),
    PendingKind.RESCHEDULING: _l(
        "Other days of this notice already wait for a signature. Take that back or decline it first."
    ),
    PendingKind.WITHDRAWAL: _l("The withdrawal already waits for a signature."),
}


def require_nothing_waits(session: Session, bill: Bill, kind: PendingKind) -> None:
    """Raise Refused where an act of a kind waits on a bill: one at a time."""
    if find_waiting(session, bill, kind) is not None:
        raise conflict(_WAITING[kind])


def settle_act(session: Session, act: PendingAct, outcome: PendingOutcome, now: datetime, why: str = "") -> None:
    """Note what became of an act that waited, and in words why it came to nothing."""
    act.settled_at, act.outcome, act.failure = now, outcome, why
    session.flush()
