"""The states of comments as the record hands them out (app/record/states.py)."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.discussion.models import Comment, State
from app.record.states import Row


def read_states(session: Session, head: sa.Subquery) -> Iterator[Row]:
    """Yield each comment whose words are not public: who hid it and why is on the record by the entry's number."""
    columns = (head.c.seq, head.c.hash, Comment.id, Comment.state, Comment.log_seq, Comment.ground)
    query = sa.select(*columns).select_from(head).outerjoin(Comment, Comment.state != State.VISIBLE)
    for row in session.execute(query.order_by(Comment.id)):
        is_hidden = row.state is State.HIDDEN
        state = {
            "comment": row.id,
            "state": row.state and row.state.value,
            "log": row.log_seq if is_hidden else None,
            "ground": row.ground.value if is_hidden else None,
        }
        yield row.seq, row.hash, state if row.id is not None else None
