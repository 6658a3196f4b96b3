"""Who of the agency answers what until when, and what drafts said before. Known to the bill's agencies alone."""

from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.kernel.bilingual import Bilingual, BilingualText
from app.kernel.db import Base, BigId, code_type


class Task(Base):
    """The work on one target of a bill (R1, Q1 or statement): the official who owns it, and the day by which a draft should be ready."""

    __tablename__ = "response_task"
    __table_args__ = (sa.UniqueConstraint("bill_id", "target"),)
    is_private: ClassVar[bool] = True

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    bill_id: Mapped[int] = mapped_column(sa.ForeignKey("bill.id"))
    target: Mapped[str] = mapped_column(sa.String(16))
    owner_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    due_day: Mapped[date | None]

    owner: Mapped[Person | None] = relationship(lazy="raise_on_sql")


class AnswerStepKind(StrEnum):
    """What somebody did with a draft."""

    WRITTEN = "written"
    READY = "ready"
    NOT_READY = "not-ready"
    DISCARDED = "discarded"


class AnswerStep(Base):
    """One change of a draft: who did what when, and, where words were written, all that the draft said from then on."""

    __tablename__ = "answer_step"
    __table_args__ = (sa.Index("ix_answer_step_bill_id_target", "bill_id", "target"),)
    is_private: ClassVar[bool] = True

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    bill_id: Mapped[int] = mapped_column(sa.ForeignKey("bill.id"))
    target: Mapped[str] = mapped_column(sa.String(16))
    kind: Mapped[AnswerStepKind] = mapped_column(code_type(AnswerStepKind))
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    at: Mapped[datetime]
    outcome: Mapped[str | None] = mapped_column(sa.String(32))
    reason: Mapped[Bilingual] = mapped_column(BilingualText)
    version: Mapped[int | None]
    articles: Mapped[str] = mapped_column(sa.Text)

    by: Mapped[Person] = relationship(lazy="raise_on_sql")
