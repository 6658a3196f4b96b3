"""What recommendations rest on: their words in the last summary that makes them, and the comments that they cite."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.bills.models import Bill
from app.discussion.models import Comment, State
from app.discussion.rows import COLUMNS, CommentRow, select_rows_from
from app.kernel.bilingual import Bilingual
from app.responses.models import Answer
from app.summaries.models import Citation, Recommendation, Summary

SHOWN = 5  # comments of each recommendation; the summary has them all


@dataclass(frozen=True, slots=True)
class Ground:
    """A recommendation with the visible comments that most people endorsed, first of all those that it cites.

    `total` is of all that it cites, `visible` of those that can still be read.
    """

    ordinal: int
    text: Bilingual
    published_at: datetime
    total: int
    visible: int
    comments: tuple[CommentRow, ...]


class Origin(NamedTuple):
    """An answer that points at a change of an article, and what its recommendation rests on; None where it answers another thing."""

    answer: Answer
    ground: Ground | None


Origins = dict[tuple[int, int], list[Origin]]  # by version (its number) and article (its id)


def read_origins(session: Session, bill: Bill, answers: Sequence[Answer]) -> Origins:
    """Read what stands behind the changes of a bill's articles, oldest answer first.

    `answers` are those on record (queries.list_answers, or list_answers_changing one article); one statement more, however many
    articles there are.
    """
    answers = [answer for answer in answers if answer.version is not None]
    asked = {answer.recommendation_ordinal for answer in answers if answer.recommendation_ordinal is not None}
    grounds = _read_grounds(session, bill, asked)
    found: Origins = defaultdict(list)
    for answer in answers:
        assert answer.version is not None  # noqa: S101
        for article_id in dict.fromkeys(change.article_id for change in answer.changes):
            ground = grounds.get(answer.recommendation_ordinal or 0)
            found[answer.version.number, article_id].append(Origin(answer, ground))
    return dict(found)


def _read_grounds(session: Session, bill: Bill, ordinals: Collection[int]) -> dict[int, Ground]:
    """Read what some recommendations of a bill rest on, by ordinal, in one statement, or in none where there are none."""
    if not ordinals:
        return {}
    cited = _cited(bill, ordinals)
    query = (
        select_rows_from(sa.join(cited, Comment, Comment.id == cited.c.comment_id))
        .add_columns(cited.c.ordinal, cited.c.text, cited.c.published_at, cited.c.total, cited.c.visible)
        .where(cited.c.place <= SHOWN)
        .order_by(cited.c.ordinal, cited.c.place)
    )
    found: dict[int, Ground] = {}
    for columns in session.execute(query):
        row = CommentRow(*columns[: len(COLUMNS)])
        ordinal, text, published_at, total, visible = columns[len(COLUMNS) :]
        before = found[ordinal].comments if ordinal in found else ()
        shown = (*before, row) if row.state is State.VISIBLE else before
        found[ordinal] = Ground(ordinal, text, published_at, total, visible, shown)
    return found


def _cited(bill: Bill, ordinals: Collection[int]) -> sa.Subquery:
    """Select what the recommendations cite in the last published summary that makes them, each with its place among the others."""
    last = (
        sa.select(Recommendation.ordinal, sa.func.max(Summary.number).label("number"))
        .join(Summary, Summary.id == Recommendation.summary_id)
        .where(Summary.bill_id == bill.id, Summary.published_at.is_not(None), Recommendation.ordinal.in_(ordinals))
        .group_by(Recommendation.ordinal)
        .subquery()
    )
    is_visible = sa.case((Comment.state == State.VISIBLE, 1), else_=0)
    of_one: dict[str, Any] = {"partition_by": Recommendation.id}
    first = (is_visible.desc(), Comment.endorsement_count.desc(), Comment.id)
    return (
        sa.select(
            Citation.comment_id,
            Recommendation.ordinal,
            Recommendation.text,
            Summary.published_at,
            sa.func.count().over(**of_one).label("total"),
            sa.func.sum(is_visible).over(**of_one).label("visible"),
            sa.func.row_number().over(**of_one, order_by=first).label("place"),
        )
        .join(Recommendation, Recommendation.id == Citation.recommendation_id)
        .join(Summary, Summary.id == Recommendation.summary_id)
        .join(last, sa.and_(last.c.ordinal == Recommendation.ordinal, last.c.number == Summary.number))
        .join(Comment, Comment.id == Citation.comment_id)
        .where(Summary.bill_id == bill.id)
        .subquery()
    )
