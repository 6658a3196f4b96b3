"""Subscribing an address to checkpoints: asked for, confirmed from the mailbox itself, ended by one press."""

import secrets
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.kernel.outbox import OUTSIDER, enqueue
from app.notifications.checkpoints.models import Subscriber
from app.record.checkpoints.events import CheckpointSigned

BETWEEN_LINKS = timedelta(minutes=15)
TIME_TO_CONFIRM = timedelta(days=2)
DAILY = timedelta(hours=23)  # since a checkpoint is made by the hour, not by the second


def subscribe(session: Session, email: str, *, is_daily: bool, language: str, now: datetime) -> None:
    """Write an address down and mail it a link to confirm; one that is confirmed, or was asked a moment ago, is left alone.

    What happens is the same to see for every address, so that nobody learns whose is subscribed.
    """
    found = session.scalars(sa.select(Subscriber).where(Subscriber.email == email).with_for_update()).one_or_none()
    if found is not None and (found.confirmed_at is not None or found.asked_at > now - BETWEEN_LINKS):
        return
    if found is None:
        found = Subscriber(email=email, nonce=secrets.token_hex(16))
        session.add(found)
    found.is_daily, found.language, found.asked_at = is_daily, language, now
    session.flush()
    enqueue(session, "checkpoint-confirm", OUTSIDER, now, subscriber=found.id, language=language)


def confirm(session: Session, subscriber: Subscriber, now: datetime) -> None:
    """Begin to mail checkpoints to an address."""
    subscriber.confirmed_at = subscriber.confirmed_at or now
    session.flush()


def unsubscribe(session: Session, subscriber: Subscriber) -> None:
    """End a subscription; the address is erased."""
    session.delete(subscriber)
    session.flush()


def mail_checkpoint(session: Session, event: CheckpointSigned) -> None:
    """Mail a new checkpoint to all who asked for each, and to those who asked for one a day and had none for a day."""
    waits = sa.or_(Subscriber.mailed_at.is_(None), Subscriber.mailed_at <= event.at - DAILY)
    due = sa.select(Subscriber).where(Subscriber.confirmed_at.is_not(None), sa.or_(~Subscriber.is_daily, waits))
    for subscriber in session.scalars(due.order_by(Subscriber.id)):
        subscriber.mailed_at = event.at
        words = {"subscriber": subscriber.id, "seq": event.checkpoint.seq, "language": subscriber.language}
        enqueue(session, "checkpoint", OUTSIDER, event.at, **words)
    session.flush()


def forget_unconfirmed(session: Session, now: datetime) -> None:
    """Erase the addresses that never confirmed."""
    over = (Subscriber.confirmed_at.is_(None), Subscriber.asked_at <= now - TIME_TO_CONFIRM)
    session.execute(sa.delete(Subscriber).where(*over))
