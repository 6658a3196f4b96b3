"""What moderators decided on where comments stand."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.db import Base, BigId, code_type


class PlacingKind(StrEnum):
    """What a moderator decided on a comment's place."""

    MOVE = "move"
    MERGE = "merge"
    UNMERGE = "unmerge"


class Placing(Base):
    """One decision on a comment's place, on the record: its thread moved, or itself merged into an earlier copy, or that undone.

    Places are as they are written in addresses: 18.2, Q1, or nothing for the bill as a whole.
    """

    __tablename__ = "placing"
    __table_args__ = (
        sa.CheckConstraint(
            "(kind = 'move') = (from_place IS NOT NULL) AND (kind = 'move') = (to_place IS NOT NULL) "
            "AND (kind = 'move') = (into_id IS NULL)",
            name="whole",
        ),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    comment_id: Mapped[int] = mapped_column(sa.ForeignKey("comment.id"), index=True)
    moderator_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    kind: Mapped[PlacingKind] = mapped_column(code_type(PlacingKind))
    from_place: Mapped[str | None] = mapped_column(sa.String(48))
    to_place: Mapped[str | None] = mapped_column(sa.String(48))
    into_id: Mapped[int | None] = mapped_column(sa.ForeignKey("comment.id"))
    reason: Mapped[str] = mapped_column(sa.Text)
    decided_at: Mapped[datetime]
    log_seq: Mapped[int]
