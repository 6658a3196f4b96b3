"""Summaries of a discussion: issues and recommendations, each citing comments."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.bills.models import Bill
from app.discussion.models import Comment
from app.kernel.bilingual import Bilingual, BilingualText
from app.kernel.db import Base, BigId, code_type


class Side(StrEnum):
    """The position in an issue that a cited comment speaks for."""

    FOR = "for"
    AGAINST = "against"


class Summary(Base):
    """One version of the summary of a bill's discussion; at most one draft a bill, and published ones never change.

    The counts (visible comments cited, of all visible comments; people likewise) are frozen at publishing. `revision` grows with every
    change of a draft, that of an issue or recommendation with every change of its words. Two people publish it: `proposed_by`, who declared
    it ready, and `published_by`, who signed; versions from before that was asked have no proposer.
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
        sa.CheckConstraint("published_by_id <> proposed_by_id", name="two_people"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    bill_id: Mapped[int] = mapped_column(sa.ForeignKey("bill.id"))
    number: Mapped[int]
    introduction: Mapped[Bilingual] = mapped_column(BilingualText)
    created_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    published_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    proposed_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    changed_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    log_seq: Mapped[int | None]
    covered_comments: Mapped[int] = mapped_column(default=0)
    covered_people: Mapped[int] = mapped_column(default=0)
    total_comments: Mapped[int] = mapped_column(default=0)
    total_people: Mapped[int] = mapped_column(default=0)
    revision: Mapped[int] = mapped_column(default=1)
    introduction_revision: Mapped[int] = mapped_column(default=1, server_default="1")

    bill: Mapped[Bill] = relationship(lazy="raise_on_sql")
    published_by: Mapped[Person | None] = relationship(foreign_keys=[published_by_id], lazy="raise_on_sql")
    issues: Mapped[list["Issue"]] = relationship(
        back_populates="summary", order_by="Issue.ordinal", lazy="raise_on_sql", cascade="all, delete-orphan"
    )
    recommendations: Mapped[list["Recommendation"]] = relationship(
        back_populates="summary",
        order_by="[Recommendation.rank, Recommendation.ordinal]",
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
    """What the discussion asks of the agency. `ordinal` (R1 is 1) lasts over all versions of a bill's summary and is never reused.

    `rank` is its place among the recommendations of its summary; equal ones follow their ordinals.
    """

    __tablename__ = "recommendation"
    __table_args__ = (sa.UniqueConstraint("summary_id", "ordinal"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    summary_id: Mapped[int] = mapped_column(sa.ForeignKey("summary.id"))
    ordinal: Mapped[int]
    issue_id: Mapped[int | None] = mapped_column(sa.ForeignKey("issue.id"), index=True)
    text: Mapped[Bilingual] = mapped_column(BilingualText)
    rationale: Mapped[Bilingual] = mapped_column(BilingualText)
    rank: Mapped[int] = mapped_column(default=0, server_default="0")
    revision: Mapped[int] = mapped_column(default=1)

    summary: Mapped[Summary] = relationship(back_populates="recommendations", lazy="raise_on_sql")
    citations: Mapped[list["Citation"]] = relationship(
        back_populates="recommendation",
        lazy="raise_on_sql",
        cascade="all, delete-orphan",
        order_by="Citation.id",
    )


class Citation(Base):
    """A comment cited under an issue (for or against it, or as raising it) or a recommendation: whole, or a passage of it.

    A passage is kept as the comment's own words. It goes once these stand in the comment no more: edited, blacked out, withdrawn.
    """

    __tablename__ = "citation"
    __table_args__ = (
        sa.CheckConstraint("(issue_id IS NULL) <> (recommendation_id IS NULL)", name="one_target"),
        sa.CheckConstraint("side IS NULL OR issue_id IS NOT NULL", name="side_of_issue"),
        sa.UniqueConstraint("issue_id", "comment_id"),
        sa.UniqueConstraint("recommendation_id", "comment_id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    issue_id: Mapped[int | None] = mapped_column(sa.ForeignKey("issue.id"))
    recommendation_id: Mapped[int | None] = mapped_column(sa.ForeignKey("recommendation.id"))
    comment_id: Mapped[int] = mapped_column(sa.ForeignKey("comment.id"), index=True)
    side: Mapped[Side | None] = mapped_column(code_type(Side))
    passage: Mapped[str | None] = mapped_column(sa.Text)

    issue: Mapped[Issue | None] = relationship(back_populates="citations", lazy="raise_on_sql")
    recommendation: Mapped[Recommendation | None] = relationship(back_populates="citations", lazy="raise_on_sql")
    comment: Mapped[Comment] = relationship(lazy="raise_on_sql")
