"""Bills, their versions, articles, key questions and milestones."""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.ext.hybrid import hybrid_method
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Agency, Subgroup
from app.bills.notice_period import NoticePeriod, Phase
from app.kernel.bilingual import Bilingual, BilingualText
from app.kernel.clock import taipei_day
from app.kernel.db import Base, BigId, code_type


class BillKind(StrEnum):
    """What a bill does to the law in force."""

    AMENDMENT = "amendment"
    NEW_ACT = "new-act"


class Status(StrEnum):
    """A bill's status, computed from dates and facts whenever it is read."""

    UNPUBLISHED = "unpublished"
    ANNOUNCED = "announced"
    OPEN = "open"
    CLOSED = "closed"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


class ShortGround(StrEnum):
    """The grounds on which a notice may be shorter than 60 days."""

    URGENT = "urgent"
    TREATY = "treaty"
    TECHNICAL = "technical"
    UNRELATED_TO_TRADE = "unrelated-to-trade"


class Stage(StrEnum):
    """The stages of a bill's path after the notice (facts: Join and the Legislative Yuan), with its exits."""

    NOTICE = "notice"
    RESPONSE = "response"
    EY_REVIEW = "ey-review"
    EY_APPROVED = "ey-approved"
    SENT_TO_LY = "sent-to-ly"
    PROCEDURE_COMMITTEE = "procedure-committee"
    FIRST_READING = "first-reading"
    COMMITTEE = "committee"
    PUBLIC_HEARING = "public-hearing"
    DIRECT_SECOND_READING = "direct-second-reading"
    CROSS_PARTY = "cross-party"
    SECOND_READING = "second-reading"
    THIRD_READING = "third-reading"
    SIDE_RESOLUTION = "side-resolution"
    PROMULGATED = "promulgated"
    IN_FORCE = "in-force"
    SUBORDINATE_REGULATIONS = "subordinate-regulations"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


bill_co_lead = sa.Table(
    "bill_co_lead",
    Base.metadata,
    sa.Column("bill_id", sa.ForeignKey("bill.id"), primary_key=True),
    sa.Column("agency_id", sa.ForeignKey("agency.id"), primary_key=True),
)


class BillTopic(Base):
    """One topic (slug) that a bill is filed under."""

    __tablename__ = "bill_topic"

    bill_id: Mapped[int] = mapped_column(sa.ForeignKey("bill.id"), primary_key=True)
    topic: Mapped[str] = mapped_column(sa.String(40), primary_key=True)


class Bill(Base):
    """A draft bill. Days are calendar days in Taipei; `opens_at`/`closes_at` are their half-open UTC bounds.

    `announced_at`, `withdrawn_at` and `answered_at` are facts; the status is computed from them and the clock.
    `answered_at` is set and cleared by responses. Counts are of visible comments and are kept by discussion. `revision`
    grows with every change that the public can see (see revision.py).
    """

    __tablename__ = "bill"
    __table_args__ = (
        sa.CheckConstraint("closes_at > opens_at", name="notice"),
        sa.CheckConstraint(
            "(announced_at IS NULL) OR (opens_at IS NOT NULL AND closes_at IS NOT NULL)", name="announced"
        ),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    slug: Mapped[str] = mapped_column(sa.String(80), unique=True)
    kind: Mapped[BillKind] = mapped_column(code_type(BillKind))
    title: Mapped[Bilingual] = mapped_column(BilingualText)
    summary: Mapped[Bilingual] = mapped_column(BilingualText)
    explanation: Mapped[Bilingual] = mapped_column(BilingualText)
    guide: Mapped[Bilingual] = mapped_column(BilingualText)
    legal_basis: Mapped[Bilingual] = mapped_column(BilingualText)
    note: Mapped[Bilingual] = mapped_column(BilingualText)
    agency_id: Mapped[int] = mapped_column(sa.ForeignKey("agency.id"), index=True)
    subgroup_id: Mapped[int] = mapped_column(sa.ForeignKey("subgroup.id"), index=True)
    created_at: Mapped[datetime]

    first_day: Mapped[date | None]
    last_day: Mapped[date | None]
    opens_at: Mapped[datetime | None] = mapped_column(index=True)
    closes_at: Mapped[datetime | None] = mapped_column(index=True)
    response_due_day: Mapped[date | None]
    short_ground: Mapped[ShortGround | None] = mapped_column(code_type(ShortGround))
    justification: Mapped[Bilingual | None] = mapped_column(BilingualText)

    announced_at: Mapped[datetime | None] = mapped_column(index=True)
    withdrawn_at: Mapped[datetime | None]
    withdrawal_reason: Mapped[Bilingual | None] = mapped_column(BilingualText)
    answered_at: Mapped[datetime | None]
    first_response_at: Mapped[datetime | None]
    revision: Mapped[int] = mapped_column(default=1)
    comment_count: Mapped[int] = mapped_column(default=0)
    people_count: Mapped[int] = mapped_column(default=0)

    agency: Mapped[Agency] = relationship(lazy="raise_on_sql")
    subgroup: Mapped[Subgroup] = relationship(lazy="raise_on_sql")
    co_leads: Mapped[list[Agency]] = relationship(secondary=bill_co_lead, lazy="selectin")
    topics: Mapped[list[BillTopic]] = relationship(lazy="raise_on_sql", cascade="all, delete-orphan")

    @property
    def agency_ids(self) -> frozenset[int]:
        """The lead agency and the co-leads, as `access.Scope` asks for."""
        return frozenset({self.agency_id, *(agency.id for agency in self.co_leads)})

    @property
    def notice(self) -> NoticePeriod | None:
        """The notice period, once it is set."""
        if self.first_day is None or self.last_day is None:
            return None
        return NoticePeriod(self.first_day, self.last_day)

    def status(self, now: datetime) -> Status:
        """Compute the status at an instant."""
        if self.announced_at is None or now < self.announced_at:
            return Status.UNPUBLISHED
        if self.withdrawn_at is not None and self.withdrawn_at <= now:
            return Status.WITHDRAWN
        phase = self.notice.phase(now) if self.notice else Phase.BEFORE
        if phase is Phase.BEFORE:
            return Status.ANNOUNCED
        if phase is Phase.OPEN:
            return Status.OPEN
        return Status.ANSWERED if self.answered_at is not None else Status.CLOSED

    @hybrid_method
    def status_at(self, now: datetime) -> str:
        """Compute the status at an instant (the twin of `status`, which SQL can run too)."""
        return self.status(now).value

    @status_at.inplace.expression  # type: ignore[attr-defined]
    @classmethod
    def _status_at_sql(cls, now: datetime) -> sa.ColumnElement[str]:
        return sa.case(
            (sa.or_(cls.announced_at.is_(None), cls.announced_at > now), Status.UNPUBLISHED.value),
            (cls.withdrawn_at <= now, Status.WITHDRAWN.value),
            (cls.opens_at > now, Status.ANNOUNCED.value),
            (cls.closes_at > now, Status.OPEN.value),
            (cls.answered_at.is_not(None), Status.ANSWERED.value),
            else_=Status.CLOSED.value,
        )

    def overdue_days(self, now: datetime) -> int:
        """By how many days the consolidated response is overdue; 0 when it is answered, withdrawn or not yet due."""
        if self.response_due_day is None or self.status(now) is not Status.CLOSED:
            return 0
        return max(0, (taipei_day(now) - self.response_due_day).days)


class Version(Base):
    """One text of a bill: version 1 is the text as noticed. Published ones never change; a draft has no `published_at`.

    `revision` grows with every change of a draft, so that an act on a draft that was changed meanwhile is noticed.
    """

    __tablename__ = "version"
    __table_args__ = (sa.UniqueConstraint("bill_id", "number"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    bill_id: Mapped[int] = mapped_column(sa.ForeignKey("bill.id"))
    number: Mapped[int]
    note: Mapped[Bilingual] = mapped_column(BilingualText)
    published_at: Mapped[datetime | None]
    log_seq: Mapped[int | None]
    revision: Mapped[int] = mapped_column(default=1)


class Article(Base):
    """An article's lasting identity over all versions, with the counts of visible comments filed under it, by position.

    `key` is the number it was first published under. `rank` orders articles by key: 10-1 comes after 10.
    """

    __tablename__ = "article"
    __table_args__ = (sa.UniqueConstraint("bill_id", "key"), sa.UniqueConstraint("bill_id", "rank"))

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    bill_id: Mapped[int] = mapped_column(sa.ForeignKey("bill.id"))
    key: Mapped[str] = mapped_column(sa.String(24))
    rank: Mapped[int]
    comment_count: Mapped[int] = mapped_column(default=0)
    support_count: Mapped[int] = mapped_column(default=0)
    oppose_count: Mapped[int] = mapped_column(default=0)
    change_count: Mapped[int] = mapped_column(default=0)
    ask_count: Mapped[int] = mapped_column(default=0)


class ArticleText(Base):
    """An article as it reads in one version; `is_deleted` marks an article that this version drops: （刪除）.

    `text` and `current_text` hold one paragraph 項 a line; lines that begin with 一、 or 1. are subparagraphs 款, with
    （一） or (1) items 目 (see structure.py).
    """

    __tablename__ = "article_text"
    __table_args__ = (sa.UniqueConstraint("version_id", "article_id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    version_id: Mapped[int] = mapped_column(sa.ForeignKey("version.id"))
    article_id: Mapped[int] = mapped_column(sa.ForeignKey("article.id"), index=True)
    ordinal: Mapped[int]
    number: Mapped[str] = mapped_column(sa.String(24))
    chapter: Mapped[Bilingual] = mapped_column(BilingualText)
    heading: Mapped[Bilingual] = mapped_column(BilingualText)
    text: Mapped[Bilingual] = mapped_column(BilingualText)
    current_text: Mapped[Bilingual | None] = mapped_column(BilingualText)
    explanation: Mapped[Bilingual] = mapped_column(BilingualText)
    is_deleted: Mapped[bool] = mapped_column(default=False)
    revision: Mapped[int] = mapped_column(default=1)

    article: Mapped[Article] = relationship(lazy="raise_on_sql")
    version: Mapped[Version] = relationship(lazy="raise_on_sql")


class Question(Base):
    """A key question that orders the discussion beside the articles; Q1 has ordinal 1."""

    __tablename__ = "question"
    __table_args__ = (sa.UniqueConstraint("bill_id", "ordinal"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    bill_id: Mapped[int] = mapped_column(sa.ForeignKey("bill.id"))
    ordinal: Mapped[int]
    text: Mapped[Bilingual] = mapped_column(BilingualText)
    comment_count: Mapped[int] = mapped_column(default=0)
    support_count: Mapped[int] = mapped_column(default=0)
    oppose_count: Mapped[int] = mapped_column(default=0)
    change_count: Mapped[int] = mapped_column(default=0)
    ask_count: Mapped[int] = mapped_column(default=0)


class Milestone(Base):
    """A stage that a bill reached on a day, with where it is written."""

    __tablename__ = "milestone"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    bill_id: Mapped[int] = mapped_column(sa.ForeignKey("bill.id"), index=True)
    stage: Mapped[Stage] = mapped_column(code_type(Stage))
    day: Mapped[date]
    note: Mapped[Bilingual] = mapped_column(BilingualText)
    source_url: Mapped[str] = mapped_column(sa.String(500), default="")
    source_label: Mapped[Bilingual] = mapped_column(BilingualText)


def place_rank(key: str) -> int:
    """The rank of an article's key (18, 10-1, 18~2), above all questions' ordinals.

    It is number × 100,000 + sub-number × 100 + reuse.
    """
    stem, _, reuse = key.partition("~")
    number, _, sub = stem.partition("-")
    return int(number) * 100_000 + int(sub or 0) * 100 + int(reuse or 1) - 1
