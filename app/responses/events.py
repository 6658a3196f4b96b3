"""What happens to responses, for the rooms above."""

from dataclasses import dataclass
from datetime import datetime

from app.bills.models import Bill
from app.responses.models import Answer


@dataclass(frozen=True, slots=True)
class ResponsePublished:
    """An agency published answers (or additions to them); `is_complete` says whether nothing is left unanswered."""

    bill: Bill
    answers: tuple[Answer, ...]
    is_complete: bool
    now: datetime
