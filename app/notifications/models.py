"""Notices that a person finds in the application: about a comment of theirs, or about a bill on which they spoke."""

from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.db import Base, BigId, code_type


class NoticeKind(StrEnum):
    """What a notice tells."""

    HIDDEN = "hidden"
    RESTORED = "restored"
    BLACKED_OUT = "blacked-out"
    UNCOVERED = "uncovered"
    MOVED = "moved"
    MERGED = "merged"
    UNMERGED = "unmerged"
    APPEALED = "appealed"
    APPEAL_DECIDED = "appeal-decided"
    REPLIED = "replied"
    CITED = "cited"
    ANSWERED = "answered"
    RESCHEDULED = "rescheduled"
    EXTENDED = "extended"
    POSTPONED = "postponed"
    BILL_WITHDRAWN = "bill-withdrawn"
    VERSION_PUBLISHED = "version-published"
    ARTICLE_CHANGED = "article-changed"
    OBJECTED = "objected"
    OBJECTION_ANSWERED = "objection-answered"
    TO_SIGN = "to-sign"
    SENT_BACK = "sent-back"
    TO_RELEASE = "to-release"
    RELEASE_DECLINED = "release-declined"


class Notice(Base):
    """One thing told to one person about one comment (mostly theirs) or one bill; parameters are plain values that the page words.

    Where one event concerns several comments of theirs on a bill, it is one notice about the bill, and `comments` among the parameters
    says how many.
    """

    __tablename__ = "notice"
    is_private: ClassVar[bool] = True
    __table_args__ = (
        sa.Index("ix_notice_newest", "person_id", "id"),
        sa.CheckConstraint("(comment_id IS NULL) <> (bill_id IS NULL)", name="one_subject"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    kind: Mapped[NoticeKind] = mapped_column(code_type(NoticeKind))
    comment_id: Mapped[int | None] = mapped_column(sa.ForeignKey("comment.id"), index=True)
    bill_id: Mapped[int | None] = mapped_column(sa.ForeignKey("bill.id"))
    parameters: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    at: Mapped[datetime]
    read_at: Mapped[datetime | None]
