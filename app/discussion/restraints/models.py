"""The restraints that moderators put on a bill's discussion, each for a time."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.db import Base, BigId, code_type


class RestraintKind(StrEnum):
    """Replies to one thread are paused; comments are spaced out; accounts must be some days old."""

    LOCK = "lock"
    SLOW = "slow"
    GATE = "gate"


class Restraint(Base):
    """A restraint that holds from `starts_at` until before `until_at`, or until somebody lifts it: at `ended_at`.

    Nothing ends it but the clock; no job does. `comment_id` is the first comment of the thread that is locked. `amount` is the minutes
    between two comments of one person (slow), or the days that an account must be old (gate). Whoever decides is `set_by_id`; of
    a gate, which takes two, whoever proposed it is `asked_by_id`. That no two of a kind run at once is seen to under the bill's row.
    """

    __tablename__ = "restraint"
    __table_args__ = (
        sa.Index("ix_restraint_bill_id_until_at", "bill_id", "until_at"),
        sa.UniqueConstraint("log_seq"),
        sa.UniqueConstraint("ended_log_seq"),
        sa.CheckConstraint("(kind = 'lock') = (comment_id IS NOT NULL)", name="thread"),
        sa.CheckConstraint(
            "(kind = 'lock' AND amount IS NULL) OR (kind = 'slow' AND amount IN (2, 5, 15, 60))"
            " OR (kind = 'gate' AND amount BETWEEN 1 AND 7)",
            name="amount",
        ),
        sa.CheckConstraint("(kind = 'gate') = (asked_by_id IS NOT NULL)", name="asked"),
        sa.CheckConstraint("asked_by_id <> set_by_id", name="two_people"),
        sa.CheckConstraint("until_at > starts_at", name="span"),
        sa.CheckConstraint("until_at <= starts_at + interval '72 hours'", name="longest").ddl_if(dialect="postgresql"),
        sa.CheckConstraint("julianday(until_at) - julianday(starts_at) < 3.000001", name="longest").ddl_if(
            dialect="sqlite"
        ),
        sa.CheckConstraint(
            "(ended_at IS NULL) = (ended_by_id IS NULL) AND (ended_at IS NULL) = (ended_log_seq IS NULL)", name="ended"
        ),
        sa.CheckConstraint("ended_at >= starts_at AND ended_at < until_at", name="lifted"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    bill_id: Mapped[int] = mapped_column(sa.ForeignKey("bill.id"))
    kind: Mapped[RestraintKind] = mapped_column(code_type(RestraintKind))
    comment_id: Mapped[int | None] = mapped_column(sa.ForeignKey("comment.id"))
    amount: Mapped[int | None]
    starts_at: Mapped[datetime]
    until_at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(sa.Text)
    set_by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    asked_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    log_seq: Mapped[int] = mapped_column(BigId)
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    ended_reason: Mapped[str] = mapped_column(sa.Text, default="")
    ended_log_seq: Mapped[int | None] = mapped_column(BigId)

    def is_running(self, now: datetime) -> bool:
        """Whether it holds at an instant."""
        return self.starts_at <= now < self.until_at and (self.ended_at is None or now < self.ended_at)
