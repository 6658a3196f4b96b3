"""What happens to summaries, for the rooms above."""

from dataclasses import dataclass
from datetime import datetime

from app.summaries.models import Summary


@dataclass(frozen=True, slots=True)
class SummaryPublished:
    """A version of a bill's summary was published; `summary.bill` is loaded."""

    summary: Summary
    now: datetime
