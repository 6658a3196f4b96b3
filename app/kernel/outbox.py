"""The outbox: mails are written down in the act's own transaction and delivered by the worker afterwards.

A row holds a template's name, a person's id (OUTSIDER for somebody without an account) and plain parameters: never an address,
never a token. Where a mail to an outsider goes is said by who words it.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from flask import Flask, current_app
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.kernel.db import Base, BigId

OUTSIDER = 0  # the person of mails to somebody who may have no account


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


def enqueue_each(session: Session, template: str, parameters: Mapping[int, Mapping[str, Any]], now: datetime) -> None:
    """Write a mail to each of many people down, with parameters by person: one statement, however many they are."""
    same = {"template": template, "created_at": now, "due_at": now}
    rows = [{"person_id": person, "parameters": dict(about), **same} for person, about in parameters.items()]
    if rows:
        session.execute(sa.insert(OutboxMessage.__table__), rows)  # type: ignore[arg-type]


class Letter(NamedTuple):
    """What a mail says: its subject (one line) and its plain text, in the reader's language; `to` where it is an outsider's.

    `unsubscribe` is the path to which a mail program may post, so that no such mail comes again (RFC 8058).
    """

    subject: str
    body: str
    to: str | None = None
    unsubscribe: str | None = None


Renderer = Callable[[Session, Any, Mapping[str, Any]], Letter | None]


def register_mail(app: Flask, template: str, render: Renderer, *, outsiders: bool = False) -> None:
    """Tell the worker how to word a template: `render(session, person, parameters)`, None when there is nothing to say.

    It is called in the person's language, in a writing session, so that a token may be minted at this moment. Templates for
    `outsiders`, too, are called with the person None for these, in the language that the parameters name.
    """
    if outsiders:
        app.extensions.setdefault("gongyi.mails_to_outsiders", set()).add(template)
    app.extensions.setdefault("gongyi.mails", {})[template] = render


def word(template: str, **words: Any) -> str:
    """Fill a plain-text mail template; `url(path)` in it gives a full address of this site."""
    base: str = current_app.extensions["gongyi.settings"].base_url
    page = current_app.jinja_env.get_template(f"mail/{template}.txt")
    return page.render(url=lambda path: base + path, **words).strip() + "\n"
