"""The documented shapes of what came of a discussion: summaries and responses."""

from typing import Literal

from pydantic import Field

from app.kernel.web.api import Document, Words
from app.opendata.schemas_bills import Day, Instant
from app.opendata.schemas_debate import AnswerItem


class CitationItem(Document):
    """A comment that a part of the summary cites: whole, or a `passage` of it where that still stands there."""

    comment: int
    side: Literal["for", "against"] | None = Field(description="Which position of an issue it is cited for.")
    passage: str | None


class MinorityItem(Document):
    """The position that fewer than half of the people hold who are cited for or against an issue: how many `of` how many."""

    side: Literal["for", "against"]
    people: int
    of: int


class IssueItem(Document):
    """A disputed point with the positions and the comments that raise it; hidden or withdrawn ones drop out and are counted."""

    ordinal: int
    title: Words
    statement: Words
    position_for: Words
    position_against: Words
    minority: MinorityItem | None
    comments: list[int]
    citations: list[CitationItem]
    dropped: int


class RecommendationItem(Document):
    """What the discussion asks of the agency."""

    ordinal: int
    issue: int | None
    text: Words
    rationale: Words
    comments: list[int]
    citations: list[CitationItem]
    dropped: int


class CoverageNow(Document):
    """The numbers as they are at present: comments that were hidden or withdrawn since count no more."""

    covered_comments: int
    total_comments: int
    covered_people: int
    total_people: int


class Coverage(Document):
    """The share of visible comments, and of people, that the summary cites, from 0 to 1, with the numbers behind it, as published."""

    comments: float
    people: float
    covered_comments: int
    total_comments: int
    covered_people: int
    total_people: int
    now: CoverageNow


class ObjectionItem(Document):
    """What the author of a cited comment says against how a `version` reads it, and what a later version answers."""

    comment: int
    author: str
    version: int
    words: str
    made_at: Instant
    answer: Words | None
    answered_in: int | None
    url: str


class SummaryDocument(Document):
    """The latest published summary; `number` is null and the lists are empty while there is none.

    `signers` are the moderators who published it: who declared it ready, then who signed.
    """

    bill: str
    number: int | None
    published_at: Instant | None
    signers: list[str]
    introduction: Words | None
    issues: list[IssueItem]
    recommendations: list[RecommendationItem]
    coverage: Coverage
    objections: list[ObjectionItem]


class ReleaseItem(Document):
    """A release of answers: one official asked for it, another released it; `log_seq` is its entry in the record."""

    at: Instant
    asked_by: str
    released_by: str
    log_seq: int


class ResponseDocument(Document):
    """The answers on record, who released them, and what is still without one."""

    bill: str
    answers: list[AnswerItem]
    releases: list[ReleaseItem]
    unanswered: list[str]
    first_published_at: Instant | None
    answered_at: Instant | None
    due_day: Day | None
    overdue_days: int
