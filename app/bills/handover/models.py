"""The handing over of a bill between subgroups: proposed, then accepted or not; or assigned at once."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person, Subgroup
from app.bills.models.bill import Bill
from app.kernel.db import Base, BigId, code_type


class HandoverOutcome(StrEnum):
    """How a proposal ended."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    TAKEN_BACK = "taken-back"


class Handover(Base):
    """One handing over: from which subgroup to which, why, who proposed it, and what came of it.

    Where an administrator assigned the bill at once, who proposed and who settled are the same. At most one waits for each bill.
    """

    __tablename__ = "handover"
    __table_args__ = (
        sa.CheckConstraint("from_subgroup_id <> to_subgroup_id", name="elsewhere"),
        sa.CheckConstraint("(outcome IS NULL) = (settled_at IS NULL)", name="settled"),
        sa.CheckConstraint("(settled_at IS NULL) = (settled_by_id IS NULL)", name="settler"),
        sa.CheckConstraint("(log_seq IS NOT NULL) = (outcome IS NOT NULL AND outcome = 'accepted')", name="logged"),
        sa.Index(
            "uq_handover_waiting",
            "bill_id",
            unique=True,
            sqlite_where=sa.text("settled_at IS NULL"),
            postgresql_where=sa.text("settled_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    bill_id: Mapped[int] = mapped_column(sa.ForeignKey("bill.id"), index=True)
    from_subgroup_id: Mapped[int] = mapped_column(sa.ForeignKey("subgroup.id"), index=True)
    to_subgroup_id: Mapped[int] = mapped_column(sa.ForeignKey("subgroup.id"), index=True)
    reason: Mapped[str] = mapped_column(sa.Text)
    proposed_by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    proposed_at: Mapped[datetime]
    outcome: Mapped[HandoverOutcome | None] = mapped_column(code_type(HandoverOutcome))
    settled_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    settled_at: Mapped[datetime | None]
    log_seq: Mapped[int | None]

    bill: Mapped[Bill] = relationship(lazy="raise_on_sql")
    from_subgroup: Mapped[Subgroup] = relationship(lazy="raise_on_sql", foreign_keys=[from_subgroup_id])
    to_subgroup: Mapped[Subgroup] = relationship(lazy="raise_on_sql", foreign_keys=[to_subgroup_id])
    proposed_by: Mapped[Person] = relationship(lazy="raise_on_sql", foreign_keys=[proposed_by_id])
