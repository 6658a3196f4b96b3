"""What becomes of what somebody was told, when their account is erased."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.erasure.events import PersonLeaving
from app.kernel.events import Events
from app.notifications.checkpoints.models import Subscriber
from app.notifications.choices.models import DeclinedMail
from app.notifications.models import Notice


def leave_notifications(session: Session, event: PersonLeaving) -> None:
    """Forget somebody's notices and which mails they declined, and their address among those to whom checkpoints are mailed."""
    session.execute(sa.delete(Notice).where(Notice.person_id == event.person.id))
    session.execute(sa.delete(DeclinedMail).where(DeclinedMail.person_id == event.person.id))
    if event.names.email is not None:
        session.execute(sa.delete(Subscriber).where(Subscriber.email == event.names.email))


def subscribe(events: Events) -> None:
    """Listen to the rooms below."""
    events.subscribe(PersonLeaving, leave_notifications)
