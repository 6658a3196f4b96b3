"""Every act that calms a discussion or ends that, each on the record."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.bills.models import Bill
from app.discussion.models import Comment
from app.discussion.restraints import actions as restraints
from app.discussion.restraints.actions import Planned
from app.discussion.restraints.models import Restraint, RestraintKind
from app.kernel.clock import rfc3339
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import conflict
from app.moderation.actions import read_reason
from app.moderation.calming import policy
from app.moderation.calming.models import GateProposal, ProposalOutcome
from app.moderation.calming.queries import find_unsettled
from app.record import log
from app.record.models import Act, Entry

SETS = {RestraintKind.LOCK: Act.LOCK, RestraintKind.SLOW: Act.SLOW, RestraintKind.GATE: Act.GATE}
ENDS = {RestraintKind.LOCK: Act.UNLOCK, RestraintKind.SLOW: Act.UNSLOW, RestraintKind.GATE: Act.UNGATE}
_AMOUNTS = {RestraintKind.SLOW: "minutes", RestraintKind.GATE: "days"}


def lock_thread(
    session: Session, moderator: Person, root: Comment, bill: Bill, *, hours: int, reason: str, now: datetime
) -> Restraint:
    """Pause the replies to a thread for some hours; its bill must be held."""
    policy.may_lock(moderator, root, bill, now).require()
    reason = read_reason(reason)
    planned = restraints.plan_restraint(session, bill, RestraintKind.LOCK, hours=hours, thread=root, now=now)
    return _set(session, moderator, bill, planned, reason)


def slow_discussion(
    session: Session, moderator: Person, bill: Bill, *, minutes: int, hours: int, reason: str, now: datetime
) -> Restraint:
    """Let everybody comment on a bill once in so many minutes, for some hours; the bill must be held."""
    policy.may_calm(moderator, bill, now).require()
    reason = read_reason(reason)
    planned = restraints.plan_restraint(session, bill, RestraintKind.SLOW, hours=hours, amount=minutes, now=now)
    return _set(session, moderator, bill, planned, reason)


def propose_gate(
    session: Session, moderator: Person, bill: Bill, *, days: int, hours: int, reason: str, now: datetime
) -> GateProposal:
    """Propose that a bill take comments of older accounts alone; nothing changes until another moderator confirms it."""
    policy.may_calm(moderator, bill, now).require()
    reason = read_reason(reason)
    restraints.plan_restraint(session, bill, RestraintKind.GATE, hours=hours, amount=days, now=now)
    earlier = find_unsettled(session, bill)
    if earlier is not None and policy.is_waiting(earlier, now):
        raise conflict(_l("A proposal already waits for a second moderator. Confirm or decline that one first."))
    if earlier is not None:
        _settle(earlier, ProposalOutcome.LAPSED, None, now)
        session.flush()
    proposal = GateProposal(
        bill_id=bill.id, days=days, hours=hours, reason=reason, asked_by_id=moderator.id, asked_at=now
    )
    session.add(proposal)
    session.flush()
    return proposal


def confirm_gate(
    session: Session, moderator: Person, proposal: GateProposal, bill: Bill, *, now: datetime
) -> Restraint:
    """Confirm what another moderator proposed: from now on the bill takes comments of older accounts alone."""
    policy.may_confirm(moderator, proposal, bill, now).require()
    kind, days, hours = RestraintKind.GATE, proposal.days, proposal.hours
    planned = restraints.plan_restraint(session, bill, kind, hours=hours, amount=days, now=now)
    _settle(proposal, ProposalOutcome.CONFIRMED, moderator, now)
    return _set(session, moderator, bill, planned, proposal.reason, asked_by=proposal.asked_by)


def decline_gate(session: Session, moderator: Person, proposal: GateProposal, bill: Bill, *, now: datetime) -> None:
    """Decline what another moderator proposed."""
    policy.may_settle(moderator, proposal, bill, now).require()
    _settle(proposal, ProposalOutcome.DECLINED, moderator, now)
    session.flush()


def take_back_gate(session: Session, moderator: Person, proposal: GateProposal, bill: Bill, *, now: datetime) -> None:
    """Take back what one proposed."""
    policy.may_take_back(moderator, proposal, bill, now).require()
    _settle(proposal, ProposalOutcome.TAKEN_BACK, moderator, now)
    session.flush()


def lift_restraint(
    session: Session, moderator: Person, restraint: Restraint, bill: Bill, *, reason: str = "", now: datetime
) -> Entry:
    """End a restraint before its time, on the record; one moderator does, and need not say why."""
    policy.may_lift(moderator, restraint, bill, now).require()
    reason = read_reason(reason) if reason else ""
    words = {"reason": reason} if reason else {}
    entry = log.append(
        session,
        ENDS[restraint.kind],
        actor=moderator.public_id,
        subject=_subject(bill, restraint.comment_id),
        bill=bill.slug,
        words=words | {"set_under": str(restraint.log_seq)},
        now=now,
    )
    restraints.lift_restraint(session, restraint, by=moderator, reason=reason, log_seq=entry.seq, now=now)
    return entry


def _set(
    session: Session, moderator: Person, bill: Bill, planned: Planned, reason: str, asked_by: Person | None = None
) -> Restraint:
    words = {"reason": reason, "until": rfc3339(planned.until_at)}
    words |= {_AMOUNTS[planned.kind]: str(planned.amount)} if planned.kind in _AMOUNTS else {}
    words |= {"asked_by": asked_by.public_id} if asked_by else {}
    entry = log.append(
        session,
        SETS[planned.kind],
        actor=moderator.public_id,
        subject=_subject(bill, planned.comment_id),
        bill=bill.slug,
        words=words,
        now=planned.starts_at,
    )
    return restraints.set_restraint(
        session, bill, planned, reason=reason, by=moderator, log_seq=entry.seq, asked_by=asked_by
    )


def _subject(bill: Bill, comment_id: int | None) -> str:
    return f"comment:{comment_id}" if comment_id else f"bill:{bill.slug}"


def _settle(proposal: GateProposal, outcome: ProposalOutcome, by: Person | None, now: datetime) -> None:
    proposal.outcome, proposal.settled_at = outcome, now
    proposal.settled_by_id = by.id if by else None
