"""Whom an event concerns: the authors of visible comments that are cited, answered, or filed under an article that changed."""

from collections.abc import Collection
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from app.bills.comparison import Change, changes_between
from app.bills.models import ArticleText, Bill, Version
from app.bills.queries import list_articles_of
from app.discussion.models import Comment, State
from app.responses.models import Answer
from app.summaries.models import Citation, Issue, Recommendation, Summary
from app.summaries.queries import belongs_to, latest_id

READS_DIFFERENTLY = frozenset({Change.CHANGED, Change.DELETED, Change.SPLIT, Change.MERGED})
_VISIBLE = Comment.state == State.VISIBLE


def newly_cited(session: Session, summary: Summary) -> list[tuple[int, int]]:
    """List the visible comments that a summary cites, with their authors, but those that an earlier version cited already.

    One that was hidden when that one was published counts as new: its author was not told then.
    """
    earlier = aliased(Summary)
    told = (
        sa.exists()
        .where(Citation.comment_id == Comment.id, earlier.bill_id == summary.bill_id)
        .where(earlier.published_at.is_not(None), earlier.id != summary.id, _stands_in(earlier))
        .where(sa.or_(Comment.state_at.is_(None), earlier.published_at >= Comment.state_at))
    )
    cited = sa.select(Citation.comment_id).where(belongs_to(summary.id))
    query = sa.select(Comment.id, Comment.author_id).where(Comment.id.in_(cited), _VISIBLE, ~told)
    return [(comment, author) for comment, author in session.execute(query.order_by(Comment.id))]


def concerned_by_answers(session: Session, bill: Bill, answers: Collection[Answer]) -> list[tuple[int, int, int]]:
    """List the visible comments that some answers concern (cited under the recommendation, filed under the question).

    Each comes with its author and the answer's id, once for each answer.
    """
    asked = [answer.recommendation_ordinal for answer in answers if answer.recommendation_ordinal is not None]
    questions = [answer.question_id for answer in answers if answer.question_id is not None]
    found: list[tuple[int, int, int]] = []
    columns: tuple[Any, ...] = (Comment.id, Comment.author_id)
    if asked:
        cited: Any = (
            sa.select(*columns, Recommendation.ordinal)
            .join(Citation, Citation.comment_id == Comment.id)
            .join(Recommendation, Recommendation.id == Citation.recommendation_id)
            .where(Recommendation.summary_id == latest_id(bill.id), Recommendation.ordinal.in_(asked), _VISIBLE)
        )
        by_ordinal = {answer.recommendation_ordinal: answer.id for answer in answers}
        found += [(comment, author, by_ordinal[n]) for comment, author, n in session.execute(cited)]
    if questions:
        filed: Any = sa.select(*columns, Comment.question_id).where(Comment.question_id.in_(questions), _VISIBLE)
        by_question = {answer.question_id: answer.id for answer in answers}
        found += [(comment, author, by_question[n]) for comment, author, n in session.execute(filed)]
    return sorted(found)


def changed_articles(session: Session, bill: Bill, version: Version) -> dict[int, str]:
    """The articles that read differently since the version before, or no longer stand: keys by id."""
    both = sa.select(Version.id).where(
        Version.bill_id == bill.id, Version.number.in_((version.number - 1, version.number))
    )
    texts = list_articles_of(session, ArticleText.version_id.in_(both))
    later = [text for text in texts if text.version_id == version.id]
    changes = changes_between([text for text in texts if text.version_id != version.id], later)
    keys = {text.article_id: text.article.key for text in texts}
    return {number: keys[number] for number, change in changes.items() if change in READS_DIFFERENTLY}


def filed_under(articles: Collection[int]) -> sa.Select[int, int, int]:
    """Select the visible comments filed under some articles, each with its author and the article's id."""
    columns: tuple[Any, ...] = (Comment.id, Comment.author_id, Comment.article_id)
    return sa.select(*columns).where(Comment.article_id.in_(sorted(articles)), _VISIBLE).order_by(Comment.id)


def _stands_in(summary: Any) -> sa.ColumnElement[bool]:
    return sa.or_(
        Citation.issue_id.in_(sa.select(Issue.id).where(Issue.summary_id == summary.id)),
        Citation.recommendation_id.in_(sa.select(Recommendation.id).where(Recommendation.summary_id == summary.id)),
    )
