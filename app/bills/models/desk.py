"""What the agency alone sees while it works: files read but not yet taken over, and who changed what in drafts."""

from datetime import datetime
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.kernel.db import Base, BigId


class StagedImport(Base):
    """A file that an official had read into a draft's shape and has not confirmed yet; forgotten after a day.

    `content` is what the reader made of it: the articles, and the lines that it could not place (see importing/).
    """

    __tablename__ = "staged_import"
    is_private: ClassVar[bool] = True

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    bill_id: Mapped[int] = mapped_column(sa.ForeignKey("bill.id"), index=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(index=True)
    file_name: Mapped[str] = mapped_column(sa.String(200))
    content: Mapped[dict[str, Any]] = mapped_column(sa.JSON)


class DraftChange(Base):
    """Who changed what in a draft: a field, the article (its number then; none for the bill's own texts), before and after."""

    __tablename__ = "draft_change"
    is_private: ClassVar[bool] = True

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    bill_id: Mapped[int] = mapped_column(sa.ForeignKey("bill.id"), index=True)
    version_number: Mapped[int | None]
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    at: Mapped[datetime]
    act: Mapped[str] = mapped_column(sa.String(40))
    article_number: Mapped[str] = mapped_column(sa.String(24), default="")
    changes: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON, default=list)

    person: Mapped[Person] = relationship(lazy="raise_on_sql")
