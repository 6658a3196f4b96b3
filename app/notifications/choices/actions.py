"""Choosing which notices come by mail."""

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.notifications.choices.models import DeclinedMail, MailKind
from app.notifications.choices.queries import list_declined


def choose_mails(session: Session, person: Person, wanted: Collection[MailKind], now: datetime) -> None:
    """Note of which kinds somebody wants mails, and of which none."""
    declined = list_declined(session, person.id)
    for kind in MailKind:
        if kind not in wanted and kind not in declined:
            session.add(DeclinedMail(person_id=person.id, kind=kind, at=now))
    back = declined & set(wanted)
    if back:
        rows = (DeclinedMail.person_id == person.id, DeclinedMail.kind.in_(back))
        session.execute(sa.delete(DeclinedMail).where(*rows))
    session.flush()


def decline_mail(session: Session, person: Person, kind: MailKind, now: datetime) -> None:
    """Note that somebody wants no more mails of a kind; twice is as once."""
    choose_mails(session, person, set(MailKind) - list_declined(session, person.id) - {kind}, now)
