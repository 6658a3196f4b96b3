"""Comments, their earlier texts, endorsements, counts beside them, and how far people have read."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Agency, Person, Subgroup
from app.bills.models import Article, Bill, Question, Version
from app.discussion.argument_models import in_arguments
from app.discussion.indexes import comment_indexes
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
    MERGED = "merged"


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
    `reply_count` is of visible direct replies; roots alone keep `thread_count`, of all visible comments below, and `office_count`, of
    those in office among them. `revision` is the version that an act on the comment must carry.

    `proposed_text` says how the place should read instead, in one language of the version's text; `proposed_html` is its redline
    without the words for readers (see proposals.py). It comes and goes with the body, and only a root under an article has one.

    `argument_id` is of the argument that it makes with near-identical ones (arguments.py), `parted_from_id` of one that moderators
    took it out of; a hidden comment keeps both, and no query gives them to the public.

    `moved_from` is the place (as it is written) from which moderators moved its thread last, `moved_seq` that act's log number. A merged
    comment is a copy of an earlier one by the same author, to which it points; `merged_seq` is the number of the last merging or undoing.

    `overturned_seq` is the log number of the decision by which an appeal overturned the last hiding, while the comment is visible.

    `rules_version` is of the rules under which it is hidden. `blackout_seq` is the log number of the newest blacking out of a passage that
    stands (blackouts/models.py): `body`, the proposal and the earlier texts then hold blocks in the place of words that are kept apart.

    The index of replies leaves roots out: SQLite would find them by it, in all bills, instead of by the index of roots.
    """

    __tablename__ = "comment"
    __table_args__ = (
        *comment_indexes(),
        in_arguments(),
        sa.Index("ix_comment_author", "author_id", "id"),
        sa.Index(
            "ix_comment_replies",
            "parent_id",
            "id",
            sqlite_where=sa.text("parent_id IS NOT NULL"),
            postgresql_where=sa.text("parent_id IS NOT NULL"),
        ),
        sa.Index(
            "ix_comment_wording",
            "wording_id",
            "id",
            sqlite_where=sa.text("wording_id IS NOT NULL"),
            postgresql_where=sa.text("wording_id IS NOT NULL"),
        ),
        sa.CheckConstraint("article_id IS NULL OR question_id IS NULL", name="one_place"),
        sa.CheckConstraint(
            "proposed_text IS NULL OR (article_id IS NOT NULL AND parent_id IS NULL)", name="proposed_place"
        ),
        sa.CheckConstraint("state <> 'withdrawn' OR proposed_text IS NULL", name="proposed_withdrawn"),
        sa.CheckConstraint(
            "(proposed_text IS NULL) = (proposed_lang IS NULL) AND (proposed_text IS NULL) = (proposed_html IS NULL) "
            "AND (proposed_text IS NULL) = (wording_id IS NULL)",
            name="proposed_whole",
        ),
        sa.CheckConstraint("(state = 'withdrawn') = (body IS NULL)", name="withdrawn_text"),
        sa.CheckConstraint("(state = 'hidden') = (ground IS NOT NULL)", name="hidden_ground"),
        sa.CheckConstraint("endorsement_count >= 0 AND reply_count >= 0", name="counts"),
        sa.CheckConstraint("argument_id IS NULL OR (parent_id IS NULL AND state <> 'withdrawn')", name="argument"),
        sa.CheckConstraint("(moved_from IS NULL) = (moved_seq IS NULL)", name="moved"),
        sa.CheckConstraint("(state = 'merged') = (merged_into_id IS NOT NULL)", name="merged"),
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
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    badge: Mapped[Badge | None] = mapped_column(code_type(Badge))
    badge_agency_id: Mapped[int | None] = mapped_column(sa.ForeignKey("agency.id"))
    badge_subgroup_id: Mapped[int | None] = mapped_column(sa.ForeignKey("subgroup.id"))
    position: Mapped[Position | None] = mapped_column(code_type(Position))
    body: Mapped[str | None] = mapped_column(sa.Text)
    body_html: Mapped[str | None] = mapped_column(sa.Text)
    sha256: Mapped[str | None] = mapped_column(sa.String(64))
    lang: Mapped[str] = mapped_column(sa.String(16))
    proposed_text: Mapped[str | None] = mapped_column(sa.Text)
    proposed_lang: Mapped[str | None] = mapped_column(sa.String(16))
    proposed_html: Mapped[str | None] = mapped_column(sa.Text)
    wording_id: Mapped[int | None] = mapped_column(sa.ForeignKey("wording.id"))
    posted_at: Mapped[datetime]
    edited_at: Mapped[datetime | None]
    state: Mapped[State] = mapped_column(code_type(State), default=State.VISIBLE)
    state_at: Mapped[datetime | None]
    ground: Mapped[Ground | None] = mapped_column(code_type(Ground))
    state_reason: Mapped[str | None] = mapped_column(sa.Text)
    log_seq: Mapped[int | None]
    rules_version: Mapped[int | None]
    blackout_seq: Mapped[int | None]
    overturned_seq: Mapped[int | None]
    endorsement_count: Mapped[int] = mapped_column(default=0)
    reply_count: Mapped[int] = mapped_column(default=0)
    thread_count: Mapped[int] = mapped_column(default=0)
    office_count: Mapped[int] = mapped_column(default=0, server_default="0")
    revision: Mapped[int] = mapped_column(default=1)
    argument_id: Mapped[int | None] = mapped_column(sa.ForeignKey("argument.id"))
    parted_from_id: Mapped[int | None] = mapped_column(sa.ForeignKey("argument.id"))
    moved_from: Mapped[str | None] = mapped_column(sa.String(48))
    moved_seq: Mapped[int | None]
    merged_into_id: Mapped[int | None] = mapped_column(sa.ForeignKey("comment.id"))
    merged_seq: Mapped[int | None]

    bill: Mapped[Bill] = relationship(lazy="raise_on_sql")
    article: Mapped[Article | None] = relationship(lazy="raise_on_sql")
    question: Mapped[Question | None] = relationship(lazy="raise_on_sql")
    version: Mapped[Version] = relationship(lazy="raise_on_sql")
    author: Mapped[Person] = relationship(lazy="raise_on_sql")
    badge_agency: Mapped[Agency | None] = relationship(lazy="raise_on_sql")
    badge_subgroup: Mapped[Subgroup | None] = relationship(lazy="raise_on_sql")


class Wording(Base):
    """How an article would read if one proposal were taken: what proposals with the same outcome share. It holds no words itself.

    `digest` is of the whole article as it would read in one language; `edits` say which characters of that version's text go
    ([start, end, whether words come in]). Wordings that change the same words stand in one group, which is named by its lowest id
    and sorts by its first edit. Counts are of visible comments; where there are none, the wording stands in no group and no list.
    """

    __tablename__ = "wording"
    __table_args__ = (
        sa.UniqueConstraint("article_id", "version_id", "lang", "digest"),
        sa.CheckConstraint("comment_count >= people_count AND people_count >= 0", name="counts"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    bill_id: Mapped[int] = mapped_column(sa.ForeignKey("bill.id"))
    article_id: Mapped[int] = mapped_column(sa.ForeignKey("article.id"))
    version_id: Mapped[int] = mapped_column(sa.ForeignKey("version.id"))
    lang: Mapped[str] = mapped_column(sa.String(16))
    digest: Mapped[str] = mapped_column(sa.String(64))
    edits: Mapped[list[Any]] = mapped_column(sa.JSON)
    group_id: Mapped[int] = mapped_column(BigId, default=0)
    group_start: Mapped[int] = mapped_column(default=0)
    group_size: Mapped[int] = mapped_column(default=1)
    comment_count: Mapped[int] = mapped_column(default=0)
    people_count: Mapped[int] = mapped_column(default=0)
    endorsement_count: Mapped[int] = mapped_column(default=0)


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
    proposed_text: Mapped[str | None] = mapped_column(sa.Text)
    proposed_lang: Mapped[str | None] = mapped_column(sa.String(16))
    proposed_html: Mapped[str | None] = mapped_column(sa.Text)
    written_at: Mapped[datetime]


class Endorsement(Base):
    """One person's support for one comment; can be taken back. One that came along with a merged copy names that copy."""

    __tablename__ = "endorsement"

    comment_id: Mapped[int] = mapped_column(sa.ForeignKey("comment.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), primary_key=True, index=True)
    at: Mapped[datetime]
    merged_from_id: Mapped[int | None] = mapped_column(sa.ForeignKey("comment.id"))


class Participation(Base):
    """How many visible comments somebody has on a bill: the source of the bill's number of people."""

    __tablename__ = "participation"

    bill_id: Mapped[int] = mapped_column(sa.ForeignKey("bill.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), primary_key=True, index=True)
    comment_count: Mapped[int] = mapped_column(default=0)


class ArticleParticipation(Base):
    """How many visible comments somebody has on an article: the source of the article's number of people."""

    __tablename__ = "article_participation"

    article_id: Mapped[int] = mapped_column(sa.ForeignKey("article.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), primary_key=True)
    comment_count: Mapped[int] = mapped_column(default=0)


class DayCount(Base):
    """How many of a bill's visible comments were posted on a day in Taipei."""

    __tablename__ = "day_count"
    __table_args__ = (sa.CheckConstraint("comment_count >= 0", name="count"),)

    bill_id: Mapped[int] = mapped_column(sa.ForeignKey("bill.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    comment_count: Mapped[int] = mapped_column(default=0)


class Visit(Base):
    """How far somebody has read a bill's discussion; nobody else ever sees it.

    `seen_id` is the highest comment of the bill that there was when they last read it, at `seen_at`. `since_id` and `since_at` are the
    same of the visit before, so that what is new stays marked for the length of a visit; null in the first one.
    """

    __tablename__ = "visit"
    __table_args__ = (sa.CheckConstraint("(since_id IS NULL) = (since_at IS NULL)", name="since"),)
    is_private: ClassVar[bool] = True

    bill_id: Mapped[int] = mapped_column(sa.ForeignKey("bill.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True)
    seen_id: Mapped[int] = mapped_column(BigId)
    seen_at: Mapped[datetime]
    since_id: Mapped[int | None] = mapped_column(BigId)
    since_at: Mapped[datetime | None]
