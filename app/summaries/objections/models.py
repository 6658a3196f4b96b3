"""Objections: "this does not say what I said"."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.discussion.models import Comment
from app.kernel.bilingual import Bilingual, BilingualText
from app.kernel.db import Base, BigId
from app.summaries.models import Summary


class Objection(Base):
    """What the author of a cited comment says against the way in which one version reads it; once a comment and version, for good.

    Moderators answer it in a later version, `answered_in`; the answer is public once that is published.
    """

    __tablename__ = "objection"
    __table_args__ = (
        sa.UniqueConstraint("summary_id", "comment_id"),
        sa.CheckConstraint("answered_in_id <> summary_id", name="later_version"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    summary_id: Mapped[int] = mapped_column(sa.ForeignKey("summary.id"))
    comment_id: Mapped[int] = mapped_column(sa.ForeignKey("comment.id"), index=True)
    words: Mapped[str] = mapped_column(sa.Text)
    made_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    answer: Mapped[Bilingual] = mapped_column(BilingualText)
    answered_in_id: Mapped[int | None] = mapped_column(sa.ForeignKey("summary.id"))

    summary: Mapped[Summary] = relationship(foreign_keys=[summary_id], lazy="raise_on_sql")
    comment: Mapped[Comment] = relationship(lazy="raise_on_sql")
    answered_in: Mapped[Summary | None] = relationship(foreign_keys=[answered_in_id], lazy="raise_on_sql")
