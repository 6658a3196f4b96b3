"""Counts of visible comments, kept in the writing transaction: bill, people, article or question, positions, replies, author, day.

Every post pays for these statements, so each is made once. They go past the session: what it has loaded of a row is read anew
when it is asked for, and the bill's own row takes its revision along (bills/revision.py).
"""

from collections import Counter
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.bills.models import Article, Bill, Question
from app.bills.revision import bump, note_bumped
from app.discussion import arguments, wordings
from app.discussion.models import ArticleParticipation, Comment, DayCount, Participation, State
from app.kernel.clock import taipei_day


def count(session: Session, comment: Comment, by: int) -> None:
    """Count a comment in (by=1) when it appears or is restored, or out (by=-1) when it is hidden or withdrawn."""
    people = _count_speaker(session, Participation, by, bill_id=comment.bill_id, person_id=comment.author_id)
    copies = arguments.count(session, comment, by)
    _add_to_bill(session, comment.bill_id, comment_count=by, people_count=people, copy_count=copies)
    _add(session, Person, comment.author_id, comment_count=by)
    columns = {"comment_count": by}
    if comment.position is not None:
        columns[f"{comment.position.value}_count"] = by
    if comment.article_id is not None:
        at = {"article_id": comment.article_id, "person_id": comment.author_id}
        people = _count_speaker(session, ArticleParticipation, by, **at)
        _add(session, Article, comment.article_id, people_count=people, **columns)
    if comment.question_id is not None:
        _add(session, Question, comment.question_id, **columns)
    if comment.parent_id is not None:
        _add(session, Comment, comment.parent_id, reply_count=by)
    if comment.root_id is not None:
        _add(session, Comment, comment.root_id, thread_count=by, office_count=by if comment.badge else 0)
    keep(session, DayCount, by, bill_id=comment.bill_id, day=taipei_day(comment.posted_at))
    wordings.count(session, comment, by)


def count_copies(session: Session, bill_id: int, by: int) -> None:
    """Count how many more or fewer comments of a bill repeat another one."""
    if by:
        _add_to_bill(session, bill_id, copy_count=by)


def count_endorsement(session: Session, comment: Comment, by: int) -> None:
    """Count an endorsement in or out."""
    bump(session, comment.bill_id)
    _add(session, Comment, comment.id, endorsement_count=by)
    if comment.state is State.VISIBLE:
        wordings.count_endorsement(session, comment, by)


def count_thread(session: Session, root: Comment, by: int) -> None:
    """Count all that is visible of a thread in (by=1) or out (by=-1) of the place where it stands, before or after it is moved."""
    bump(session, root.bill_id)
    within = sa.or_(Comment.id == root.id, Comment.root_id == root.id)
    said = sa.select(Comment.author_id, Comment.position, sa.func.count())
    groups = session.execute(
        said.where(within, Comment.state == State.VISIBLE).group_by(Comment.author_id, Comment.position)
    ).all()
    columns: Counter[str] = Counter()
    speakers: Counter[int] = Counter()
    for author_id, position, number in groups:
        speakers[author_id] += number
        columns["comment_count"] += number
        if position is not None:
            columns[f"{position.value}_count"] += number
    more = {name: by * number for name, number in columns.items()}
    if root.article_id is not None:
        at = root.article_id
        counts = (
            _count_speaker(session, ArticleParticipation, by * n, article_id=at, person_id=who)
            for who, n in speakers.items()
        )
        _add(session, Article, at, people_count=sum(counts), **more)
    if root.question_id is not None:
        _add(session, Question, root.question_id, **more)


def _count_speaker(session: Session, model: Any, by: int, **key: int) -> int:
    """Keep how many visible comments somebody has on a bill or an article; return by how much its number of people changes."""
    after = keep(session, model, by, **key)
    return int(after > 0) - int(after - by > 0)


def keep(session: Session, model: Any, by: int, **key: Any) -> int:
    """Change a count that has a row of its own, and return it; the bill's row, which is held, keeps others from doing so at once."""
    connection = session.connection()
    named = {f"of_{name}": value for name, value in key.items()}
    after = connection.scalar(_changing(model, tuple(key)), named | {"by": by})
    if after is None:
        connection.execute(sa.insert(model.__table__), key | {"comment_count": by})
        return by
    return int(after)


@cache
def _changing(model: Any, key: tuple[str, ...]) -> Any:
    table = model.__table__
    row = [table.c[name] == sa.bindparam(f"of_{name}") for name in key]
    changed = sa.update(table).where(*row).values(comment_count=table.c.comment_count + sa.bindparam("by"))
    return changed.returning(table.c.comment_count)


def _add_to_bill(session: Session, bill_id: int, **columns: int) -> None:
    note_bumped(session, bill_id)
    _add(session, Bill, bill_id, revision=1, **columns)


def _add(session: Session, model: Any, row_id: int, **columns: int) -> None:
    changed = {name: by for name, by in columns.items() if by}
    if not changed:
        return
    named = {f"more_{name}": by for name, by in changed.items()}
    session.connection().execute(_adding(model, tuple(changed)), named | {"row": row_id})
    loaded = session.identity_map.get(sa.inspect(model).identity_key_from_primary_key((row_id,)))
    if loaded is not None:
        session.expire(loaded, list(changed))


@cache
def _adding(model: Any, columns: tuple[str, ...]) -> Any:
    table = model.__table__
    more = {name: table.c[name] + sa.bindparam(f"more_{name}") for name in columns}
    return sa.update(table).where(table.c.id == sa.bindparam("row")).values(more)
