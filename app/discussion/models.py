"""Comments, their earlier texts, and endorsements."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Agency, Person, Subgroup
from app.bills.models import Article, Bill, Question, Version
from app.kernel.db import Base, BigId, BinaryText, code_type


class Position(StrEnum):
    """Where a comment stands."""

    SUPPORT = "support"
    OPPOSE = "oppose"
    CHANGE = "change"
    ASK = "ask"


class State(StrEnum):
    """Whether a comment's words are public."""

    VISIBLE = "visible"
    HIDDEN = "hidden"
    WITHDRAWN = "withdrawn"


class Ground(StrEnum):
    """The only grounds on which a comment may be hidden."""

    PERSONAL_DATA = "personal-data"
    THREAT = "threat"
    HARASSMENT = "harassment"
    SPAM = "spam"
    SEXUAL_CONTENT = "sexual-content"
    INFRINGEMENT = "infringement"
    OFF_TOPIC = "off-topic"


class Badge(StrEnum):
    """In what office somebody spoke, where not as a citizen."""

    OFFICIAL = "official"
    MODERATOR = "moderator"


class Comment(Base):
    """What somebody said on a bill, filed under an article (`address` goes down to its parts), a key question, or the bill as a whole.

    `path` is the parent's path and the own id in 8 base-36 digits, at most five segments; `place_rank` orders places (0 the bill,
    then questions, then articles). `body` and `body_html` are null once withdrawn; a hidden comment keeps them for restoring, and no
    query gives them to the public. State, ground, reason and log number are set by moderation through this room's actions.
    `reply_count` is of visible direct replies, `thread_count` (roots alone) of all visible comments below. `revision` is the version
    that an act on the comment must carry.

    The index of replies leaves roots out: SQLite would find them by it, in all bills, instead of by the index of roots.
    """

    __tablename__ = "comment"
    __table_args__ = (
        sa.Index("ix_comment_article_order", "bill_id", "place_rank", "path"),
        sa.Index(
            "ix_comment_roots",
            "bill_id",
            "id",
            sqlite_where=sa.text("parent_id IS NULL"),
            postgresql_where=sa.text("parent_id IS NULL"),
        ),
        sa.Index("ix_comment_newest", "bill_id", "id"),
        sa.Index(
            "ix_comment_replies",
            "parent_id",
            sqlite_where=sa.text("parent_id IS NOT NULL"),
            postgresql_where=sa.text("parent_id IS NOT NULL"),
        ),
        sa.CheckConstraint("article_id IS NULL OR question_id IS NULL", name="one_place"),
        sa.CheckConstraint("(state = 'withdrawn') = (body IS NULL)", name="withdrawn_text"),
        sa.CheckConstraint("(state = 'hidden') = (ground IS NOT NULL)", name="hidden_ground"),
        sa.CheckConstraint("endorsement_count >= 0 AND reply_count >= 0", name="counts"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    bill_id: Mapped[int] = mapped_column(sa.ForeignKey("bill.id"))
    article_id: Mapped[int | None] = mapped_column(sa.ForeignKey("article.id"), index=True)
    address: Mapped[str | None] = mapped_column(sa.String(48))
    question_id: Mapped[int | None] = mapped_column(sa.ForeignKey("question.id"), index=True)
    place_rank: Mapped[int] = mapped_column(BigId, default=0)
    parent_id: Mapped[int | None] = mapped_column(sa.ForeignKey("comment.id"))
    root_id: Mapped[int | None] = mapped_column(sa.ForeignKey("comment.id"))
    depth: Mapped[int] = mapped_column(default=0)
    path: Mapped[str] = mapped_column(BinaryText, default="")
    version_id: Mapped[int] = mapped_column(sa.ForeignKey("version.id"))
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    badge: Mapped[Badge | None] = mapped_column(code_type(Badge))
    badge_agency_id: Mapped[int | None] = mapped_column(sa.ForeignKey("agency.id"))
    badge_subgroup_id: Mapped[int | None] = mapped_column(sa.ForeignKey("subgroup.id"))
    position: Mapped[Position | None] = mapped_column(code_type(Position))
    body: Mapped[str | None] = mapped_column(sa.Text)
    body_html: Mapped[str | None] = mapped_column(sa.Text)
    sha256: Mapped[str | None] = mapped_column(sa.String(64))
    lang: Mapped[str] = mapped_column(sa.String(16))
    posted_at: Mapped[datetime]
    edited_at: Mapped[datetime | None]
    state: Mapped[State] = mapped_column(code_type(State), default=State.VISIBLE)
    state_at: Mapped[datetime | None]
    ground: Mapped[Ground | None] = mapped_column(code_type(Ground))
    state_reason: Mapped[str | None] = mapped_column(sa.Text)
    log_seq: Mapped[int | None]
    endorsement_count: Mapped[int] = mapped_column(default=0)
    reply_count: Mapped[int] = mapped_column(default=0)
    thread_count: Mapped[int] = mapped_column(default=0)
    revision: Mapped[int] = mapped_column(default=1)

    bill: Mapped[Bill] = relationship(lazy="raise_on_sql")
    article: Mapped[Article | None] = relationship(lazy="raise_on_sql")
    question: Mapped[Question | None] = relationship(lazy="raise_on_sql")
    version: Mapped[Version] = relationship(lazy="raise_on_sql")
    author: Mapped[Person] = relationship(lazy="raise_on_sql")
    badge_agency: Mapped[Agency | None] = relationship(lazy="raise_on_sql")
    badge_subgroup: Mapped[Subgroup | None] = relationship(lazy="raise_on_sql")


class EarlierText(Base):
    """A comment's text before an edit; public while the comment is visible, erased when it is withdrawn."""

    __tablename__ = "earlier_text"
    __table_args__ = (sa.UniqueConstraint("comment_id", "ordinal"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    comment_id: Mapped[int] = mapped_column(sa.ForeignKey("comment.id"))
    ordinal: Mapped[int]
    body: Mapped[str] = mapped_column(sa.Text)
    body_html: Mapped[str] = mapped_column(sa.Text)
    sha256: Mapped[str] = mapped_column(sa.String(64))
    lang: Mapped[str] = mapped_column(sa.String(16))
    written_at: Mapped[datetime]


class Endorsement(Base):
    """One person's support for one comment; can be taken back."""

    __tablename__ = "endorsement"

    comment_id: Mapped[int] = mapped_column(sa.ForeignKey("comment.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), primary_key=True, index=True)
    at: Mapped[datetime]


class Participation(Base):
    """How many visible comments somebody has on a bill: the source of the bill's number of people."""

    __tablename__ = "participation"

    bill_id: Mapped[int] = mapped_column(sa.ForeignKey("bill.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), primary_key=True)
    comment_count: Mapped[int] = mapped_column(default=0)
