"""Acts on a bill that wait: for a second official's signature, for the day of a planned announcement, or for both.

When its time has come an act is done by its own action, which judges everything anew at that instant. One that is then
refused is settled as failed, with the reason; nothing of it is done.
"""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.bills import policy
from app.bills.actions.days import judge_plan
from app.bills.actions.freshness import require_fresh
from app.bills.actions.notice import require_other_days, require_reason, reschedule_notice
from app.bills.actions.publication import announce_bill, require_complete, said
from app.bills.actions.settling import require_nothing_waits, settle_act
from app.bills.actions.withdrawal import withdraw_bill
from app.bills.events import WaitingActRefused
from app.bills.models import Bill, PendingAct, PendingKind, PendingOutcome
from app.bills.notice_plan import NoticePlan, read_plan, read_text, write_text
from app.bills.queries_path import next_due_act
from app.kernel.bilingual import Bilingual
from app.kernel.events import emit
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.i18n import speaking
from app.kernel.verdict import Reason, Refused, conflict, invalid

_FARTHEST = timedelta(days=730)


def ask_for_announcement(
    session: Session,
    official: Person | None,
    bill: Bill,
    plan: NoticePlan,
    *,
    now: datetime,
    due_at: datetime | None = None,
    revision: int | None = None,
) -> PendingAct:
    """Have the announcement of a bill wait: for a signature where the notice is short, for an instant where one is given."""
    policy.may_announce(official, bill, now).require()
    assert official is not None  # noqa: S101
    require_fresh(bill, revision)
    require_nothing_waits(session, bill, PendingKind.ANNOUNCEMENT)
    require_complete(session, bill)
    _judge_due(due_at, now)
    judge_plan(bill, plan, due_at or now)
    if due_at is None and not plan.notice.is_short:
        raise conflict(_l("A notice of 60 days is announced by one official, at once or on a day that is set."))
    return _wait(session, official, bill, PendingKind.ANNOUNCEMENT, plan.as_json(), now, plan.notice.is_short, due_at)


def ask_for_rescheduling(
    session: Session,
    official: Person | None,
    bill: Bill,
    plan: NoticePlan,
    *,
    now: datetime,
    revision: int | None = None,
) -> PendingAct:
    """Have other days of an announced notice, which they make short, wait for another official's signature."""
    policy.may_reschedule(official, bill, now).require()
    assert official is not None  # noqa: S101
    require_fresh(bill, revision)
    require_nothing_waits(session, bill, PendingKind.RESCHEDULING)
    require_other_days(bill, plan)
    require_reason(plan.reason)
    judge_plan(bill, plan, now)
    if not plan.notice.is_short:
        raise conflict(_l("A notice is rescheduled to 60 days or more by one official, at once."))
    return _wait(session, official, bill, PendingKind.RESCHEDULING, plan.as_json(), now)


def ask_for_withdrawal(
    session: Session,
    official: Person | None,
    bill: Bill,
    *,
    reason: Bilingual,
    now: datetime,
    revision: int | None = None,
) -> PendingAct:
    """Have a withdrawal wait for another official's signature."""
    policy.may_withdraw_bill(official, bill, now).require()
    assert official is not None  # noqa: S101
    require_fresh(bill, revision)
    require_nothing_waits(session, bill, PendingKind.WITHDRAWAL)
    require_reason(reason)
    return _wait(session, official, bill, PendingKind.WITHDRAWAL, {"reason": write_text(reason)}, now)


def sign_act(
    session: Session,
    official: Person | None,
    bill: Bill,
    act: PendingAct,
    *,
    now: datetime,
    revision: int | None = None,
) -> None:
    """Sign what another official asked for: it is done at once, or at the instant that is set."""
    policy.may_sign(official, act, bill, now).require()
    assert official is not None  # noqa: S101
    require_fresh(bill, revision)
    act.signed_by_id, act.signed_by, act.signed_at = official.id, official, now
    session.flush()
    if act.due_at is None or act.due_at <= now:
        _do(session, bill, act, now)


def decline_act(
    session: Session, official: Person | None, bill: Bill, act: PendingAct, *, words: str, now: datetime
) -> None:
    """Decline what another official asked for, with words for them."""
    policy.may_decline(official, act, bill, now).require()
    if not words:
        raise invalid(_l("Say why you decline it. Only your agency reads this."), "words")
    settle_act(session, act, PendingOutcome.DECLINED, now, words)
    emit(session, WaitingActRefused(bill, act, now))


def take_back_act(session: Session, official: Person | None, bill: Bill, act: PendingAct, *, now: datetime) -> None:
    """Take back what one asked for."""
    policy.may_take_back(official, act, bill, now).require()
    settle_act(session, act, PendingOutcome.TAKEN_BACK, now)


def do_next_due(session: Session, now: datetime) -> bool:
    """Do the act whose time came first, as those who stand for it; return whether there was one."""
    act = next_due_act(session, now)
    if act is not None and act.settled_at is None:
        _do(session, act.bill, act, now)
    return act is not None


def _do(session: Session, bill: Bill, act: PendingAct, now: datetime) -> None:
    """Do an act that waited, or settle it as failed with the reason in both languages."""
    try:
        with session.begin_nested():
            settle_act(session, act, PendingOutcome.DONE, now)
            _perform(session, bill, act, now)
    except Refused as refused:
        settle_act(session, act, PendingOutcome.FAILED, now, said(_in_both(refused.reason)))
        emit(session, WaitingActRefused(bill, act, now))


def _perform(session: Session, bill: Bill, act: PendingAct, now: datetime) -> None:
    """Do an act by its own action: whoever signed it does it, and where nobody had to, whoever asked."""
    official, asked_by = (act.signed_by, act.asked_by) if act.needs_signature else (act.asked_by, None)
    assert official is not None  # noqa: S101
    policy.may_stand_for(official, bill, now).require()
    if act.kind is PendingKind.WITHDRAWAL:
        reason = read_text(act.parameters["reason"])
        return withdraw_bill(session, official, bill, reason=reason, asked_by=asked_by, now=now)
    plan = read_plan(act.parameters)
    if act.kind is PendingKind.RESCHEDULING:
        return reschedule_notice(session, official, bill, plan, asked_by=asked_by, now=now)
    return announce_bill(
        session,
        official,
        bill,
        first_day=plan.first_day,
        last_day=plan.last_day,
        short_ground=plan.short_ground,
        justification=plan.justification,
        asked_by=asked_by,
        now=now,
    )


def _in_both(reason: Reason) -> Bilingual:
    with speaking("zh-TW"):
        zh = str(reason.text)
    with speaking("en"):
        return Bilingual(zh, str(reason.text))


def _judge_due(due_at: datetime | None, now: datetime) -> None:
    if due_at is None:
        return
    if due_at <= now:
        raise invalid(_l("Choose an instant that is still ahead."), "plan_day")
    if due_at - now > _FARTHEST:
        raise invalid(_l("That is more than two years ahead."), "plan_day")


def _wait(
    session: Session,
    official: Person,
    bill: Bill,
    kind: PendingKind,
    parameters: dict[str, object],
    now: datetime,
    needs_signature: bool = True,
    due_at: datetime | None = None,
) -> PendingAct:
    act = PendingAct(
        bill_id=bill.id,
        kind=kind,
        parameters=parameters,
        needs_signature=needs_signature,
        asked_by_id=official.id,
        asked_at=now,
        due_at=due_at,
    )
    session.add(act)
    session.flush()
    return act
