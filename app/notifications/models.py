"""Notices that a person finds in the application."""

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
    REPLIED = "replied"
    CITED = "cited"
    ANSWERED = "answered"


class Notice(Base):
    """One thing told to one person about one comment of theirs; parameters are plain values that the page words."""

    __tablename__ = "notice"
    is_private: ClassVar[bool] = True
    __table_args__ = (sa.Index("ix_notice_newest", "person_id", "id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    kind: Mapped[NoticeKind] = mapped_column(code_type(NoticeKind))
    comment_id: Mapped[int] = mapped_column(sa.ForeignKey("comment.id"), index=True)
    parameters: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    at: Mapped[datetime]
    read_at: Mapped[datetime | None]
