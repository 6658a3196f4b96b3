"""The documented shapes of comments, journeys, summaries and responses."""

from typing import Literal

from pydantic import Field

from app.kernel.web.api import Document, Words
from app.opendata.schemas_bills import Change, Day, Instant, Segment

CommentState = Literal["visible", "hidden", "withdrawn"]
CommentPosition = Literal["support", "oppose", "change", "ask"]
GroundCode = Literal["personal-data", "threat", "harassment", "spam", "sexual-content", "infringement", "off-topic"]
OutcomeCode = Literal["adopted", "partly-adopted", "clarified", "deferred", "under-study", "not-adopted"]


class Author(Document):
    """Who spoke, and in what office; `body` names the agency or subgroup of a badge."""

    handle: str
    badge: Literal["official", "moderator"] | None
    body: Words | None


class CommentItem(Document):
    """A comment. `body`, `html`, `proposed_text` and `sha256` are null unless its state is visible."""

    id: int
    bill: str
    parent: int | None
    root: int = Field(description="The comment that began the thread; its own id where it did.")
    depth: int
    author: Author
    article: str | None = Field(
        description="The article's key, down to the part spoken of, e.g. 18.2.3.", examples=["18.2"]
    )
    question: int | None
    position: CommentPosition | None
    body: str | None = Field(description="Markdown source.")
    html: str | None
    lang: str
    proposed_text: str | None
    version: int = Field(description="The number of the version that it was written on.")
    posted_at: Instant
    edited_at: Instant | None
    state: CommentState
    state_at: Instant | None
    ground: GroundCode | None
    state_reason: str | None
    log_seq: int | None
    endorsements: int
    replies: int
    sha256: str | None = Field(description="SHA-256 of `body` in NFC, LF, UTF-8.")
    revision: int
    url: str


class CommentList(Document):
    """One page of a bill's comments."""

    items: list[CommentItem]
    next: str | None = Field(description="The cursor of the following page, or null.")


class IssueRef(Document):
    """An issue of the summary that cites the comment."""

    ordinal: int
    title: Words
    url: str


class RecommendationRef(Document):
    """A recommendation that rests on the comment."""

    ordinal: int
    text: Words
    url: str


class AnswerItem(Document):
    """An answer on record. `target` is a recommendation (R1), a key question (Q1) or `statement`."""

    target: str = Field(examples=["R1"])
    outcome: OutcomeCode | None = Field(description="Null for a statement on the whole.")
    reason: Words
    version: int | None
    articles: list[str] = Field(description="Addresses of what the answer says was changed, in that version.")
    addition: bool
    published_at: Instant
    log_seq: int | None


class ChangeItem(Document):
    """How an article changed between the version that the comment was written on and the one that an answer points at."""

    key: str
    change: Change
    from_version: int
    to_version: int
    targets: list[str]
    lang: Literal["zh-Hant-TW", "en"]
    segments: list[Segment]


class JourneyDocument(Document):
    """What became of a comment, from where it stands to what it changed."""

    comment: CommentItem
    summary_published_at: Instant | None
    issues: list[IssueRef]
    recommendations: list[RecommendationRef]
    answers: list[AnswerItem]
    unanswered: list[str]
    changes: list[ChangeItem]
    response_due_day: Day | None
    overdue_days: int


class IssueItem(Document):
    """A disputed point with the positions and the comments that raise it; hidden or withdrawn ones drop out and are counted."""

    ordinal: int
    title: Words
    statement: Words
    position_for: Words
    position_against: Words
    comments: list[int]
    dropped: int


class RecommendationItem(Document):
    """What the discussion asks of the agency."""

    ordinal: int
    issue: int | None
    text: Words
    rationale: Words
    comments: list[int]
    dropped: int


class Coverage(Document):
    """The share of visible comments, and of people, that the summary cites, from 0 to 1, with the numbers behind it."""

    comments: float
    people: float
    covered_comments: int
    total_comments: int
    covered_people: int
    total_people: int


class SummaryDocument(Document):
    """The latest published summary; `number` is null and the lists are empty while there is none."""

    bill: str
    number: int | None
    published_at: Instant | None
    introduction: Words | None
    issues: list[IssueItem]
    recommendations: list[RecommendationItem]
    coverage: Coverage


class ResponseDocument(Document):
    """The answers on record, and what is still without one."""

    bill: str
    answers: list[AnswerItem]
    unanswered: list[str]
    first_published_at: Instant | None
    answered_at: Instant | None
    due_day: Day | None
    overdue_days: int
