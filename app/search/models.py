"""Which passage of a bill stands at which position of the index."""

from typing import ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.bills.models import Article, Bill, Question, Version
from app.kernel.db import Base, BigId


class Passage(Base):
    """A passage of a bill in the index: an article in a published version, a key question, or else the bill's own words.

    `position` orders what is found, highest first. A comment stands at its id, so that the newest comes first; passages stand
    above all comments (see indexing.py). The words themselves are in the table `search_index`, which the two databases
    hold in their own ways.
    """

    __tablename__ = "search_passage"
    __table_args__ = (
        sa.CheckConstraint("article_id IS NULL OR question_id IS NULL", name="one_place"),
        sa.CheckConstraint("(article_id IS NULL) = (version_id IS NULL)", name="article_version"),
    )
    is_private: ClassVar[bool] = True  # it says nothing that the bill does not

    position: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    bill_id: Mapped[int] = mapped_column(sa.ForeignKey("bill.id"), index=True)
    version_id: Mapped[int | None] = mapped_column(sa.ForeignKey("version.id"))
    article_id: Mapped[int | None] = mapped_column(sa.ForeignKey("article.id"))
    question_id: Mapped[int | None] = mapped_column(sa.ForeignKey("question.id"))

    bill: Mapped[Bill] = relationship(lazy="raise_on_sql")
    version: Mapped[Version | None] = relationship(lazy="raise_on_sql")
    article: Mapped[Article | None] = relationship(lazy="raise_on_sql")
    question: Mapped[Question | None] = relationship(lazy="raise_on_sql")
