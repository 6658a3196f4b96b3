"""What the desk keeps for moderators: who works on what, filters by name, and the acts that may be undone for a minute."""

from datetime import datetime
from enum import StrEnum
from typing import ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.kernel.db import Base, BigId, code_type
from app.moderation.models import Decision


class Claim(Base):
    """A moderator's word to the others that they work on a comment's reports; it ends by itself and locks nothing."""

    __tablename__ = "desk_claim"
    is_private: ClassVar[bool] = True

    comment_id: Mapped[int] = mapped_column(sa.ForeignKey("comment.id"), primary_key=True, autoincrement=False)
    moderator_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    expires_at: Mapped[datetime]

    moderator: Mapped[Person] = relationship(lazy="raise_on_sql")


class SavedFilter(Base):
    """A choice of reports that a moderator keeps under a name of their own; `query` as in the queue's address."""

    __tablename__ = "desk_filter"
    is_private: ClassVar[bool] = True
    __table_args__ = (sa.UniqueConstraint("person_id", "name"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    name: Mapped[str] = mapped_column(sa.String(160))
    query: Mapped[str] = mapped_column(sa.String(400))


class DeskActKind(StrEnum):
    """What was done at the desk in one go."""

    HIDE = "hide"
    DISMISS = "dismiss"


class DeskAct(Base):
    """A decision on a comment, or the same on many at once, which its moderator may undo within a minute."""

    __tablename__ = "desk_act"
    is_private: ClassVar[bool] = True

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    moderator_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    kind: Mapped[DeskActKind] = mapped_column(code_type(DeskActKind))
    decision_count: Mapped[int]
    done_at: Mapped[datetime]
    undone_at: Mapped[datetime | None]

    __table_args__ = (sa.Index("ix_desk_act_newest", "moderator_id", "id"),)


class DeskActPart(Base):
    """One decision of an act at the desk."""

    __tablename__ = "desk_act_part"
    is_private: ClassVar[bool] = True

    decision_id: Mapped[int] = mapped_column(sa.ForeignKey("decision.id"), primary_key=True, autoincrement=False)
    act_id: Mapped[int] = mapped_column(sa.ForeignKey("desk_act.id"), index=True)

    decision: Mapped[Decision] = relationship(lazy="raise_on_sql")
