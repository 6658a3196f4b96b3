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
class Counted:
    """How many visible comments have these things in common, and how many of them are cited; in the order of the text.

    `place` is as it is written: 18, Q1, nothing.
    """

    rank: int
    place: str
    position: Position | None
    lang: str
    is_reply: bool
    covered: int
    all: int

    @property
    def open(self) -> int:
        """How many of them are not cited."""
        return self.all - self.covered


@dataclass(frozen=True, slots=True)
class Coverage:
    """The shares of each place, in the order of the text, and of each position; `counted` is what they are made of."""

    places: tuple[Share, ...]
    positions: tuple[Share, ...]
    counted: tuple[Counted, ...] = ()

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
    is_reply = sa.case((Comment.parent_id.is_(None), 0), else_=1).label("is_reply")
    place = (Comment.place_rank, Article.key, Question.ordinal)
    query = (
        sa.select(
            *place,
            Comment.position,
            Comment.lang,
            is_reply,
            sa.func.sum(sa.case((Comment.id.in_(cited), 1), else_=0)),
            sa.func.count(),
        )
        .select_from(Comment)
        .outerjoin(Article, Article.id == Comment.article_id)
        .outerjoin(Question, Question.id == Comment.question_id)
        .where(Comment.bill_id == bill.id, Comment.state == State.VISIBLE)
        .group_by(*place, Comment.position, Comment.lang, sa.text("is_reply"))
        .order_by(Comment.place_rank)
    )
    counted = tuple(
        Counted(rank, key or (f"Q{question}" if question else ""), position, lang, bool(reply), int(covered), number)
        for rank, key, question, position, lang, reply, covered, number in session.execute(query)
    )
    by_place = _sum((each.place, each.covered, each.all) for each in counted)
    by_position = _sum((each.position or "", each.covered, each.all) for each in counted)
    order: Callable[[Share], int] = lambda share: [*Position, ""].index(share.name)  # noqa: E731
    return Coverage(by_place, tuple(sorted(by_position, key=order)), counted)


def _sum(counted: Iterable[tuple[str, int, int]]) -> tuple[Share, ...]:
    shares: dict[str, Share] = {}
    for name, covered, number in counted:
        before = shares.get(name, Share(name, 0, 0))
        shares[name] = Share(name, before.covered + covered, before.all + number)
    return tuple(shares.values())
