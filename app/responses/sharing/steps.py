"""Keeping what was done with drafts."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.bills.models import Bill
from app.kernel.bilingual import Bilingual
from app.responses.models import Answer
from app.responses.queries import target_of
from app.responses.sharing.models import AnswerStep, AnswerStepKind


def note_step(session: Session, bill: Bill, draft: Answer, kind: AnswerStepKind, person: Person, now: datetime) -> None:
    """Keep what somebody did with a draft, and what it says where words were written."""
    is_written = kind is AnswerStepKind.WRITTEN
    change = AnswerStep(
        bill_id=bill.id,
        target=target_of(draft).code,
        kind=kind,
        by_id=person.id,
        at=now,
        outcome=draft.outcome.value if is_written and draft.outcome else None,
        reason=draft.reason if is_written else Bilingual(),
        version=draft.version.number if is_written and draft.version else None,
        articles=", ".join(change.address for change in draft.changes) if is_written else "",
    )
    session.add(change)
