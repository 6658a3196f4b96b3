"""Every read of the discussion: one comment, a page of a bill's discussion, a branch, a history."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from app.accounts.models import Person
from app.bills.models import Bill, place_rank
from app.bills.policy import may_read_bill
from app.discussion.models import Comment, EarlierText, Endorsement, Position, State
from app.discussion.paths import LEVELS, end_of_branch
from app.discussion.rows import CommentRow, read_rows, select_rows
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import invalid, not_found

PAGE = 50
ROOTS = 20
WINDOW = 8


class Sort(StrEnum):
    """In what order a discussion is read."""

    ARTICLE = "article"
    NEWEST = "newest"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader asks of a discussion: order, filters (an article's address, a question's ordinal, a position), place to go on."""

    sort: Sort = Sort.ARTICLE
    article: str = ""
    question: int | None = None
    position: Position | None = None
    cursor: str = ""

    @property
    def is_filtered(self) -> bool:
        """Whether anything is left out."""
        return bool(self.article or self.question or self.position)


@dataclass(frozen=True, slots=True)
class Page:
    """One page of cards; `next` is the cursor of the following page, or None. `more` says how many replies of a root are not shown."""

    rows: list[CommentRow]
    next: str | None
    more: dict[int, int]


def get_comment(
    session: Session, comment_id: int, person: Person | None, now: datetime, *, lock: bool = False
) -> Comment:
    """Load a comment with its bill, place, author and version, or raise the stranger's 404."""
    wanted = (
        sa.select(Comment)
        .where(Comment.id == comment_id)
        .options(
            joinedload(Comment.bill).options(joinedload(Bill.agency), joinedload(Bill.subgroup)),
            joinedload(Comment.article),
            joinedload(Comment.question),
            joinedload(Comment.author),
            joinedload(Comment.version),
        )
    )
    if lock:
        wanted = wanted.with_for_update(of=Comment).execution_options(populate_existing=True)
    comment = session.scalars(wanted).one_or_none()
    if comment is None or not may_read_bill(person, comment.bill, now):
        raise not_found()
    return comment


def list_page(session: Session, bill: Bill, asked: Asked, limit: int = PAGE) -> Page:
    """Read one page of a bill's discussion, by position, never by offset."""
    query = _narrow(select_rows().where(Comment.bill_id == bill.id), asked)
    if asked.sort is Sort.ARTICLE:
        return _page_by_article(session, query, asked, limit)
    if asked.position is not None:
        return _page_by_id(session, query, asked, limit)
    page = _page_by_id(session, query.where(Comment.parent_id.is_(None)), asked, min(limit, ROOTS))
    return _with_replies(session, page)


def list_flat(session: Session, bill: Bill, asked: Asked, limit: int) -> Page:
    """Read one page of single comments (no windows of replies), as the API gives them."""
    query = _narrow(select_rows().where(Comment.bill_id == bill.id), asked)
    by = _page_by_article if asked.sort is Sort.ARTICLE else _page_by_id
    return by(session, query, asked, limit)


def list_branch(session: Session, comment: Comment, cursor: str = "", limit: int = PAGE) -> Page:
    """Read the replies below a comment in reading order; below the fourth level, its direct replies."""
    query = select_rows().where(Comment.bill_id == comment.bill_id)
    if comment.depth < LEVELS:
        query = query.where(
            Comment.place_rank == comment.place_rank,
            Comment.path > comment.path,
            Comment.path < end_of_branch(comment.path),
        )
    else:
        query = query.where(Comment.parent_id == comment.id)
    return _page_by_article(session, query, Asked(cursor=cursor), limit)


def list_latest(session: Session, bill_id: int, limit: int, *, article_id: int | None = None) -> list[CommentRow]:
    """Read the newest visible comments of a bill, or of one of its articles."""
    query = select_rows().where(Comment.bill_id == bill_id, Comment.state == State.VISIBLE)
    if article_id is not None:
        query = query.where(Comment.article_id == article_id)
    return read_rows(session, query.order_by(Comment.id.desc()).limit(limit))


def list_comments_of(session: Session, person_id: int, before: int | None = None, limit: int = PAGE) -> Page:
    """Read somebody's own comments, newest first; their withdrawn and hidden ones stand there without words."""
    query = select_rows().where(Comment.author_id == person_id)
    if before is not None:
        query = query.where(Comment.id < before)
    rows = read_rows(session, query.order_by(Comment.id.desc()).limit(limit + 1))
    return _cut(rows, limit, lambda row: str(row.id))


def list_earlier_texts(session: Session, comment: Comment) -> Sequence[EarlierText]:
    """Read a visible comment's earlier texts, oldest first; none are public while it is not visible."""
    if comment.state is not State.VISIBLE:
        return []
    wanted = sa.select(EarlierText).where(EarlierText.comment_id == comment.id)
    return session.scalars(wanted.order_by(EarlierText.ordinal)).all()


def list_endorsed(session: Session, person: Person | None, ids: Sequence[int]) -> set[int]:
    """Tell which of some comments a person has endorsed."""
    if person is None or not ids:
        return set()
    wanted = sa.select(Endorsement.comment_id).where(
        Endorsement.person_id == person.id, Endorsement.comment_id.in_(ids)
    )
    return set(session.scalars(wanted))


def cursor_at(row: CommentRow | Comment) -> str:
    """The cursor of the page in article order that begins with a thread, so that a comment is found in its context."""
    return _encode(str(row.place_rank), row.path[:8], "at")


def _narrow(query: sa.Select[Any], asked: Asked) -> sa.Select[Any]:
    if asked.article:
        key = asked.article.partition(".")[0]
        query = query.where(Comment.place_rank == _rank(key))
        if "." in asked.article:
            below = sa.and_(Comment.address > asked.article + ".", Comment.address < asked.article + "/")
            query = query.where(sa.or_(Comment.address == asked.article, below))
    if asked.question is not None:
        query = query.where(Comment.place_rank == asked.question)
    if asked.position is not None:
        query = query.where(Comment.position == asked.position, Comment.state == State.VISIBLE)
    return query


def _rank(key: str) -> int:
    try:
        return place_rank(key)
    except ValueError:
        return -1


def _page_by_article(session: Session, query: sa.Select[Any], asked: Asked, limit: int) -> Page:
    if asked.cursor:
        rank, path, *at = _decode(asked.cursor, 2, 3)
        here = sa.tuple_(Comment.place_rank, Comment.path)
        there = sa.tuple_(sa.literal(_number(rank)), sa.literal(path))
        query = query.where(here >= there if at else here > there)
    query = query.order_by(Comment.bill_id, Comment.place_rank, Comment.path).limit(limit + 1)
    return _cut(read_rows(session, query), limit, lambda row: _encode(str(row.place_rank), row.path))


def _page_by_id(session: Session, query: sa.Select[Any], asked: Asked, limit: int) -> Page:
    if asked.cursor:
        query = query.where(Comment.id < _number(_decode(asked.cursor, 1, 1)[0]))
    query = query.order_by(Comment.bill_id.desc(), Comment.id.desc()).limit(limit + 1)
    return _cut(read_rows(session, query), limit, lambda row: _encode(str(row.id)))


def _with_replies(session: Session, page: Page) -> Page:
    """Put the first replies of each root below it, and count those that are left out."""
    roots = [row.id for row in page.rows if row.thread_count or row.reply_count or row.state is not State.VISIBLE]
    if not roots:
        return page
    ranked = (
        sa.select(Comment.id, sa.func.row_number().over(partition_by=Comment.root_id, order_by=Comment.path).label("n"))
        .where(Comment.root_id.in_(roots))
        .subquery()
    )
    shown = sa.select(ranked.c.id).where(ranked.c.n <= WINDOW)
    below: dict[int, list[CommentRow]] = {root: [] for root in roots}
    for row in read_rows(session, select_rows().where(Comment.id.in_(shown)).order_by(Comment.path)):
        below[row.root_id or 0].append(row)
    rows = [row for root in page.rows for row in (root, *below.get(root.id, []))]
    seen = {root: sum(row.state is State.VISIBLE for row in replies) for root, replies in below.items()}
    more = {row.id: row.thread_count - seen.get(row.id, 0) for row in page.rows}
    return replace(page, rows=rows, more={root: left for root, left in more.items() if left > 0})


def _cut(rows: list[CommentRow], limit: int, cursor: Any) -> Page:
    return Page(rows[:limit], cursor(rows[limit - 1]) if len(rows) > limit else None, {})


def _encode(*parts: str) -> str:
    return base64.urlsafe_b64encode(".".join(parts).encode()).decode().rstrip("=")


def _decode(cursor: str, least: int, most: int) -> list[str]:
    try:
        parts = base64.urlsafe_b64decode(cursor.encode() + b"=" * (-len(cursor) % 4)).decode("ascii").split(".")
    except ValueError:
        parts = []
    if not least <= len(parts) <= most or not all(p.isalnum() for p in parts):
        raise invalid(_l("This page of the discussion cannot be found. Start again from the first page."))
    return parts


def _number(digits: str) -> int:
    if not digits.isdigit() or len(digits) > 18:
        raise invalid(_l("This page of the discussion cannot be found. Start again from the first page."))
    return int(digits)
