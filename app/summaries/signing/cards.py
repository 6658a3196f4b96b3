"""Where a draft stands between those who write and who sign it, as the desk's page shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.bills.models import Bill
from app.kernel.verdict import Verdict
from app.summaries.contents import Head
from app.summaries.signing import policy
from app.summaries.signing.models import SigningOutcome, SummaryProposal
from app.summaries.signing.queries import find_last, list_signers


@dataclass(frozen=True, slots=True)
class Signing:
    """What was proposed last of a draft, what somebody may do about it, and who could sign instead (handles).

    `waits` says that the proposal waits; `is_void` that the draft was changed after it; `sent_back` that it came back.
    """

    last: SummaryProposal | None
    waits: bool
    is_void: bool
    sent_back: bool
    may_sign: Verdict | None
    may_settle: Verdict | None
    may_take_back: Verdict | None
    signers: Sequence[str]


def signing_card(session: Session, bill: Bill, head: Head, person: Person | None, now: datetime) -> Signing:
    """Read where a draft stands; the signers leave out who asks for the signature and who changed the draft last."""
    last = find_last(session, head.id)
    waits = last is not None and policy.is_waiting(last, head.revision)
    asker = last.asked_by_id if last is not None and waits else person.id if person else None
    signers = [handle for who, handle in list_signers(session, bill, now) if who not in (asker, head.changed_by_id)]
    if last is None or not waits:
        is_void = last is not None and last.settled_at is None
        sent_back = last is not None and last.outcome is SigningOutcome.SENT_BACK
        return Signing(last, False, is_void, sent_back, None, None, None, signers)
    may_sign, may_settle, may_take_back = (
        verdict(person, last, head, bill, now) for verdict in (policy.may_sign, policy.may_settle, policy.may_take_back)
    )
    return Signing(last, True, False, False, may_sign, may_settle, may_take_back, signers)
