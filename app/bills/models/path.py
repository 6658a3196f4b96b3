"""What happens to a bill after it is written: changes of its notice, acts that wait, the stages that it reaches."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.bills.models.bill import Bill, ShortGround
from app.kernel.bilingual import Bilingual, BilingualText
from app.kernel.db import Base, BigId, code_type


class Stage(StrEnum):
    """The stages of a bill's path after the notice (facts: Join and the Legislative Yuan), with its exits."""

    NOTICE = "notice"
    RESPONSE = "response"
    EY_REVIEW = "ey-review"
    EY_APPROVED = "ey-approved"
    SENT_TO_LY = "sent-to-ly"
    PROCEDURE_COMMITTEE = "procedure-committee"
    FIRST_READING = "first-reading"
    COMMITTEE = "committee"
    PUBLIC_HEARING = "public-hearing"
    DIRECT_SECOND_READING = "direct-second-reading"
    CROSS_PARTY = "cross-party"
    SECOND_READING = "second-reading"
    THIRD_READING = "third-reading"
    SIDE_RESOLUTION = "side-resolution"
    PROMULGATED = "promulgated"
    IN_FORCE = "in-force"
    SUBORDINATE_REGULATIONS = "subordinate-regulations"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


class Milestone(Base):
    """A stage that a bill reached on a day, with where it is written."""

    __tablename__ = "milestone"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    bill_id: Mapped[int] = mapped_column(sa.ForeignKey("bill.id"), index=True)
    stage: Mapped[Stage] = mapped_column(code_type(Stage))
    day: Mapped[date]
    note: Mapped[Bilingual] = mapped_column(BilingualText)
    source_url: Mapped[str] = mapped_column(sa.String(500), default="")
    source_label: Mapped[Bilingual] = mapped_column(BilingualText)


class NoticeChangeKind(StrEnum):
    """How the days of a bill changed after its announcement."""

    RESCHEDULE = "reschedule"
    EXTENSION = "extension"
    POSTPONEMENT = "postponement"


class NoticeChange(Base):
    """A change of a bill's days with its published reason: the notice rescheduled or extended, the response postponed.

    A notice that is short before or after it has its ground and justification of that time: `old_*` and `new_*`.
    """

    __tablename__ = "notice_change"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    bill_id: Mapped[int] = mapped_column(sa.ForeignKey("bill.id"), index=True)
    kind: Mapped[NoticeChangeKind] = mapped_column(code_type(NoticeChangeKind))
    at: Mapped[datetime]
    reason: Mapped[Bilingual] = mapped_column(BilingualText)
    old_first_day: Mapped[date]
    old_last_day: Mapped[date]
    old_due_day: Mapped[date]
    new_first_day: Mapped[date]
    new_last_day: Mapped[date]
    new_due_day: Mapped[date]
    old_short_ground: Mapped[ShortGround | None] = mapped_column(code_type(ShortGround, name="old_short_ground"))
    old_justification: Mapped[Bilingual | None] = mapped_column(BilingualText)
    new_short_ground: Mapped[ShortGround | None] = mapped_column(code_type(ShortGround, name="new_short_ground"))
    new_justification: Mapped[Bilingual | None] = mapped_column(BilingualText)
    log_seq: Mapped[int]


class PendingKind(StrEnum):
    """The acts on a bill that can wait: for a second official, for a day, or for both."""

    ANNOUNCEMENT = "announcement"
    RESCHEDULING = "rescheduling"
    WITHDRAWAL = "withdrawal"


class PendingOutcome(StrEnum):
    """What became of an act that waited."""

    DONE = "done"
    DECLINED = "declined"
    TAKEN_BACK = "taken-back"
    FAILED = "failed"


class PendingAct(Base):
    """An act on a bill that one official asked for and that waits: for another's signature, or for the instant `due_at`.

    `parameters` are the act's own (days as ISO 8601, texts as {"zh", "en"}). One of a kind waits at a time. It is done by its action, which
    judges everything anew; `failure` says why that was refused. Known to the bill's agencies alone.
    """

    __tablename__ = "pending_act"
    __table_args__ = (
        sa.Index(
            "uq_pending_act_waiting",
            "bill_id",
            "kind",
            unique=True,
            sqlite_where=sa.text("settled_at IS NULL"),
            postgresql_where=sa.text("settled_at IS NULL"),
        ),
        sa.CheckConstraint("(settled_at IS NULL) = (outcome IS NULL)", name="settled"),
        sa.CheckConstraint("signed_by_id <> asked_by_id", name="two_people"),
    )
    is_private: ClassVar[bool] = True

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    bill_id: Mapped[int] = mapped_column(sa.ForeignKey("bill.id"))
    kind: Mapped[PendingKind] = mapped_column(code_type(PendingKind))
    parameters: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    needs_signature: Mapped[bool]
    asked_by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    asked_at: Mapped[datetime]
    signed_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    signed_at: Mapped[datetime | None]
    due_at: Mapped[datetime | None] = mapped_column(index=True)
    settled_at: Mapped[datetime | None]
    outcome: Mapped[PendingOutcome | None] = mapped_column(code_type(PendingOutcome))
    failure: Mapped[str] = mapped_column(sa.Text, default="")

    bill: Mapped[Bill] = relationship(lazy="raise_on_sql")
    asked_by: Mapped[Person] = relationship(foreign_keys=[asked_by_id], lazy="raise_on_sql")
    signed_by: Mapped[Person | None] = relationship(foreign_keys=[signed_by_id], lazy="raise_on_sql")
