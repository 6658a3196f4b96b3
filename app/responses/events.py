"""What happens to responses, for the rooms above."""

from dataclasses import dataclass
from datetime import datetime

from app.bills.models import Bill
from app.responses.models import Answer
from app.responses.releasing.models import Release


@dataclass(frozen=True, slots=True)
class ResponsePublished:
    """An agency published answers (or additions to them); `is_complete` says whether nothing is left unanswered."""

    bill: Bill
    answers: tuple[Answer, ...]
    is_complete: bool
    now: datetime


@dataclass(frozen=True, slots=True)
class ReleaseAsked:
    """An official asked for a release of answers; another one looks at them."""

    bill: Bill
    release: Release
    now: datetime


@dataclass(frozen=True, slots=True)
class ReleaseDeclined:
    """Another official declined a release, in words for the one who had asked."""

    bill: Bill
    release: Release
    now: datetime
