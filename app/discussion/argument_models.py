"""Arguments: near-identical comments that count as one, and by what near copies are found."""

from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.db import Base, BigId


class Argument(Base):
    """What several comments on one place of a bill say in almost the same words.

    Counts are of its visible comments, and of the people who wrote them. Its face is the oldest visible one. Once moderators have
    dissolved it (`dissolved_seq` is the log number), its comments stand alone again and whoever repeats them does too; so the row stays.
    `revision` grows with each act of the moderators.
    """

    __tablename__ = "argument"
    __table_args__ = (sa.CheckConstraint("comment_count >= voice_count AND voice_count >= 0", name="counts"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    bill_id: Mapped[int] = mapped_column(sa.ForeignKey("bill.id"), index=True)
    comment_count: Mapped[int] = mapped_column(default=0)
    voice_count: Mapped[int] = mapped_column(default=0)
    dissolved_seq: Mapped[int | None]
    revision: Mapped[int] = mapped_column(default=1)


class Voice(Base):
    """How many visible comments of an argument are by one person: the source of its number of people."""

    __tablename__ = "argument_voice"

    argument_id: Mapped[int] = mapped_column(sa.ForeignKey("argument.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), primary_key=True, index=True)
    comment_count: Mapped[int] = mapped_column(default=0)


class LikenessBand(Base):
    """One band of a comment's sketch (copies.py): what its near copies most likely share with it.

    Only a visible comment that stands alone, or is the face of an argument, has bands; they are erased with its words.
    """

    __tablename__ = "likeness_band"
    __table_args__: Any = {"sqlite_with_rowid": False}
    is_private: ClassVar[bool] = True

    band: Mapped[int] = mapped_column(sa.BigInteger, primary_key=True, autoincrement=False)
    comment_id: Mapped[int] = mapped_column(sa.ForeignKey("comment.id"), primary_key=True, index=True)


def is_one() -> sa.ColumnElement[bool]:
    """Whether a row of arguments stands for several comments: there are several, and nobody has dissolved it."""
    return sa.and_(Argument.dissolved_seq.is_(None), Argument.comment_count > 1)


def in_arguments() -> sa.Index:
    """The index that gives the comments of an argument in their order."""
    only = sa.text("argument_id IS NOT NULL")
    columns = ("argument_id", "state", "path")
    return sa.Index("ix_comment_argument", *columns, sqlite_where=only, postgresql_where=only)
