"""The mails that people want none of."""

from datetime import datetime
from enum import StrEnum
from typing import ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.db import Base, code_type


class MailKind(StrEnum):
    """The kinds of mail that somebody may choose. All others (on the account, on decisions against which one may object) always come."""

    CITED = "cited"
    ANSWERED = "answered"
    ARTICLE_CHANGED = "article-changed"
    OBJECTION = "objection"
    SIGNING = "signing"


class DeclinedMail(Base):
    """A kind of mail that a person wants none of; where there is no row, it comes."""

    __tablename__ = "declined_mail"
    is_private: ClassVar[bool] = True

    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), primary_key=True)
    kind: Mapped[MailKind] = mapped_column(code_type(MailKind), primary_key=True)
    at: Mapped[datetime]
