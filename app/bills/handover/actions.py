"""Handing a bill over: reports, appeals and drafts of the summary hang on the bill, and so go along."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.accounts.models import Person, Subgroup
from app.accounts.offices.reasons import read_reason
from app.accounts.policy import may_administer
from app.bills.handover import policy, queries
from app.bills.handover.models import Handover, HandoverOutcome
from app.bills.models import Bill
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import conflict, invalid
from app.record.log import append
from app.record.models import Act


@dataclass(frozen=True, slots=True)
class _Receiver:
    """A bill as permissions see it once a subgroup has taken it."""

    agency_ids: frozenset[int]
    subgroup_id: int | None
    conflicting_id: int | None


def propose_handover(
    session: Session, person: Person | None, bill: Bill, to: Subgroup, *, reason: str, now: datetime
) -> Handover:
    """Offer a bill to another subgroup, whose lead answers."""
    waits = queries.find_waiting(session, bill) is not None
    policy.may_propose(person, bill, now, waits=waits).require()
    assert person is not None  # noqa: S101
    reason = read_reason(reason)
    _require_able(session, bill, to, now)
    made = Handover(
        bill_id=bill.id,
        from_subgroup_id=bill.subgroup_id,
        to_subgroup_id=to.id,
        reason=reason,
        proposed_by_id=person.id,
        proposed_at=now,
    )
    try:
        with session.begin_nested():
            session.add(made)
            session.flush()
    except IntegrityError as error:
        raise conflict(_l("A handover of this bill waits for an answer already.")) from error
    return made


def assign_bill(
    session: Session, person: Person | None, bill: Bill, to: Subgroup, *, reason: str, now: datetime
) -> Handover:
    """Assign a bill to a subgroup at once, on the record; a proposal that waits is settled by it."""
    policy.may_assign(person, bill, now).require()
    assert person is not None  # noqa: S101
    reason = read_reason(reason)
    _require_able(session, bill, to, now)
    waiting = queries.find_waiting(session, bill)
    if waiting is not None:
        _settle(waiting, person, HandoverOutcome.DECLINED, now)
        session.flush()
    made = Handover(
        bill_id=bill.id,
        from_subgroup_id=bill.subgroup_id,
        to_subgroup_id=to.id,
        reason=reason,
        proposed_by_id=person.id,
        proposed_at=now,
    )
    _hand_over(session, person, bill, made, to.slug, now)
    session.add(made)
    session.flush()
    return made


def accept_handover(session: Session, person: Person | None, handover: Handover, now: datetime) -> None:
    """Take a bill that was offered, on the record."""
    policy.may_answer(person, handover, now).require()
    assert person is not None  # noqa: S101
    bill, to = handover.bill, handover.to_subgroup
    proposer = handover.proposed_by
    if not policy.leads(proposer, handover.from_subgroup_id, now) and not may_administer(proposer, now):
        raise conflict(_l("Who proposed this may no longer hand the bill over. It has to be proposed anew."))
    if bill.subgroup_id != handover.from_subgroup_id:
        raise conflict(_l("The bill has gone to another subgroup meanwhile."))
    _require_able(session, bill, to, now)
    _hand_over(session, person, bill, handover, to.slug, now)
    session.flush()


def decline_handover(session: Session, person: Person | None, handover: Handover, now: datetime) -> None:
    """Leave a bill that was offered where it is."""
    policy.may_answer(person, handover, now).require()
    assert person is not None  # noqa: S101
    _settle(handover, person, HandoverOutcome.DECLINED, now)
    session.flush()


def take_back_handover(session: Session, person: Person | None, handover: Handover, now: datetime) -> None:
    """Take back a proposal that nobody has answered yet."""
    policy.may_take_back(person, handover, now).require()
    assert person is not None  # noqa: S101
    _settle(handover, person, HandoverOutcome.TAKEN_BACK, now)
    session.flush()


def _require_able(session: Session, bill: Bill, to: Subgroup, now: datetime) -> None:
    """Refuse where the bill would go nowhere new, or to a subgroup in which nobody could act on it."""
    if to.id == bill.subgroup_id:
        raise invalid(_l("The bill has this subgroup already."), "to")
    scope = _Receiver(bill.agency_ids, to.id, bill.id)
    if not queries.count_able(session, scope, now):
        raise invalid(
            _l(
                "Nobody in that subgroup could act on this bill: it has no member who is free of its agencies and of conflicts."
            ),
            "to",
        )


def _hand_over(session: Session, person: Person, bill: Bill, handover: Handover, to: str, now: datetime) -> None:
    old = session.get_one(Subgroup, bill.subgroup_id).slug
    bill.subgroup_id = handover.to_subgroup_id
    words = {"reason": handover.reason, "subgroup": to, "old_subgroup": old}
    if handover.proposed_by_id != person.id:
        words["asked_by"] = session.get_one(Person, handover.proposed_by_id).public_id
    entry = append(
        session, Act.ASSIGN, actor=person.public_id, subject=f"bill:{bill.slug}", bill=bill.slug, words=words, now=now
    )
    handover.log_seq = entry.seq
    _settle(handover, person, HandoverOutcome.ACCEPTED, now)


def _settle(handover: Handover, person: Person, outcome: HandoverOutcome, now: datetime) -> None:
    handover.outcome, handover.settled_by_id, handover.settled_at = outcome, person.id, now
