"""Whoever has checkpoints mailed: an address, and nothing else about whose it is."""

from datetime import datetime
from typing import ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.db import Base, BigId


class Subscriber(Base):
    """An address to which checkpoints are mailed: none before it is confirmed; the row goes when the subscription ends.

    `nonce` makes its links: without the platform's secret nobody can make them. `asked_at` is when a link to confirm was last asked for,
    `mailed_at` when a checkpoint was last mailed.
    """

    __tablename__ = "checkpoint_subscriber"
    is_private: ClassVar[bool] = True

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    email: Mapped[str] = mapped_column(sa.String(254), unique=True)
    language: Mapped[str] = mapped_column(sa.String(8))
    is_daily: Mapped[bool]
    nonce: Mapped[str] = mapped_column(sa.String(32))
    asked_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    mailed_at: Mapped[datetime | None]
