"""What happens to summaries, for the rooms above."""

from dataclasses import dataclass
from datetime import datetime

from app.summaries.models import Summary
from app.summaries.objections.models import Objection
from app.summaries.signing.models import SummaryProposal


@dataclass(frozen=True, slots=True)
class SummaryProposed:
    """A moderator declared a draft ready: another one is asked to sign it; `summary.bill` is loaded."""

    summary: Summary
    proposal: SummaryProposal
    now: datetime


@dataclass(frozen=True, slots=True)
class SummarySentBack:
    """A moderator sent a draft back to who had declared it ready, with words; `summary.bill` is loaded."""

    summary: Summary
    proposal: SummaryProposal
    now: datetime


@dataclass(frozen=True, slots=True)
class SummaryPublished:
    """A version of a bill's summary was published; `summary.bill` is loaded."""

    summary: Summary
    now: datetime


@dataclass(frozen=True, slots=True)
class ObjectionMade:
    """The author of a cited comment objected to how a version reads it; `objection.comment` and its bill are loaded."""

    objection: Objection
    now: datetime


@dataclass(frozen=True, slots=True)
class ObjectionWithdrawn:
    """An author took an objection back; `objection.comment` and its bill are loaded."""

    objection: Objection
    now: datetime
