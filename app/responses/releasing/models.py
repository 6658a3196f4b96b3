"""A release of answers that one official asked for, and what became of it."""

from datetime import datetime
from enum import StrEnum
from typing import ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.bills.models import Bill
from app.kernel.db import Base, BigId, code_type


class ReleaseOutcome(StrEnum):
    """What became of a release that was asked for; overtaken means that the drafts changed before it was released."""

    RELEASED = "released"
    DECLINED = "declined"
    TAKEN_BACK = "taken-back"
    OVERTAKEN = "overtaken"


class Release(Base):
    """A release that one official asked for; `stamp` is the SHA-256 of the answers that were ready then, as the record takes it.

    One of a bill waits at a time. `settled_by` released or declined it, took it back, or changed a draft; `words` say why it was
    declined, to the agency alone. The public sees those that were released.
    """

    __tablename__ = "response_release"
    __table_args__ = (
        sa.Index(
            "uq_response_release_waiting",
            "bill_id",
            unique=True,
            sqlite_where=sa.text("settled_at IS NULL"),
            postgresql_where=sa.text("settled_at IS NULL"),
        ),
        sa.CheckConstraint(
            "(settled_at IS NULL) = (outcome IS NULL) AND (settled_at IS NULL) = (settled_by_id IS NULL)",
            name="settled",
        ),
        sa.CheckConstraint(
            "COALESCE(outcome, '') NOT IN ('released', 'declined') OR settled_by_id <> asked_by_id", name="two_people"
        ),
        sa.CheckConstraint("(COALESCE(outcome, '') = 'released') = (log_seq IS NOT NULL)", name="on_record"),
    )
    is_private: ClassVar[bool] = True  # what it releases makes the revision grow

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    bill_id: Mapped[int] = mapped_column(sa.ForeignKey("bill.id"), index=True)
    asked_by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    asked_at: Mapped[datetime]
    stamp: Mapped[str] = mapped_column(sa.String(64))
    outcome: Mapped[ReleaseOutcome | None] = mapped_column(code_type(ReleaseOutcome))
    settled_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    settled_at: Mapped[datetime | None]
    words: Mapped[str] = mapped_column(sa.Text, default="")
    log_seq: Mapped[int | None]

    bill: Mapped[Bill] = relationship(lazy="raise_on_sql")
    asked_by: Mapped[Person] = relationship(foreign_keys=[asked_by_id], lazy="raise_on_sql")
    settled_by: Mapped[Person | None] = relationship(foreign_keys=[settled_by_id], lazy="raise_on_sql")
