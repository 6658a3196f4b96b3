"""What was blacked out in comments: the public facts, and the withheld words apart from them."""

from datetime import datetime
from enum import StrEnum
from typing import ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.discussion.models import Ground
from app.kernel.db import Base, BigId, code_type


class Part(StrEnum):
    """Which of a comment's texts."""

    BODY = "body"
    PROPOSED = "proposed"


class Blackout(Base):
    """A passage of a comment that moderation blacked out, as everybody may know of it; `undone_seq` is the log number of its undoing.

    The comment's own columns hold the public text, with blocks; `comment.blackout_seq` names the newest one that stands.
    """

    __tablename__ = "blackout"
    __table_args__ = (
        sa.CheckConstraint("ground NOT IN ('threat', 'off-topic')", name="of_a_part"),
        sa.CheckConstraint("rules_version > 0", name="rules"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    comment_id: Mapped[int] = mapped_column(sa.ForeignKey("comment.id"), index=True)
    ground: Mapped[Ground] = mapped_column(code_type(Ground))
    rules_version: Mapped[int]
    at: Mapped[datetime]
    log_seq: Mapped[int] = mapped_column(unique=True)
    undone_seq: Mapped[int | None]


class WithheldText(Base):
    """Words that one block stands for; never public, read to put them back, and erased when the comment is withdrawn.

    The block begins at the character `start` of the public source: of the present text (`ordinal` 0) or of the earlier text of that
    ordinal. `passage` are the words as the moderator named them, by which an edit that brings them back is known.
    """

    __tablename__ = "withheld_text"
    __table_args__ = (sa.CheckConstraint("ordinal >= 0 AND start >= 0", name="place"),)
    is_private: ClassVar[bool] = True

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    comment_id: Mapped[int] = mapped_column(sa.ForeignKey("comment.id"), index=True)
    blackout_id: Mapped[int] = mapped_column(sa.ForeignKey("blackout.id"), index=True)
    passage: Mapped[str] = mapped_column(sa.Text)
    ordinal: Mapped[int]
    part: Mapped[Part] = mapped_column(code_type(Part))
    start: Mapped[int]
    words: Mapped[str] = mapped_column(sa.Text)
