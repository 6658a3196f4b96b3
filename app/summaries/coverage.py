"""What the draft of a summary does not cover yet; for the desk."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.bills.models import Article, Bill, Question
from app.discussion.models import Comment, State
from app.discussion.rows import CommentRow, select_rows
from app.summaries.models import Citation, Summary
from app.summaries.queries import belongs_to


def list_uncovered(
    session: Session, bill: Bill, place_rank: int | None = None, after: tuple[int, str] | None = None, limit: int = 25
) -> tuple[list[CommentRow], tuple[int, str] | None]:
    """List visible comments that the draft does not cite, in article order, with the position after which the next page begins."""
    query = select_rows().where(*_uncovered(bill))
    if place_rank is not None:
        query = query.where(Comment.place_rank == place_rank)
    if after is not None:
        query = query.where(sa.tuple_(Comment.place_rank, Comment.path) > sa.tuple_(*map(sa.literal, after)))
    query = query.order_by(Comment.bill_id, Comment.place_rank, Comment.path).limit(limit + 1)
    rows = [CommentRow(*row) for row in session.execute(query)]
    last = rows[limit - 1] if len(rows) > limit else None
    return rows[:limit], (last.place_rank, last.path) if last else None


def count_uncovered(session: Session, bill: Bill) -> list[tuple[int, str, int]]:
    """Count the comments that the draft does not cite, by place: its rank, its written name (18, Q1, nothing), the number."""
    query = (
        sa.select(Comment.place_rank, Article.key, Question.ordinal, sa.func.count())
        .outerjoin(Article, Article.id == Comment.article_id)
        .outerjoin(Question, Question.id == Comment.question_id)
        .where(*_uncovered(bill))
        .group_by(Comment.place_rank, Article.key, Question.ordinal)
        .order_by(Comment.place_rank)
    )
    return [(rank, key or (f"Q{q}" if q else ""), n) for rank, key, q, n in session.execute(query)]


def _uncovered(bill: Bill) -> tuple[sa.ColumnElement[bool], ...]:
    draft = sa.select(Summary.id).where(Summary.bill_id == bill.id, Summary.published_at.is_(None)).scalar_subquery()
    cited = sa.exists().where(Citation.comment_id == Comment.id, belongs_to(draft))
    return Comment.bill_id == bill.id, Comment.state == State.VISIBLE, ~cited
