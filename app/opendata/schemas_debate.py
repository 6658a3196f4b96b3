"""The documented shapes of comments and their journeys."""

from typing import Literal

from pydantic import Field

from app.kernel.web.api import Document, Words
from app.opendata.schemas_bills import Change, Day, Instant, OutcomeCode, Segment

CommentState = Literal["visible", "hidden", "withdrawn", "merged"]
CommentPosition = Literal["support", "oppose", "change", "ask"]
GroundCode = Literal["personal-data", "threat", "harassment", "spam", "sexual-content", "infringement", "off-topic"]

AppealOutcomeCode = Literal["upheld", "overturned", "restored", "withdrawn", "comment-withdrawn"]


class Author(Document):
    """Who spoke, and in what office; `body` names the agency or subgroup of a badge."""

    handle: str
    badge: Literal["official", "moderator"] | None
    body: Words | None


class ArgumentRef(Document):
    """What near-identical comments on one place of a bill say together, and how many people say it."""

    id: int
    voices: int


class MovedRef(Document):
    """From which place (18.2, Q1, or nothing for the bill as a whole) moderators moved a thread last, and the act's log number."""

    from_: str = Field(alias="from")
    log_seq: int


class Blackout(Document):
    """The newest passage of a comment that moderators blacked out: blocks of ▇ stand in its place, of one length whatever it said."""

    ground: GroundCode
    at: Instant
    log_seq: int


class CommentItem(Document):
    """A comment. `body`, `html`, `proposed_text` (with its language and redline) and `sha256` are null unless its state is visible."""

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
    proposed_text: str | None = Field(description="How the place should read instead, in plain text; no Markdown.")
    proposed_lang: str | None = Field(description="The language of the article's text that `proposed_text` rewrites.")
    proposed_html: str | None = Field(
        description="`proposed_text` against the words of the version, with `ins` and `del`."
    )
    version: int = Field(description="The number of the version that it was written on.")
    posted_at: Instant
    edited_at: Instant | None
    state: CommentState
    state_at: Instant | None
    ground: GroundCode | None
    state_reason: str | None
    log_seq: int | None
    overturned_seq: int | None = Field(
        description="Of a comment whose last hiding an appeal overturned: the log number of the decision."
    )
    rules_version: int | None = Field(description="The version of the rules of discussion under which it is hidden.")
    blackout: Blackout | None = Field(
        description="Null where no passage is blacked out, or the comment is not visible."
    )
    endorsements: int
    replies: int
    sha256: str | None = Field(description="SHA-256 of `body` in NFC, LF, UTF-8.")
    revision: int
    argument: ArgumentRef | None = Field(description="Null where nobody else is shown to say nearly the same words.")
    moved: MovedRef | None = Field(description="Null unless moderators moved the thread that the comment began.")
    merged_into: int | None = Field(
        description="Of a merged copy: the same author's earlier comment with the same words."
    )
    url: str


class AppealItem(Document):
    """An author's appeal against one hiding of their comment; its words are not public.

    `restored`: a moderator showed the comment again before it was decided, which overturned the hiding too.
    """

    id: int
    comment: int
    hiding_seq: int = Field(description="The log number of the hiding.")
    appealed_at: Instant
    log_seq: int
    due_day: Day = Field(description="The last day on which a decision is in time.")
    outcome: AppealOutcomeCode | None = Field(description="Null while it is open.")
    closed_at: Instant | None
    closed_seq: int | None
    reason: str | None
    decided_by: str | None


class CommentList(Document):
    """One page of a bill's comments."""

    items: list[CommentItem]
    next: str | None = Field(description="The cursor of the following page, or null.")


class ArgumentDocument(CommentList):
    """An argument with one page of its visible comments, oldest first; `dissolved_seq` is the log number where moderators dissolved it."""

    id: int
    bill: str
    comments: int
    voices: int
    dissolved_seq: int | None
    url: str


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


class StopItem(Document):
    """One thing at a station: the comment (its id), an issue (I1), a recommendation (R1), a key question (Q1), an article (18).

    `state` is the outcome of an answer, or what became of an article; `at` is null where that has not come.
    """

    code: str
    at: Instant | None
    state: str | None
    url: str


class StationItem(Document):
    """A station of the journey, as its page shows it; one that was not reached has a note on why, or the day by which it is due."""

    station: Literal["said", "grouped", "recommended", "answered", "changed"]
    reached: bool
    at: Instant | None
    due_day: Day | None
    overdue_days: int
    note: Words | None
    url: str = Field(description="Where to read on.")
    items: list[StopItem]


class JourneyDocument(Document):
    """What became of a comment, from where it stands to what it changed; `stations` tell it in order, `sentence` in short."""

    comment: CommentItem
    summary_published_at: Instant | None
    issues: list[IssueRef]
    recommendations: list[RecommendationRef]
    answers: list[AnswerItem]
    unanswered: list[str]
    changes: list[ChangeItem]
    response_due_day: Day | None
    overdue_days: int
    sentence: Words
    stations: list[StationItem]
