"""Delivering the outbox: at least once, one message after the other, deduplicated by a Message-ID made of the row's number.

A row is claimed and worded in one short transaction (tokens are minted there), handed over outside of any, and settled in a
second one. A worker that dies between the two leaves a claim that runs out, and the mail is sent again.
"""

import smtplib
from collections.abc import Mapping
from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import NamedTuple

import sqlalchemy as sa
import structlog
from flask import Flask
from sqlalchemy.orm import Session

from app.accounts.erasure.leaving import forget_farewells
from app.accounts.models import Person
from app.kernel.clock import request_now
from app.kernel.db import Database
from app.kernel.i18n import speaking
from app.kernel.mail import Postman, open_postman
from app.kernel.outbox import OUTSIDER, OutboxMessage, Renderer
from app.notifications.letters import compose

CLAIM = timedelta(minutes=5)
KEPT = timedelta(days=7)
WAITS = tuple(timedelta(minutes=m) for m in (1, 5, 30, 120, 360, 720, 1440))
MOST_ATTEMPTS = len(WAITS) + 1
_log = structlog.get_logger()


class Claimed(NamedTuple):
    """A row that is being delivered, and its message; None where there is nothing to send, or wording it failed."""

    id: int
    message: EmailMessage | None
    failed: bool = False


def deliver_due(app: Flask) -> int:
    """Deliver every mail that is due, and return how many were handed over."""
    delivered, past = 0, 0
    with app.app_context():
        while (claimed := _claim(app, past, request_now())) is not None:
            past = claimed.id
            is_done = not claimed.failed and _hand_over(app, claimed)
            _settle(app, claimed, is_done, request_now())
            delivered += is_done and claimed.message is not None
    return delivered


def postman(app: Flask) -> Postman:
    """Who carries the mails of an application, by its settings."""
    if "gongyi.postman" not in app.extensions:
        settings = app.extensions["gongyi.settings"]
        app.extensions["gongyi.postman"] = open_postman(settings.mail_url, settings.data)
    carrier: Postman = app.extensions["gongyi.postman"]
    return carrier


def forget_sent(session: Session, now: datetime) -> None:
    """Forget mails that were sent or given up a week ago."""
    over = sa.or_(OutboxMessage.sent_at.is_not(None), OutboxMessage.given_up)
    session.execute(sa.delete(OutboxMessage).where(over, OutboxMessage.due_at <= now - KEPT))


def _claim(app: Flask, past: int, now: datetime) -> Claimed | None:
    """Take the next due row after `past`, keep others from it for a while, and word its message."""
    due = sa.select(OutboxMessage).where(
        OutboxMessage.sent_at.is_(None), ~OutboxMessage.given_up, OutboxMessage.due_at <= now, OutboxMessage.id > past
    )
    db: Database = app.extensions["gongyi.db"]
    with db.writers() as session:
        row = session.scalars(due.order_by(OutboxMessage.id).limit(1).with_for_update(skip_locked=True)).first()
        if row is None:
            return None
        row.due_at, row.attempts = now + CLAIM, row.attempts + 1
        session.flush()
        try:
            with session.begin_nested():
                message = _write(app, session, row, now)
            claimed = Claimed(row.id, message)
        except Exception as error:
            _log.error("mail could not be worded", template=row.template, row=row.id, error=type(error).__name__)
            claimed = Claimed(row.id, None, failed=True)
        session.commit()
        return claimed


def _write(app: Flask, session: Session, row: OutboxMessage, now: datetime) -> EmailMessage | None:
    person = session.get(Person, row.person_id) if row.person_id != OUTSIDER else None
    is_outsider = person is None and row.template in app.extensions.get("gongyi.mails_to_outsiders", ())
    if not is_outsider and (person is None or person.email is None):
        return None
    mails: Mapping[str, Renderer] = app.extensions["gongyi.mails"]
    language = (person.language if person else str(row.parameters.get("language", ""))) or "zh-TW"
    with speaking(language):
        letter = mails[row.template](session, person, row.parameters)
    to = letter and (letter.to if person is None else person.email)
    if letter is None or not to:
        return None
    return compose(letter, to, language, app.extensions["gongyi.settings"].base_url, row.id, now)


def _hand_over(app: Flask, claimed: Claimed) -> bool:
    if claimed.message is None:
        return True
    try:
        postman(app).deliver(claimed.message)
        return True
    except (OSError, smtplib.SMTPException) as error:
        _log.warning("mail could not be handed over", row=claimed.id, error=type(error).__name__)
        return False


def _settle(app: Flask, claimed: Claimed, is_done: bool, now: datetime) -> None:
    """Mark a row as sent, or say when to try again; after eight tries it is given up."""
    db: Database = app.extensions["gongyi.db"]
    with db.writers() as session:
        row = session.get(OutboxMessage, claimed.id)
        if row is None:
            return
        if is_done:
            row.sent_at = now
            session.flush()
            forget_farewells(session, now)
        elif row.attempts >= MOST_ATTEMPTS:
            row.given_up = True
            _log.error("mail given up", template=row.template, row=row.id)
        else:
            row.due_at = now + WAITS[row.attempts - 1]
        session.commit()
