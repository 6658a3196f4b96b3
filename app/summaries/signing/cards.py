"""What may be done about a draft that was declared ready, as the desk's page shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.bills.models import Bill
from app.kernel.verdict import Verdict
from app.summaries.contents import Head
from app.summaries.signing import policy
from app.summaries.signing.queries import find_last, list_signers


@dataclass(frozen=True, slots=True)
class Signing:
    """What somebody may do about a draft that waits for a signature, and who could sign instead (handles), where they may not."""

    may_sign: Verdict | None
    may_settle: Verdict | None
    may_take_back: Verdict | None
    signers: Sequence[str]


def signing_card(session: Session, bill: Bill, head: Head, person: Person | None, now: datetime) -> Signing:
    """Read what may be done about a draft; the signers leave out who asks for the signature and who changed the draft last."""
    last = find_last(session, head.id) if head.standing is policy.Standing.WAITING else None
    if last is None:
        return Signing(None, None, None, _signers(session, bill, head, person.id if person else None, now))
    may_sign, may_settle, may_take_back = (
        verdict(person, last, head, bill, now) for verdict in (policy.may_sign, policy.may_settle, policy.may_take_back)
    )
    signers = [] if may_sign else _signers(session, bill, head, last.asked_by_id, now)
    return Signing(may_sign, may_settle, may_take_back, signers)


def _signers(session: Session, bill: Bill, head: Head, asker: int | None, now: datetime) -> list[str]:
    return [handle for who, handle in list_signers(session, bill, now) if who not in (asker, head.changed_by_id)]
