"""The documented shapes of bills, versions and comparisons (OpenAPI 3.1); answers are plain dicts that tests hold to these."""

from typing import Annotated, Literal

from pydantic import Field

from app.kernel.web.api import Document, Words

Instant = Annotated[str, Field(json_schema_extra={"format": "date-time"}, examples=["2026-11-22T03:06:33.000000Z"])]
Day = Annotated[str, Field(json_schema_extra={"format": "date"}, examples=["2026-11-22"])]
BillStatus = Literal["announced", "open", "closed", "answered", "withdrawn"]
Change = Literal["kept", "changed", "moved", "added", "deleted", "split", "merged"]

OutcomeCode = Literal["adopted", "partly-adopted", "clarified", "deferred", "under-study", "not-adopted"]


class AgencyName(Document):
    """A public authority."""

    slug: str
    name: Words
    abbreviation: str


class SubgroupName(Document):
    """A group of moderators."""

    slug: str
    name: Words


class Counts(Document):
    """How many comments are visible, by how many people, and how many repeat another one nearly word for word."""

    comments: int
    people: int
    copies: int


class BillItem(Document):
    """A bill as a list shows it. Days are calendar days in Taipei, both counted in full; instants are half-open UTC bounds."""

    slug: str
    url: str
    kind: Literal["amendment", "new-act"]
    title: Words
    summary: Words
    status: BillStatus
    agency: AgencyName
    subgroup: SubgroupName
    topics: list[str]
    announced_at: Instant
    first_day: Day
    last_day: Day
    opens_at: Instant
    closes_at: Instant
    response_due_day: Day
    overdue_days: int = Field(description="By how many days the consolidated response is overdue; 0 when it is not.")
    answered_at: Instant | None
    withdrawn_at: Instant | None
    counts: Counts
    revision: int = Field(description="Grows with every change that the public can see.")


class BillList(Document):
    """One page of bills, newest first."""

    items: list[BillItem]
    next: str | None = Field(description="The cursor of the following page, or null.")


class ShortNotice(Document):
    """Why a notice is shorter than 60 days."""

    ground: Literal["urgent", "treaty", "technical", "unrelated-to-trade"]
    justification: Words


class QuestionItem(Document):
    """A key question and how many visible comments stand under it."""

    ordinal: int
    text: Words
    comments: int


class VersionItem(Document):
    """A published version of the text."""

    number: int
    published_at: Instant
    note: Words


class MilestoneItem(Document):
    """A stage that the bill reached."""

    stage: str
    day: Day
    note: Words
    source_url: str | None
    source_label: Words


class NoticeDays(Document):
    """The days of a notice, and the one on which the consolidated response is due."""

    first_day: Day
    last_day: Day
    response_due_day: Day


class NoticeChangeItem(Document):
    """A change of a bill's days after its announcement, with its published reason and its number on the public record."""

    kind: Literal["reschedule", "extension", "postponement"]
    at: Instant
    reason: Words
    before: NoticeDays
    after: NoticeDays
    record: int


class BillDocument(BillItem):
    """A bill in full."""

    explanation: Words
    guide: Words
    legal_basis: Words
    note: Words
    co_leads: list[AgencyName]
    short_notice: ShortNotice | None
    withdrawal_reason: Words | None
    questions: list[QuestionItem]
    versions: list[VersionItem]
    milestones: list[MilestoneItem]
    notice_changes: list[NoticeChangeItem]


class ArticleOrigin(Document):
    """An answer of the agency that points at a change of an article, and what it answers; summary and response have the whole."""

    target: str = Field(description="What it answers, as in the response: R1, Q1 or statement.")
    outcome: OutcomeCode | None = Field(description="Null for a statement on the whole.")
    addition: bool
    published_at: Instant
    places: list[str] = Field(description="The places in the article that it names, such as 18 or 18.2.")
    asked: Words | None = Field(description="The recommendation or key question; null for a statement on the whole.")
    cited: int | None = Field(
        description="Of a recommendation: how many comments that it cites can be read; else null."
    )
    comments: list[int] = Field(description="Of these the ones that most people endorse, at most five.")
    url: str


class ArticleItem(Document):
    """An article as it reads in one version; `key` lasts over versions, `number` is the one printed."""

    key: str
    number: str
    chapter: Words
    section: Words = Field(description="The section of that chapter; most laws have none.")
    heading: Words
    text: Words
    current_text: Words | None
    explanation: Words
    deleted: bool
    why: list[ArticleOrigin] = Field(
        description="The answers on record that point at its change in this version, oldest first."
    )


class VersionDocument(Document):
    """One version of a bill's text."""

    bill: str
    number: int
    published_at: Instant
    note: Words
    articles: list[ArticleItem]


class Segment(Document):
    """A run of text that both sides have, or only the newer (insert) or the older (delete) has."""

    op: Literal["equal", "insert", "delete"]
    text: str


class ArticleChange(Document):
    """What became of one article between two texts.

    The segments of a split article start from the words of the one that it was split from.
    """

    key: str
    change: Change
    from_number: str | None
    to_number: str | None
    split_from: str | None = Field(description="The key of the article that it was split from.")
    merged_into: str | None = Field(description="The key of the article that took it up.")
    lang: Literal["zh-Hant-TW", "en"] = Field(
        description="The language of the segments: the one asked for, if it is there."
    )
    segments: list[Segment]


class Comparison(Document):
    """Two texts of a bill, article by article; `from` is a version's number or `current`, the law in force."""

    bill: str
    origin: str = Field(alias="from")
    target: int = Field(alias="to")
    articles: list[ArticleChange]
