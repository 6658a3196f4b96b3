"""Drafts that were declared ready, and what became of that."""

from datetime import datetime
from enum import StrEnum
from typing import ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.kernel.db import Base, BigId, code_type
from app.summaries.models import Summary


class SigningOutcome(StrEnum):
    """What became of a proposal; one is overtaken where the draft was changed and proposed anew."""

    SIGNED = "signed"
    SENT_BACK = "sent-back"
    TAKEN_BACK = "taken-back"
    OVERTAKEN = "overtaken"


class SummaryProposal(Base):
    """One moderator's word that a draft is ready, as it stood at `revision`; moderators alone see it.

    It waits for another's signature while the draft stays as it was: any change voids it. `words` say why it was sent back.
    """

    __tablename__ = "summary_proposal"
    __table_args__ = (
        sa.Index(
            "uq_summary_proposal_waiting",
            "summary_id",
            unique=True,
            sqlite_where=sa.text("settled_at IS NULL"),
            postgresql_where=sa.text("settled_at IS NULL"),
        ),
        sa.CheckConstraint("(settled_at IS NULL) = (outcome IS NULL)", name="settled"),
        sa.CheckConstraint(
            "outcome NOT IN ('signed', 'sent-back') OR (settled_by_id IS NOT NULL AND settled_by_id <> asked_by_id)",
            name="two_people",
        ),
    )
    is_private: ClassVar[bool] = True

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    summary_id: Mapped[int] = mapped_column(sa.ForeignKey("summary.id"))
    revision: Mapped[int]
    asked_by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    asked_at: Mapped[datetime]
    settled_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    settled_at: Mapped[datetime | None]
    outcome: Mapped[SigningOutcome | None] = mapped_column(code_type(SigningOutcome))
    words: Mapped[str] = mapped_column(sa.Text, default="")

    summary: Mapped[Summary] = relationship(lazy="raise_on_sql")
    asked_by: Mapped[Person] = relationship(foreign_keys=[asked_by_id], lazy="raise_on_sql")
    settled_by: Mapped[Person | None] = relationship(foreign_keys=[settled_by_id], lazy="raise_on_sql")
