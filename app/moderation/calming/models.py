"""Proposals to ask for older accounts, which wait for a second moderator."""

from datetime import datetime
from enum import StrEnum
from typing import ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.bills.models import Bill
from app.kernel.db import Base, BigId, code_type


class ProposalOutcome(StrEnum):
    """What became of a proposal; nobody confirmed in time the one that lapsed."""

    CONFIRMED = "confirmed"
    DECLINED = "declined"
    TAKEN_BACK = "taken-back"
    LAPSED = "lapsed"


class GateProposal(Base):
    """One moderator's proposal that a bill take comments of accounts older than `days` alone, for `hours`; moderators alone see it.

    One waits for a bill at a time. The reason is public once another moderator confirms it.
    """

    __tablename__ = "gate_proposal"
    __table_args__ = (
        sa.Index(
            "uq_gate_proposal_waiting",
            "bill_id",
            unique=True,
            sqlite_where=sa.text("settled_at IS NULL"),
            postgresql_where=sa.text("settled_at IS NULL"),
        ),
        sa.CheckConstraint("days BETWEEN 1 AND 7", name="days"),
        sa.CheckConstraint("hours BETWEEN 1 AND 72", name="hours"),
        sa.CheckConstraint("(settled_at IS NULL) = (outcome IS NULL)", name="settled"),
        sa.CheckConstraint(
            "outcome NOT IN ('confirmed', 'declined') OR (settled_by_id IS NOT NULL AND settled_by_id <> asked_by_id)",
            name="two_people",
        ),
    )
    is_private: ClassVar[bool] = True

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    bill_id: Mapped[int] = mapped_column(sa.ForeignKey("bill.id"))
    days: Mapped[int]
    hours: Mapped[int]
    reason: Mapped[str] = mapped_column(sa.Text)
    asked_by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    asked_at: Mapped[datetime]
    settled_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    settled_at: Mapped[datetime | None]
    outcome: Mapped[ProposalOutcome | None] = mapped_column(code_type(ProposalOutcome))

    bill: Mapped[Bill] = relationship(lazy="raise_on_sql")
    asked_by: Mapped[Person] = relationship(foreign_keys=[asked_by_id], lazy="raise_on_sql")
