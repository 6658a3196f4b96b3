"""What becomes of somebody's reports, and of the moderators' words about them, when their account is erased."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.erasure.events import PersonLeaving
from app.accounts.erasure.unnaming import take_out_names
from app.discussion.models import Comment
from app.kernel.events import Events
from app.moderation.appeals.models import Appeal
from app.moderation.calming.models import GateProposal
from app.moderation.desk.models import Claim, SavedFilter
from app.moderation.models import Decision, Report, Splitting
from app.moderation.placing.models import Placing

_ON_COMMENTS: tuple[Any, ...] = (
    Decision.reason,
    Placing.reason,
    Splitting.reason,
    Appeal.reason,
    Appeal.text,
    Report.note,
)


def leave_moderation(session: Session, event: PersonLeaving) -> None:
    """Let reports be nobody's and without words, forget appeals' texts and what the desk kept, and take the names out of reasons."""
    who = event.person.id
    mine = sa.select(Comment.id).where(Comment.author_id == who)
    session.execute(sa.update(Report).where(Report.reporter_id == who).values(reporter_id=None, note=""))
    appeals = sa.select(Appeal.id).where(Appeal.comment_id.in_(mine))
    event.about.update(f"appeal:{number}" for number in session.scalars(appeals))
    session.execute(sa.update(Appeal).where(Appeal.comment_id.in_(mine)).values(text=None))
    session.execute(sa.delete(Claim).where(Claim.moderator_id == who))
    session.execute(sa.delete(SavedFilter).where(SavedFilter.person_id == who))
    for words in _ON_COMMENTS:
        take_out_names(session, event.names, words, words.class_.comment_id.in_(mine))
    take_out_names(session, event.names, Comment.state_reason, Comment.id.in_(mine))
    # a proposal that still waits would bring its reason onto the record
    take_out_names(session, event.names, GateProposal.reason, GateProposal.asked_by_id == who)


def subscribe(events: Events) -> None:
    """Listen to the rooms below."""
    events.subscribe(PersonLeaving, leave_moderation)
