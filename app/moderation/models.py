"""Reports, and the decisions that moderators took."""

from datetime import datetime
from enum import StrEnum
from typing import ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.discussion.models import Comment, Ground
from app.kernel.db import Base, BigId, code_type


class DecisionKind(StrEnum):
    """What a moderator decided on a comment."""

    HIDE = "hide"
    RESTORE = "restore"
    DISMISS = "dismiss"
    BLACK_OUT = "black-out"
    UNCOVER = "uncover"


class Report(Base):
    """Somebody's report of a comment; never public, and never hides anything by itself. It is nobody's once their account is erased."""

    __tablename__ = "report"
    is_private: ClassVar[bool] = True
    __table_args__ = (
        sa.UniqueConstraint("comment_id", "reporter_id"),
        sa.Index("ix_report_reported_at", "reported_at", "ground"),
        sa.Index(
            "ix_report_open",
            "comment_id",
            "id",
            sqlite_where=sa.text("decision_id IS NULL"),
            postgresql_where=sa.text("decision_id IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    comment_id: Mapped[int] = mapped_column(sa.ForeignKey("comment.id"))
    reporter_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"), index=True)
    ground: Mapped[Ground] = mapped_column(code_type(Ground))
    note: Mapped[str] = mapped_column(sa.Text, default="")
    reported_at: Mapped[datetime]
    decision_id: Mapped[int | None] = mapped_column(sa.ForeignKey("decision.id"), index=True)

    comment: Mapped[Comment] = relationship(lazy="raise_on_sql")


class Decision(Base):
    """One decision on a comment: hide or restore (both on the record), or dismiss its reports (which changes nothing public).

    `subgroup_id` is of the subgroup that the bill was assigned to then, for its figures; `bill_id` is the comment's, to count by.
    `waited` is the time in seconds from the first of the reports that it closed; null where it closed none.
    """

    __tablename__ = "decision"
    __table_args__ = (
        sa.CheckConstraint("(kind = 'dismiss') = (log_seq IS NULL)", name="logged"),
        sa.Index("ix_decision_decided_at", "decided_at", "kind", "waited", "bill_id"),
        sa.Index("ix_decision_bill_id", "bill_id", "decided_at", "kind", "waited"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    comment_id: Mapped[int] = mapped_column(sa.ForeignKey("comment.id"), index=True)
    bill_id: Mapped[int | None] = mapped_column(sa.ForeignKey("bill.id"))
    moderator_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    subgroup_id: Mapped[int | None] = mapped_column(sa.ForeignKey("subgroup.id"))
    kind: Mapped[DecisionKind] = mapped_column(code_type(DecisionKind))
    ground: Mapped[Ground | None] = mapped_column(code_type(Ground))
    reason: Mapped[str] = mapped_column(sa.Text)
    decided_at: Mapped[datetime]
    log_seq: Mapped[int | None]
    rules_version: Mapped[int | None]
    waited: Mapped[int | None]

    moderator: Mapped[Person] = relationship(lazy="raise_on_sql")


class SplittingKind(StrEnum):
    """What a moderator decided on an argument: on one of its comments, or on the whole."""

    PART = "part"
    REJOIN = "rejoin"
    DISSOLVE = "dissolve"
    REUNITE = "reunite"


class Splitting(Base):
    """One decision on an argument, on the record: a comment taken out or put back, or the whole dissolved or put together again."""

    __tablename__ = "splitting"
    __table_args__ = (sa.CheckConstraint("(comment_id IS NULL) = (kind IN ('dissolve', 'reunite'))", name="whole"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    argument_id: Mapped[int] = mapped_column(sa.ForeignKey("argument.id"), index=True)
    comment_id: Mapped[int | None] = mapped_column(sa.ForeignKey("comment.id"))
    moderator_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    kind: Mapped[SplittingKind] = mapped_column(code_type(SplittingKind))
    reason: Mapped[str] = mapped_column(sa.Text)
    decided_at: Mapped[datetime]
    log_seq: Mapped[int]
