"""An agency's answers to the recommendations and key questions of a bill."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.bills.models import Article, Bill, Question, Version
from app.kernel.bilingual import Bilingual, BilingualText
from app.kernel.db import Base, BigId, code_type
from app.responses.releasing.models import Release


class Outcome(StrEnum):
    """What the agency decided; the decision stands before the reasons."""

    ADOPTED = "adopted"
    PARTLY_ADOPTED = "partly-adopted"
    CLARIFIED = "clarified"
    DEFERRED = "deferred"
    UNDER_STUDY = "under-study"
    NOT_ADOPTED = "not-adopted"


CHANGING = frozenset({Outcome.ADOPTED, Outcome.PARTLY_ADOPTED})


class Answer(Base):
    """An answer to a recommendation (by its lasting ordinal) or a key question, or (neither) a statement on the whole.

    A draft has no `published_at` and exists for the agency alone; from `ready_at` on it can be released, and it has a
    `release` while one is asked for it, and since it was published by two. One answer a target; a published answer never changes: what is
    added later is an answer of its own with `is_addition`.
    """

    __tablename__ = "answer"
    __table_args__ = (
        sa.CheckConstraint("recommendation_ordinal IS NULL OR question_id IS NULL", name="one_target"),
        sa.CheckConstraint(
            "(outcome IS NULL) = (recommendation_ordinal IS NULL AND question_id IS NULL)",
            name="outcome_of_target",
        ),
        sa.Index(
            "uq_answer_recommendation",
            "bill_id",
            "recommendation_ordinal",
            unique=True,
            sqlite_where=sa.text("is_addition = 0"),
            postgresql_where=sa.text("NOT is_addition"),
        ),
        sa.Index(
            "uq_answer_question",
            "bill_id",
            "question_id",
            unique=True,
            sqlite_where=sa.text("is_addition = 0"),
            postgresql_where=sa.text("NOT is_addition"),
        ),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    bill_id: Mapped[int] = mapped_column(sa.ForeignKey("bill.id"), index=True)
    recommendation_ordinal: Mapped[int | None]
    question_id: Mapped[int | None] = mapped_column(sa.ForeignKey("question.id"))
    is_addition: Mapped[bool] = mapped_column(default=False)
    outcome: Mapped[Outcome | None] = mapped_column(code_type(Outcome))
    reason: Mapped[Bilingual] = mapped_column(BilingualText)
    version_id: Mapped[int | None] = mapped_column(sa.ForeignKey("version.id"))
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    written_at: Mapped[datetime]
    ready_at: Mapped[datetime | None]
    release_id: Mapped[int | None] = mapped_column(sa.ForeignKey("response_release.id"), index=True)
    published_at: Mapped[datetime | None]
    log_seq: Mapped[int | None]
    revision: Mapped[int] = mapped_column(default=1)

    bill: Mapped[Bill] = relationship(lazy="raise_on_sql")
    question: Mapped[Question | None] = relationship(lazy="raise_on_sql")
    version: Mapped[Version | None] = relationship(lazy="raise_on_sql")
    author: Mapped[Person] = relationship(lazy="raise_on_sql")
    release: Mapped[Release | None] = relationship(lazy="raise_on_sql")
    changes: Mapped[list["AnswerArticle"]] = relationship(
        lazy="raise_on_sql", cascade="all, delete-orphan", order_by="AnswerArticle.id"
    )


class AnswerArticle(Base):
    """An article (down to an address in it) that an answer says was changed, in the answer's version."""

    __tablename__ = "answer_article"
    __table_args__ = (sa.UniqueConstraint("answer_id", "article_id", "address"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    answer_id: Mapped[int] = mapped_column(sa.ForeignKey("answer.id"))
    article_id: Mapped[int] = mapped_column(sa.ForeignKey("article.id"), index=True)
    address: Mapped[str] = mapped_column(sa.String(48))

    article: Mapped[Article] = relationship(lazy="raise_on_sql")
