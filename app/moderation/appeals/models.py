"""Appeals against hidings, and what came of them."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.discussion.models import Comment
from app.kernel.db import Base, BigId, code_type
from app.moderation.models import Decision


class AppealOutcome(StrEnum):
    """What came of an appeal: decided, overtaken by a moderator who restored the comment, or withdrawn with or without it."""

    UPHELD = "upheld"
    OVERTURNED = "overturned"
    RESTORED = "restored"
    WITHDRAWN = "withdrawn"
    COMMENT_WITHDRAWN = "comment-withdrawn"


REVERSED = (AppealOutcome.OVERTURNED, AppealOutcome.RESTORED)
DECIDED = (AppealOutcome.UPHELD, *REVERSED)


class Appeal(Base):
    """An author's appeal against one hiding of their comment; open until it has an outcome.

    `text` is read by its author and by who may decide, and by nobody else; it goes when the appeal is withdrawn. `due_at` is the
    first instant at which an open appeal is overdue. `log_seq` and `closed_seq` are the entries of the appeal and of its end;
    `decider_id` and `reason` (public) belong to a decision or to a moderator's own restoring, whose row is `restoring_id`.
    """

    __tablename__ = "appeal"
    __table_args__ = (
        sa.CheckConstraint(
            "(outcome IS NULL) = (closed_at IS NULL) AND (outcome IS NULL) = (closed_seq IS NULL)", name="closed"
        ),
        sa.CheckConstraint(
            "(outcome IS NULL OR outcome IN ('withdrawn', 'comment-withdrawn')) = (decider_id IS NULL) "
            "AND (decider_id IS NULL) = (reason IS NULL)",
            name="decided",
        ),
        sa.CheckConstraint("(outcome IN ('overturned', 'restored')) = (restoring_id IS NOT NULL)", name="reversed"),
        sa.Index(
            "ix_appeal_open",
            "id",
            sqlite_where=sa.text("outcome IS NULL"),
            postgresql_where=sa.text("outcome IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    comment_id: Mapped[int] = mapped_column(sa.ForeignKey("comment.id"), index=True)
    hiding_id: Mapped[int] = mapped_column(sa.ForeignKey("decision.id"), unique=True)
    text: Mapped[str | None] = mapped_column(sa.Text)
    appealed_at: Mapped[datetime]
    due_at: Mapped[datetime]
    log_seq: Mapped[int]
    outcome: Mapped[AppealOutcome | None] = mapped_column(code_type(AppealOutcome))
    closed_at: Mapped[datetime | None]
    closed_seq: Mapped[int | None]
    decider_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    reason: Mapped[str | None] = mapped_column(sa.Text)
    restoring_id: Mapped[int | None] = mapped_column(sa.ForeignKey("decision.id"))

    comment: Mapped[Comment] = relationship(lazy="raise_on_sql")
    hiding: Mapped[Decision] = relationship(lazy="raise_on_sql", foreign_keys=[hiding_id])
    decider: Mapped[Person | None] = relationship(lazy="raise_on_sql")
