"""Withdrawing a bill: an act of power that takes two officials."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.bills import policy
from app.bills.actions.notice import require_reason
from app.bills.actions.publication import said
from app.bills.actions.settling import require_nothing_waits
from app.bills.events import BillWithdrawn
from app.bills.models import Bill, PendingKind
from app.kernel.bilingual import Bilingual
from app.kernel.events import emit
from app.record import log
from app.record.models import Act


def withdraw_bill(
    session: Session, official: Person | None, bill: Bill, *, reason: Bilingual, asked_by: Person | None, now: datetime
) -> None:
    """Withdraw a bill for good, with a published reason; it takes the official who asked and another who signs."""
    policy.may_withdraw_bill(official, bill, now).require()
    assert official is not None  # noqa: S101
    policy.may_act_for_two(official, asked_by, bill, now).require()
    assert asked_by is not None  # noqa: S101
    require_nothing_waits(session, bill, PendingKind.WITHDRAWAL)
    require_reason(reason)
    bill.withdrawn_at, bill.withdrawal_reason = now, reason
    log.append(
        session,
        Act.WITHDRAW,
        actor=official.public_id,
        subject=f"bill:{bill.slug}",
        bill=bill.slug,
        words={"reason": said(reason), "asked_by": asked_by.public_id},
        now=now,
    )
    session.flush()
    emit(session, BillWithdrawn(bill, now))
