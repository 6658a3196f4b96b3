"""What becomes of somebody's objections when their account is erased."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.erasure.events import PersonLeaving
from app.accounts.erasure.unnaming import take_out_names
from app.discussion.models import Comment
from app.summaries.objections.models import Objection


def leave_objections(session: Session, event: PersonLeaving) -> None:
    """Forget the words of objections together with the comments, or leave them under no name."""
    mine = Objection.comment_id.in_(sa.select(Comment.id).where(Comment.author_id == event.person.id))
    if event.withdraws:
        for objection in session.scalars(sa.select(Objection).where(mine)):
            objection.words, objection.withdrawn_at = "", objection.withdrawn_at or event.now
        session.flush()
    take_out_names(session, event.names, Objection.words, mine)
