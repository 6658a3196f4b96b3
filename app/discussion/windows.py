"""Windows: the first replies of some threads, read at once, and how many more there are."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from app.discussion.models import Comment, State
from app.discussion.paths import end_of_branch
from app.discussion.rows import CommentRow, read_rows, select_rows_from

WINDOW = 8


def read_windows(session: Session, roots: Sequence[CommentRow]) -> tuple[list[CommentRow], dict[int, int]]:
    """Put the first replies of each root below it, and count the visible ones that are left out."""
    if not roots:
        return [], {}
    below: dict[int, list[CommentRow]] = {root.id: [] for root in roots}
    for row in read_rows(session, _first_replies(session.get_bind().dialect.name), roots=list(below)):
        below[row.root_id or 0].append(row)
    rows = [row for root in roots for row in (root, *below[root.id])]
    seen = {root: sum(row.state is State.VISIBLE for row in replies) for root, replies in below.items()}
    more = {row.id: row.thread_count - seen[row.id] for row in roots}
    return rows, {root: left for root, left in more.items() if left > 0}


@cache
def _first_replies(dialect: str) -> sa.Select[Any]:
    """Select the first replies of the threads `roots`, by ranges of the index in article order: as fast in a long thread."""
    root, reply = aliased(Comment), aliased(Comment)
    chosen = root.id.in_(sa.bindparam("roots", expanding=True))
    first = (
        sa.select(reply.id, reply.path)
        .where(reply.bill_id == root.bill_id, reply.place_rank == root.place_rank)
        .where(reply.path > root.path, reply.path < end_of_branch(root.path))
        .order_by(reply.path)
    )
    if dialect == "postgresql":  # which guesses wrong how few there are, unless it is told to look thread by thread
        window = first.order_by(None).order_by(reply.bill_id, reply.place_rank, reply.path).limit(WINDOW).lateral()
        replies = sa.join(sa.join(root, window, sa.true()), Comment, Comment.id == window.c.id)
        return select_rows_from(replies).where(chosen).order_by(Comment.path)
    nth = first.with_only_columns(reply.path).offset(WINDOW - 1).limit(1).scalar_subquery()
    last = sa.func.coalesce(nth, end_of_branch(root.path)).label("last")
    thread = sa.select(root.bill_id, root.place_rank, root.path, last).where(chosen).subquery()
    below = sa.and_(
        Comment.bill_id == thread.c.bill_id,
        Comment.place_rank == thread.c.place_rank,
        Comment.path > thread.c.path,
        Comment.path <= thread.c.last,
    )
    return select_rows_from(sa.join(thread, Comment, below)).order_by(Comment.path)
