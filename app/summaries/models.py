"""Summaries of a discussion: issues and recommendations, each citing comments."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.bills.models import Bill
from app.discussion.models import Comment
from app.kernel.bilingual import Bilingual, BilingualText
from app.kernel.db import Base, BigId


class Summary(Base):
    """One version of the summary of a bill's discussion; at most one draft a bill, and published ones never change.

    The counts (visible comments cited, of all visible comments; people likewise) are frozen at publishing. `revision` grows with every
    change of a draft, that of an issue or recommendation with every change of its words.
    """

    __tablename__ = "summary"
    __table_args__ = (
        sa.UniqueConstraint("bill_id", "number"),
        sa.Index(
            "uq_summary_draft",
            "bill_id",
            unique=True,
            sqlite_where=sa.text("published_at IS NULL"),
            postgresql_where=sa.text("published_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    bill_id: Mapped[int] = mapped_column(sa.ForeignKey("bill.id"))
    number: Mapped[int]
    introduction: Mapped[Bilingual] = mapped_column(BilingualText)
    created_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    published_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    log_seq: Mapped[int | None]
    covered_comments: Mapped[int] = mapped_column(default=0)
    covered_people: Mapped[int] = mapped_column(default=0)
    total_comments: Mapped[int] = mapped_column(default=0)
    total_people: Mapped[int] = mapped_column(default=0)
    revision: Mapped[int] = mapped_column(default=1)

    bill: Mapped[Bill] = relationship(lazy="raise_on_sql")
    published_by: Mapped[Person | None] = relationship(lazy="raise_on_sql")
    issues: Mapped[list["Issue"]] = relationship(
        back_populates="summary", order_by="Issue.ordinal", lazy="raise_on_sql", cascade="all, delete-orphan"
    )
    recommendations: Mapped[list["Recommendation"]] = relationship(
        back_populates="summary",
        order_by="Recommendation.ordinal",
        lazy="raise_on_sql",
        cascade="all, delete-orphan",
    )

    @property
    def parts(self) -> "list[Issue | Recommendation]":
        """All that cites comments: the issues, then the recommendations."""
        return [*self.issues, *self.recommendations]


class Issue(Base):
    """A disputed point, stated neutrally, with the positions for and against and the comments that raise it."""

    __tablename__ = "issue"
    __table_args__ = (sa.UniqueConstraint("summary_id", "ordinal"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    summary_id: Mapped[int] = mapped_column(sa.ForeignKey("summary.id"))
    ordinal: Mapped[int]
    title: Mapped[Bilingual] = mapped_column(BilingualText)
    statement: Mapped[Bilingual] = mapped_column(BilingualText)
    position_for: Mapped[Bilingual] = mapped_column(BilingualText)
    position_against: Mapped[Bilingual] = mapped_column(BilingualText)
    revision: Mapped[int] = mapped_column(default=1)

    summary: Mapped[Summary] = relationship(back_populates="issues", lazy="raise_on_sql")
    citations: Mapped[list["Citation"]] = relationship(
        back_populates="issue", lazy="raise_on_sql", cascade="all, delete-orphan", order_by="Citation.id"
    )


class Recommendation(Base):
    """What the discussion asks of the agency. `ordinal` (R1 is 1) lasts over all versions of a bill's summary and is never reused."""

    __tablename__ = "recommendation"
    __table_args__ = (sa.UniqueConstraint("summary_id", "ordinal"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    summary_id: Mapped[int] = mapped_column(sa.ForeignKey("summary.id"))
    ordinal: Mapped[int]
    issue_id: Mapped[int | None] = mapped_column(sa.ForeignKey("issue.id"), index=True)
    text: Mapped[Bilingual] = mapped_column(BilingualText)
    rationale: Mapped[Bilingual] = mapped_column(BilingualText)
    revision: Mapped[int] = mapped_column(default=1)

    summary: Mapped[Summary] = relationship(back_populates="recommendations", lazy="raise_on_sql")
    citations: Mapped[list["Citation"]] = relationship(
        back_populates="recommendation",
        lazy="raise_on_sql",
        cascade="all, delete-orphan",
        order_by="Citation.id",
    )


class Citation(Base):
    """A comment cited under an issue or a recommendation."""

    __tablename__ = "citation"
    __table_args__ = (
        sa.CheckConstraint("(issue_id IS NULL) <> (recommendation_id IS NULL)", name="one_target"),
        sa.UniqueConstraint("issue_id", "comment_id"),
        sa.UniqueConstraint("recommendation_id", "comment_id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    issue_id: Mapped[int | None] = mapped_column(sa.ForeignKey("issue.id"))
    recommendation_id: Mapped[int | None] = mapped_column(sa.ForeignKey("recommendation.id"))
    comment_id: Mapped[int] = mapped_column(sa.ForeignKey("comment.id"), index=True)

    issue: Mapped[Issue | None] = relationship(back_populates="citations", lazy="raise_on_sql")
    recommendation: Mapped[Recommendation | None] = relationship(back_populates="citations", lazy="raise_on_sql")
    comment: Mapped[Comment] = relationship(lazy="raise_on_sql")
