"""When a bill's response is complete: a fact that responses find out and bills keep."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.bills.models import Bill


def note_response(session: Session, bill: Bill, now: datetime) -> None:
    """Note that the agency has published something of its response; the first time counts."""
    if bill.first_response_at is None:
        bill.first_response_at = now
        session.flush()


def set_answered(session: Session, bill: Bill, now: datetime) -> None:
    """Note that all that was asked is answered; a bill that is answered already keeps its instant."""
    if bill.answered_at is None:
        bill.answered_at = now
        session.flush()


def clear_answered(session: Session, bill: Bill) -> None:
    """Note that something is unanswered (again)."""
    if bill.answered_at is not None:
        bill.answered_at = None
        session.flush()
