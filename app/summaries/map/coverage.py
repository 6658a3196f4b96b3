"""How much of a discussion a draft covers: comments by place and by position."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.bills.models import Article, Bill, Question
from app.discussion.models import Comment, Position, State
from app.summaries.models import Citation, Summary
from app.summaries.queries import belongs_to


@dataclass(frozen=True, slots=True)
class Share:
    """How many of some comments are cited; `name` is a place as it is written (18, Q1, nothing) or a position's code."""

    name: str
    covered: int
    all: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """The shares of each place, in the order of the text, and of each position."""

    places: tuple[Share, ...]
    positions: tuple[Share, ...]

    @property
    def articles(self) -> Share:
        """How many of the articles that are spoken about have a comment that is cited."""
        articles = [share for share in self.places if share.name and not share.name.startswith("Q")]
        return Share("", sum(share.covered > 0 for share in articles), len(articles))

    @property
    def held(self) -> Share:
        """How many of the positions that somebody took have a comment that is cited."""
        taken = [share for share in self.positions if share.name]
        return Share("", sum(share.covered > 0 for share in taken), len(taken))


def read_coverage(session: Session, bill: Bill) -> Coverage:
    """Count the visible comments of a bill, and those of them that its draft cites, in one statement."""
    draft = sa.select(Summary.id).where(Summary.bill_id == bill.id, Summary.published_at.is_(None)).scalar_subquery()
    cited = sa.select(Citation.comment_id).where(belongs_to(draft))
    query = (
        sa.select(
            Article.key,
            Question.ordinal,
            Comment.position,
            sa.func.sum(sa.case((Comment.id.in_(cited), 1), else_=0)),
            sa.func.count(),
        )
        .select_from(Comment)
        .outerjoin(Article, Article.id == Comment.article_id)
        .outerjoin(Question, Question.id == Comment.question_id)
        .where(Comment.bill_id == bill.id, Comment.state == State.VISIBLE)
        .group_by(Comment.place_rank, Article.key, Question.ordinal, Comment.position)
        .order_by(Comment.place_rank)
    )
    counted = [
        (key or (f"Q{question}" if question else ""), position, int(covered), number)
        for key, question, position, covered, number in session.execute(query)
    ]
    by_place = _sum((place, covered, number) for place, _position, covered, number in counted)
    by_position = _sum((position or "", covered, number) for _place, position, covered, number in counted)
    order: Callable[[Share], int] = lambda share: [*Position, ""].index(share.name)  # noqa: E731
    return Coverage(by_place, tuple(sorted(by_position, key=order)))


def _sum(counted: Iterable[tuple[str, int, int]]) -> tuple[Share, ...]:
    shares: dict[str, Share] = {}
    for name, covered, number in counted:
        before = shares.get(name, Share(name, 0, 0))
        shares[name] = Share(name, before.covered + covered, before.all + number)
    return tuple(shares.values())
