"""Counts of visible comments, kept in the writing transaction: bill, people, article or question, positions, replies, author."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.bills.models import Article, Bill, Question
from app.discussion.models import Comment, Participation


def count(session: Session, comment: Comment, by: int) -> None:
    """Count a comment in (by=1) when it appears or is restored, or out (by=-1) when it is hidden or withdrawn."""
    people = _count_person(session, comment, by)
    _add(session, Bill, comment.bill_id, comment_count=by, people_count=people)
    _add(session, Person, comment.author_id, comment_count=by)
    columns = {"comment_count": by}
    if comment.position is not None:
        columns[f"{comment.position.value}_count"] = by
    if comment.article_id is not None:
        _add(session, Article, comment.article_id, **columns)
    if comment.question_id is not None:
        _add(session, Question, comment.question_id, **columns)
    if comment.parent_id is not None:
        _add(session, Comment, comment.parent_id, reply_count=by)
    if comment.root_id is not None:
        _add(session, Comment, comment.root_id, thread_count=by)


def count_endorsement(session: Session, comment: Comment, by: int) -> None:
    """Count an endorsement in or out."""
    _add(session, Comment, comment.id, endorsement_count=by)


def _count_person(session: Session, comment: Comment, by: int) -> int:
    """Keep how many visible comments the author has on the bill; return by how much the number of people changes."""
    key = (comment.bill_id, comment.author_id)
    found = session.get(Participation, key, with_for_update=True, populate_existing=True)
    if found is None:
        session.add(Participation(bill_id=key[0], person_id=key[1], comment_count=by))
        session.flush()
        return 1
    before, found.comment_count = found.comment_count, found.comment_count + by
    return int(found.comment_count > 0) - int(before > 0)


def _add(session: Session, model: Any, row_id: int, **columns: int) -> None:
    changed = {name: getattr(model, name) + by for name, by in columns.items() if by}
    if changed:
        session.execute(
            sa.update(model).where(model.id == row_id).values(changed),
            execution_options={"synchronize_session": "fetch"},
        )
