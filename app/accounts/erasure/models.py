"""What is left of an erased account for a while: handles that nobody may take again, and addresses for one last mail."""

from datetime import datetime
from typing import ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.db import Base, BigId


class ReservedHandle(Base):
    """A handle that somebody had: a slow hash of its skeleton, which leads to nobody, so that nobody else can speak under it."""

    __tablename__ = "reserved_handle"
    is_private: ClassVar[bool] = True

    digest: Mapped[str] = mapped_column(sa.String(64), primary_key=True)


class Farewell(Base):
    """Where the last mail to an erased account goes, by the mail's number in the outbox; forgotten once it is sent, or after a day."""

    __tablename__ = "farewell"
    is_private: ClassVar[bool] = True

    message_id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    email: Mapped[str] = mapped_column(sa.String(254))
    at: Mapped[datetime]
