"""A bill's path: the stages it reaches, and its withdrawal."""

from datetime import date, datetime
from urllib.parse import urlsplit

from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.bills import policy
from app.bills.actions.publication import said
from app.bills.events import BillWithdrawn, MilestoneAdded
from app.bills.models import Bill, Milestone, Stage
from app.kernel.bilingual import Bilingual
from app.kernel.clock import taipei_day
from app.kernel.events import emit
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import invalid
from app.record import log
from app.record.models import Act


def withdraw_bill(session: Session, official: Person | None, bill: Bill, *, reason: Bilingual, now: datetime) -> None:
    """Withdraw a bill for good, with a published reason."""
    policy.may_withdraw_bill(official, bill, now).require()
    assert official is not None  # noqa: S101
    if not reason:
        raise invalid(_l("Say why the bill is withdrawn. The reason is published."), "reason_zh")
    bill.withdrawn_at, bill.withdrawal_reason = now, reason
    log.append(
        session,
        Act.WITHDRAW,
        actor=official.public_id,
        subject=f"bill:{bill.slug}",
        bill=bill.slug,
        words={"reason": said(reason)},
        now=now,
    )
    session.flush()
    emit(session, BillWithdrawn(bill, now))


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
    if day > taipei_day(now):
        raise invalid(_l("A stage is recorded once it is reached, not before."), "day")
    if source_url and (urlsplit(source_url).scheme not in ("http", "https") or len(source_url) > 500):
        raise invalid(_l("The source must be a web address that begins with https:// or http://."), "source_url")
    milestone = Milestone(
        bill_id=bill.id, stage=stage, day=day, note=note, source_url=source_url, source_label=source_label
    )
    session.add(milestone)
    session.flush()
    emit(session, MilestoneAdded(bill, milestone, now))
    return milestone
