"""The outbox: mails are written down in the act's own transaction and delivered by the worker afterwards.

A row holds a template's name, a person's id and plain parameters: never an address, never a token.
"""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.kernel.db import Base, BigId


class OutboxMessage(Base):
    """One mail to one person; `sent_at` is null until it has been handed over."""

    __tablename__ = "outbox_message"
    __table_args__ = (
        sa.Index(
            "ix_outbox_message_due",
            "due_at",
            sqlite_where=sa.text("sent_at IS NULL"),
            postgresql_where=sa.text("sent_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    template: Mapped[str] = mapped_column(sa.String(64))
    person_id: Mapped[int]
    parameters: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    given_up: Mapped[bool] = mapped_column(default=False)


def enqueue(session: Session, template: str, person_id: int, now: datetime, **parameters: Any) -> OutboxMessage:
    """Write a mail down for delivery after the commit."""
    message = OutboxMessage(template=template, person_id=person_id, parameters=parameters, created_at=now, due_at=now)
    session.add(message)
    return message
