"""Every read of which mails are wanted."""

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.notifications.choices.models import DeclinedMail, MailKind


def list_declined(session: Session, person_id: int) -> set[MailKind]:
    """List the kinds of which somebody wants no mails."""
    return set(session.scalars(sa.select(DeclinedMail.kind).where(DeclinedMail.person_id == person_id)))


def who_wants(session: Session, people: Collection[int], kind: MailKind) -> set[int]:
    """Find those among some people who have an address and want mails of a kind, in one statement."""
    declined = sa.exists().where(DeclinedMail.person_id == Person.id, DeclinedMail.kind == kind)
    query = sa.select(Person.id).where(Person.id.in_(people), Person.email.is_not(None), ~declined)
    return set(session.scalars(query))
