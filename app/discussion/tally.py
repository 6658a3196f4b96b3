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

Part = tuple[Any, dict[str, Any]]  # a model whose rows hold a count, and the key of one
Added = tuple[Any, int, dict[str, int]]  # a model, the id of a row, and by how much its columns change


def count(session: Session, comment: Comment, by: int) -> None:
    """Count a comment in (by=1) when it appears or is restored, or out (by=-1) when it is hidden or withdrawn."""
    here: list[Part] = [(Participation, {"bill_id": comment.bill_id, "person_id": comment.author_id})]
    if comment.article_id is not None:
        here.append((ArticleParticipation, {"article_id": comment.article_id, "person_id": comment.author_id}))
    day: Part = (DayCount, {"bill_id": comment.bill_id, "day": taipei_day(comment.posted_at)})
    *said, _of_day = keep(session, [*here, day], by)
    people = [_change_of_people(after, by) for after in said]
    copies = arguments.count(session, comment, by)
    note_bumped(session, comment.bill_id)
    of_bill = {"revision": 1, "comment_count": by, "people_count": people[0], "copy_count": copies}
    more: list[Added] = [(Bill, comment.bill_id, of_bill), (Person, comment.author_id, {"comment_count": by})]
    columns = {"comment_count": by}
    if comment.position is not None:
        columns[f"{comment.position.value}_count"] = by
    if comment.article_id is not None:
        more.append((Article, comment.article_id, {"people_count": people[1], **columns}))
    if comment.question_id is not None:
        more.append((Question, comment.question_id, columns))
    _add(session, *more, *_thread_of(comment, by))
    wordings.count(session, comment, by)


def _thread_of(comment: Comment, by: int) -> list[Added]:
    """What a reply adds to its parent and to the first comment of its thread, which may be one."""
    if comment.parent_id is None or comment.root_id is None:
        return []
    of_root = {"thread_count": by, "office_count": by if comment.badge else 0}
    if comment.parent_id == comment.root_id:
        return [(Comment, comment.root_id, {"reply_count": by, **of_root})]
    return [(Comment, comment.parent_id, {"reply_count": by}), (Comment, comment.root_id, of_root)]


def count_copies(session: Session, bill_id: int, by: int) -> None:
    """Count how many more or fewer comments of a bill repeat another one."""
    if by:
        _add_to_bill(session, bill_id, copy_count=by)


def count_endorsement(session: Session, comment: Comment, by: int) -> None:
    """Count an endorsement in or out."""
    bump(session, comment.bill_id)
    _add(session, (Comment, comment.id, {"endorsement_count": by}))
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
        people = sum(_count_speaker(session, root.article_id, who, by * n) for who, n in speakers.items())
        _add(session, (Article, root.article_id, {"people_count": people, **more}))
    if root.question_id is not None:
        _add(session, (Question, root.question_id, more))


def _count_speaker(session: Session, article_id: int, person_id: int, by: int) -> int:
    """Keep how many visible comments somebody has on an article; return by how much its number of people changes."""
    [after] = keep(session, [(ArticleParticipation, {"article_id": article_id, "person_id": person_id})], by)
    return _change_of_people(after, by)


def _change_of_people(after: int, by: int) -> int:
    """By how much a number of people changes when somebody's comments have become so many."""
    return int(after > 0) - int(after - by > 0)


def keep(session: Session, parts: list[Part], by: int) -> list[int]:
    """Change counts that have rows of their own, and return them; the bill's row, which is held, keeps others from doing so at once."""
    connection = session.connection()
    kept = []
    for batch in _together(connection, parts):
        named = {f"of_{n}_{name}": value for n, (_, key) in enumerate(batch) for name, value in key.items()}
        shape = tuple((model, tuple(key)) for model, key in batch)
        found = connection.execute(_changing(shape), named | {"by": by}).one_or_none() or (None,)
        for (model, key), after in zip(batch, found, strict=True):
            if after is None:
                connection.execute(sa.insert(model.__table__), key | {"comment_count": by})
            kept.append(by if after is None else int(after))
    return kept


def _together(connection: sa.Connection, parts: list[Any]) -> list[list[Any]]:
    """What goes into one statement: on PostgreSQL all of it, where each way to the server costs as much as the statement."""
    return [parts] if connection.dialect.name == "postgresql" else [[part] for part in parts]


@cache
def _changing(shape: tuple[tuple[Any, tuple[str, ...]], ...]) -> Any:
    """Change one row's count, or several rows' at once, which must be different rows; give the counts back, null where no row is."""
    changes = []
    for n, (model, key) in enumerate(shape):
        table = model.__table__
        row = [table.c[name] == sa.bindparam(f"of_{n}_{name}") for name in key]
        changed = sa.update(table).where(*row).values(comment_count=table.c.comment_count + sa.bindparam("by"))
        changes.append(changed.returning(table.c.comment_count))
    if len(changes) == 1:
        return changes[0]
    ctes = [change.cte(f"change_{n}") for n, change in enumerate(changes)]
    return sa.select(*(sa.select(cte.c.comment_count).scalar_subquery() for cte in ctes))


def _add_to_bill(session: Session, bill_id: int, **columns: int) -> None:
    note_bumped(session, bill_id)
    _add(session, (Bill, bill_id, {"revision": 1, **columns}))


def _add(session: Session, *parts: Added) -> None:
    """Add to counts of some rows, each of which is named once; the bill's comes first, so that whoever waits does so there."""
    changed = [(model, row_id, {name: by for name, by in more.items() if by}) for model, row_id, more in parts]
    changed = [part for part in changed if part[2]]
    connection = session.connection()
    for batch in _together(connection, changed) if changed else ():
        named = {f"more_{n}_{name}": by for n, (*_row, more) in enumerate(batch) for name, by in more.items()}
        named |= {f"row_{n}": row_id for n, (_, row_id, _) in enumerate(batch)}
        connection.execute(_adding(tuple((model, tuple(more)) for model, _, more in batch)), named)
    for model, row_id, more in changed:
        loaded = session.identity_map.get(sa.inspect(model).identity_key_from_primary_key((row_id,)))
        if loaded is not None:
            session.expire(loaded, list(more))


@cache
def _adding(shape: tuple[tuple[Any, tuple[str, ...]], ...]) -> Any:
    """Add to one row's columns, or to several rows' at once, which must be different rows."""
    first, *others = (_adding_one(n, model.__table__, columns) for n, (model, columns) in enumerate(shape))
    return first.add_cte(*(other.cte(f"other_{n}") for n, other in enumerate(others))) if others else first


def _adding_one(n: int, table: Any, columns: tuple[str, ...]) -> Any:
    more = {name: table.c[name] + sa.bindparam(f"more_{n}_{name}") for name in columns}
    return sa.update(table).where(table.c.id == sa.bindparam(f"row_{n}")).values(more)
