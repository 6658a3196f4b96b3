"""What stands beside reported comments: the grounds and notes of the reports, the text spoken of, the author's record."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.bills.models import ArticleText, Bill, Question
from app.discussion.models import Comment, Ground, State
from app.discussion.rows import CommentRow, read_rows, select_rows
from app.kernel.bilingual import Bilingual, Passage
from app.moderation.models import Decision, DecisionKind, Report
from app.moderation.queries import said

STATES = (State.VISIBLE, State.HIDDEN, State.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Note:
    """What people who reported said, once for all who said the same, never by whom; `of` counts the different notes."""

    ground: Ground
    note: str
    people: int
    first_at: datetime
    of: int

    @property
    def words(self) -> Passage:
        """The note, with the language that it seems to be in."""
        return said(self.note)


@dataclass(frozen=True, slots=True)
class Standing:
    """An author's record in one bill: comments shown, hidden and withdrawn; how often one was hidden and restored."""

    visible: int = 0
    hidden: int = 0
    withdrawn: int = 0
    hidings: int = 0
    restorings: int = 0


@dataclass(frozen=True, slots=True)
class Passed:
    """The text that a comment speaks of: an article as it was written on, or a key question."""

    heading: Bilingual
    text: Bilingual


def rows_and_parents(session: Session, ids: Sequence[int]) -> dict[int, CommentRow]:
    """Read the cards of some comments and of those that they answer."""
    answered = sa.select(Comment.parent_id).where(Comment.id.in_(ids), Comment.parent_id.is_not(None))
    query = select_rows().where(sa.or_(Comment.id.in_(ids), Comment.id.in_(answered)))
    return {row.id: row for row in read_rows(session, query)}


def list_grounds(session: Session, ids: Sequence[int]) -> dict[int, list[tuple[Ground, int]]]:
    """Count the open reports of some comments by ground, most frequent first."""
    many = sa.func.count()
    query = (
        sa.select(Report.comment_id, Report.ground, many)
        .where(Report.comment_id.in_(ids), Report.decision_id.is_(None))
        .group_by(Report.comment_id, Report.ground)
        .order_by(many.desc(), sa.func.min(Report.id))
    )
    found: dict[int, list[tuple[Ground, int]]] = {}
    for comment_id, ground, count in session.execute(query):
        found.setdefault(comment_id, []).append((ground, count))
    return found


def list_notes(session: Session, ids: Sequence[int], most: int | None) -> dict[int, list[Note]]:
    """Read the different notes of the open reports of some comments, oldest first, `most` of each comment."""
    first = sa.func.min(Report.id)
    place = sa.func.row_number().over(partition_by=Report.comment_id, order_by=first)
    grouped = (
        sa.select(
            Report.comment_id,
            Report.ground,
            Report.note,
            sa.func.count().label("people"),
            sa.func.min(Report.reported_at).label("first_at"),
            sa.func.count().over(partition_by=Report.comment_id).label("of"),
            place.label("place"),
        )
        .where(Report.comment_id.in_(ids), Report.decision_id.is_(None), Report.note != "")
        .group_by(Report.comment_id, Report.ground, Report.note)
        .subquery()
    )
    c = grouped.c
    query = sa.select(c.comment_id, c.ground, c.note, c.people, c.first_at, c.of).order_by(c.comment_id, c.place)
    if most is not None:
        query = query.where(c.place <= most)
    found: dict[int, list[Note]] = {}
    for comment_id, *rest in session.execute(query):
        found.setdefault(comment_id, []).append(Note(*rest))
    return found


def list_passed(session: Session, ids: Sequence[int]) -> dict[int, Passed]:
    """Read the articles (in the version that was written on) and key questions that some comments speak of."""
    query = (
        sa.select(Comment.id, ArticleText.heading, ArticleText.text, Question.text)
        .select_from(Comment)
        .outerjoin(
            ArticleText,
            sa.and_(ArticleText.version_id == Comment.version_id, ArticleText.article_id == Comment.article_id),
        )
        .outerjoin(Question, Question.id == Comment.question_id)
        .where(Comment.id.in_(ids))
    )
    found = {}
    for comment_id, heading, text, question in session.execute(query):
        if text is not None or question is not None:
            found[comment_id] = Passed(heading or Bilingual(), text or question)
    return found


def list_standings(session: Session, rows: Iterable[CommentRow]) -> dict[tuple[str, int], Standing]:
    """Count, for each author and bill among some comments, what became of their comments there."""
    of_authors = {(row.bill_slug, row.author_id) for row in rows}
    slugs, authors = {slug for slug, _author in of_authors}, {author for _slug, author in of_authors}
    decided = [_decisions(kind) for kind in (DecisionKind.HIDE, DecisionKind.RESTORE)]
    query = (
        sa.select(Bill.slug, Comment.author_id, *map(_in_state, STATES), *map(sa.func.sum, decided))
        .join(Bill, Bill.id == Comment.bill_id)
        .where(Comment.author_id.in_(authors), Bill.slug.in_(slugs))
        .group_by(Bill.slug, Comment.author_id)
    )
    names = [state.value for state in STATES] + ["hidings", "restorings"]
    return {
        (slug, author): Standing(**dict(zip(names, map(int, counts), strict=True)))
        for slug, author, *counts in session.execute(query)
    }


def _in_state(state: State) -> Any:
    return sa.func.sum(sa.case((Comment.state == state, 1), else_=0))


def _decisions(kind: DecisionKind) -> Any:
    decisions = sa.select(sa.func.count()).select_from(Decision)
    return (
        decisions.where(Decision.comment_id == Comment.id, Decision.kind == kind).correlate(Comment).scalar_subquery()
    )
