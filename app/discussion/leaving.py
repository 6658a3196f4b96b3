"""What becomes of somebody's part in discussions when their account is erased."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.erasure.events import PersonLeaving
from app.accounts.erasure.unnaming import take_out_names
from app.accounts.models import Person
from app.discussion.actions import take_back
from app.discussion.blackouts.models import WithheldText
from app.discussion.models import Comment, State, Visit
from app.discussion.queries import get_comment
from app.discussion.restraints.models import Restraint
from app.kernel.events import Events


def leave_discussions(session: Session, event: PersonLeaving) -> None:
    """Withdraw what somebody said, or leave what is shown of it under no name; hidden words go in any case, and so does what they read.

    The room below holds all bills by now.
    """
    person = event.person
    said = session.execute(sa.select(Comment.id, Comment.state).where(Comment.author_id == person.id)).all()
    event.about.update(f"comment:{number}" for number, _state in said)
    going = (State.VISIBLE, State.HIDDEN, State.MERGED) if event.withdraws else (State.HIDDEN,)
    for number in sorted(number for number, state in said if state in going):
        _withdraw(session, person, number, event.now)
    mine = sa.select(Comment.id).where(Comment.author_id == person.id)
    session.execute(sa.delete(WithheldText).where(WithheldText.comment_id.in_(mine)))
    session.execute(sa.delete(Visit).where(Visit.person_id == person.id))
    words: tuple[Any, ...] = (Restraint.reason, Restraint.ended_reason)
    for column in words:
        take_out_names(session, event.names, column, Restraint.comment_id.in_(mine))


def _withdraw(session: Session, person: Person, comment_id: int, now: datetime) -> None:
    take_back(session, get_comment(session, comment_id, person, now), now)


def subscribe(events: Events) -> None:
    """Listen to the room below."""
    events.subscribe(PersonLeaving, leave_discussions)
