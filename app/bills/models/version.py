"""The texts of a bill: versions, articles with their lasting identity, what each says in a version, key questions, terms."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.kernel.bilingual import Bilingual, BilingualText
from app.kernel.db import Base, BigId


class Version(Base):
    """One text of a bill: version 1 is the text as noticed. Published ones never change; a draft has no `published_at`.

    `revision` grows with every change of a draft, so that an act on a draft that was changed meanwhile is noticed.
    """

    __tablename__ = "version"
    __table_args__ = (sa.UniqueConstraint("bill_id", "number"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    bill_id: Mapped[int] = mapped_column(sa.ForeignKey("bill.id"))
    number: Mapped[int]
    note: Mapped[Bilingual] = mapped_column(BilingualText)
    published_at: Mapped[datetime | None]
    log_seq: Mapped[int | None]
    revision: Mapped[int] = mapped_column(default=1)


class Article(Base):
    """An article's lasting identity over all versions, with the counts of visible comments filed under it and of their authors.

    The comments are counted by position too; `proposal_count` is of those with proposed wording. `key` is the number it was first
    published under. `rank` orders articles by key: 10-1 comes after 10.
    """

    __tablename__ = "article"
    __table_args__ = (sa.UniqueConstraint("bill_id", "key"), sa.UniqueConstraint("bill_id", "rank"))

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    bill_id: Mapped[int] = mapped_column(sa.ForeignKey("bill.id"))
    key: Mapped[str] = mapped_column(sa.String(24))
    rank: Mapped[int]
    comment_count: Mapped[int] = mapped_column(default=0)
    people_count: Mapped[int] = mapped_column(default=0, server_default="0")
    support_count: Mapped[int] = mapped_column(default=0)
    oppose_count: Mapped[int] = mapped_column(default=0)
    change_count: Mapped[int] = mapped_column(default=0)
    ask_count: Mapped[int] = mapped_column(default=0)
    proposal_count: Mapped[int] = mapped_column(default=0, server_default="0")


class ArticleText(Base):
    """An article as it reads in one version; `is_deleted` marks an article that this version drops: （刪除）.

    `text` and `current_text` hold one paragraph 項 a line; lines that begin with 一、 or 1. are subparagraphs 款, with
    （一） or (1) items 目 (see structure.py). `guide` says in plain words what the article means. An article that a revised text
    splits off another names that one as `split_from_id`; a deleted one that another took up names that one as `merged_into_id`.
    Both stay in the versions that follow.
    """

    __tablename__ = "article_text"
    __table_args__ = (sa.UniqueConstraint("version_id", "article_id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    version_id: Mapped[int] = mapped_column(sa.ForeignKey("version.id"))
    article_id: Mapped[int] = mapped_column(sa.ForeignKey("article.id"), index=True)
    ordinal: Mapped[int]
    number: Mapped[str] = mapped_column(sa.String(24))
    chapter: Mapped[Bilingual] = mapped_column(BilingualText)
    section: Mapped[Bilingual | None] = mapped_column(BilingualText)
    heading: Mapped[Bilingual] = mapped_column(BilingualText)
    text: Mapped[Bilingual] = mapped_column(BilingualText)
    current_text: Mapped[Bilingual | None] = mapped_column(BilingualText)
    explanation: Mapped[Bilingual] = mapped_column(BilingualText)
    guide: Mapped[Bilingual | None] = mapped_column(BilingualText)
    is_deleted: Mapped[bool] = mapped_column(default=False)
    split_from_id: Mapped[int | None] = mapped_column(sa.ForeignKey("article.id"))
    merged_into_id: Mapped[int | None] = mapped_column(sa.ForeignKey("article.id"))
    revision: Mapped[int] = mapped_column(default=1)

    article: Mapped[Article] = relationship(foreign_keys=[article_id], lazy="raise_on_sql")
    split_from: Mapped[Article | None] = relationship(foreign_keys=[split_from_id], lazy="raise_on_sql")
    merged_into: Mapped[Article | None] = relationship(foreign_keys=[merged_into_id], lazy="raise_on_sql")
    version: Mapped[Version] = relationship(lazy="raise_on_sql")


class Question(Base):
    """A key question that orders the discussion beside the articles; Q1 has ordinal 1."""

    __tablename__ = "question"
    __table_args__ = (sa.UniqueConstraint("bill_id", "ordinal"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    bill_id: Mapped[int] = mapped_column(sa.ForeignKey("bill.id"))
    ordinal: Mapped[int]
    text: Mapped[Bilingual] = mapped_column(BilingualText)
    comment_count: Mapped[int] = mapped_column(default=0)
    support_count: Mapped[int] = mapped_column(default=0)
    oppose_count: Mapped[int] = mapped_column(default=0)
    change_count: Mapped[int] = mapped_column(default=0)
    ask_count: Mapped[int] = mapped_column(default=0)


class GlossaryTerm(Base):
    """A term in a bill's texts, explained for those who are no lawyers."""

    __tablename__ = "glossary_term"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    bill_id: Mapped[int] = mapped_column(sa.ForeignKey("bill.id"), index=True)
    term: Mapped[Bilingual] = mapped_column(BilingualText)
    meaning: Mapped[Bilingual] = mapped_column(BilingualText)


def place_rank(key: str) -> int:
    """The rank of an article's key (18, 10-1, 18~2), above all questions' ordinals.

    It is number × 100,000 + sub-number × 100 + reuse.
    """
    stem, _, reuse = key.partition("~")
    number, _, sub = stem.partition("-")
    return int(number) * 100_000 + int(sub or 0) * 100 + int(reuse or 1) - 1
