"""Every read of the discussion: one comment, a page of a bill's discussion, a branch, a history."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased, joinedload

from app.accounts.models import Person
from app.bills.models import Bill, place_rank
from app.bills.policy import may_read_bill
from app.bills.structure import parse_address
from app.discussion.cursors import read_cursor, read_number, write_cursor
from app.discussion.models import Comment, EarlierText, Endorsement, Position, State
from app.discussion.paths import LEVELS, SEGMENT, end_of_branch
from app.discussion.rows import CommentRow, read_rows, select_rows, select_rows_from
from app.kernel.verdict import not_found

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
    def about(self) -> str:
        """The place that is asked for, as it is written: 18.2, Q1, or nothing."""
        return self.article or (f"Q{self.question}" if self.question else "")

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
    """Load a comment with its bill, place, author and version, or raise the stranger's 404.

    With `lock` the bill's row is held until the transaction ends, so that acts on one discussion follow each other: every
    one of them changes the bill's counts or revision, and taking that row first leaves no room for deadlocks.
    """
    if lock:
        of_bill = sa.select(Comment.bill_id).where(Comment.id == comment_id).scalar_subquery()
        session.execute(sa.select(Bill.id).where(Bill.id == of_bill).with_for_update())
    wanted = (
        sa.select(Comment)
        .where(Comment.id == comment_id)
        .options(
            joinedload(Comment.bill, innerjoin=True).options(
                joinedload(Bill.agency, innerjoin=True),
                joinedload(Bill.subgroup, innerjoin=True),
                joinedload(Bill.co_leads),
            ),
            joinedload(Comment.article),
            joinedload(Comment.question),
            joinedload(Comment.author, innerjoin=True).lazyload(Person.memberships),
            joinedload(Comment.version, innerjoin=True),
        )
    )
    comment = session.scalars(wanted.execution_options(populate_existing=lock)).unique().one_or_none()
    if comment is None or not may_read_bill(person, comment.bill, now):
        raise not_found()
    return comment


def list_page(session: Session, bill: Bill, asked: Asked, limit: int = PAGE) -> Page:
    """Read one page of a bill's discussion, by position, never by offset."""
    query = _narrow(_said_on(bill.id, asked.sort), asked)
    if asked.sort is Sort.ARTICLE:
        return _page_by_article(session, query, asked, limit)
    if asked.position is not None:
        return _page_by_id(session, query, asked, limit)
    page = _page_by_id(session, query.where(Comment.parent_id.is_(None)), asked, min(limit, ROOTS))
    return _with_replies(session, page)


def list_flat(session: Session, bill: Bill, asked: Asked, limit: int) -> Page:
    """Read one page of single comments (no windows of replies), as the API gives them."""
    query = _narrow(_said_on(bill.id, asked.sort), asked)
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
    query = _said_on(bill_id, Sort.NEWEST).where(Comment.state == State.VISIBLE)
    if article_id is not None:
        query = query.where(Comment.article_id == article_id)
    return read_rows(session, query.order_by(Comment.bill_id.desc(), Comment.id.desc()).limit(limit))


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


def cursor_at(row: CommentRow | Comment, thread_count: int) -> str:
    """The cursor of the page in article order on which a comment stands.

    It begins with the thread (of so many replies), or with the comment itself where the thread is longer than a page.
    """
    return write_cursor(str(row.place_rank), row.path[:SEGMENT] if thread_count < PAGE // 2 else row.path, "at")


def _said_on(bill_id: int, sort: Sort) -> sa.Select[Any]:
    """Select what was said on a bill.

    Newest first the bill is a range of one: PostgreSQL drops a constant from the order, and would go back through the
    newer comments of all bills.
    """
    if sort is Sort.NEWEST:
        return select_rows().where(Comment.bill_id.between(bill_id, bill_id))
    return select_rows().where(Comment.bill_id == bill_id)


def _narrow(query: sa.Select[Any], asked: Asked) -> sa.Select[Any]:
    if asked.article:
        query = query.where(*_under(asked.article))
    if asked.question:
        query = query.where(Comment.place_rank == asked.question, Comment.question_id.is_not(None))
    if asked.position is not None:
        query = query.where(Comment.position == asked.position, Comment.state == State.VISIBLE)
    return query


def _under(written: str) -> tuple[sa.ColumnElement[bool], ...]:
    """What holds for comments under an article, or under a part of it (18.2) and the parts of that."""
    address = parse_address(written)
    if address is None:
        return (sa.false(),)
    at_article = Comment.place_rank == place_rank(address.key)
    if not address.place:
        return (at_article,)
    return (at_article, sa.or_(Comment.address == written, Comment.address.startswith(written + ".", autoescape=True)))


def _page_by_article(session: Session, query: sa.Select[Any], asked: Asked, limit: int) -> Page:
    if asked.cursor:
        rank, path, *at = read_cursor(asked.cursor, 2, 3)
        here = sa.tuple_(Comment.place_rank, Comment.path)
        there = sa.tuple_(sa.literal(read_number(rank)), sa.literal(path))
        query = query.where(here >= there if at else here > there)
    query = query.order_by(Comment.bill_id, Comment.place_rank, Comment.path).limit(limit + 1)
    return _cut(read_rows(session, query), limit, lambda row: write_cursor(str(row.place_rank), row.path))


def _page_by_id(session: Session, query: sa.Select[Any], asked: Asked, limit: int) -> Page:
    if asked.cursor:
        query = query.where(Comment.id < read_number(read_cursor(asked.cursor, 1, 1)[0]))
    query = query.order_by(Comment.bill_id.desc(), Comment.id.desc()).limit(limit + 1)
    return _cut(read_rows(session, query), limit, lambda row: write_cursor(str(row.id)))


def _with_replies(session: Session, page: Page) -> Page:
    """Put the first replies of each root below it, and count those that are left out."""
    if not page.rows:
        return page
    below: dict[int, list[CommentRow]] = {root.id: [] for root in page.rows}
    for row in read_rows(session, _first_replies(), roots=list(below)):
        below[row.root_id or 0].append(row)
    rows = [row for root in page.rows for row in (root, *below[root.id])]
    seen = {root: sum(row.state is State.VISIBLE for row in replies) for root, replies in below.items()}
    more = {row.id: row.thread_count - seen[row.id] for row in page.rows}
    return replace(page, rows=rows, more={root: left for root, left in more.items() if left > 0})


@cache
def _first_replies() -> sa.Select[Any]:
    """Select the first replies of the threads `roots`, by ranges of the index in article order: as fast in a long thread."""
    root, reply = aliased(Comment), aliased(Comment)
    nth = (
        sa.select(reply.path)
        .where(reply.bill_id == root.bill_id, reply.place_rank == root.place_rank)
        .where(reply.path > root.path, reply.path < end_of_branch(root.path))
        .order_by(reply.path)
        .offset(WINDOW - 1)
        .limit(1)
        .scalar_subquery()
    )
    last = sa.func.coalesce(nth, end_of_branch(root.path)).label("last")
    chosen = root.id.in_(sa.bindparam("roots", expanding=True))
    thread = sa.select(root.bill_id, root.place_rank, root.path, last).where(chosen).subquery()
    below = sa.and_(
        Comment.bill_id == thread.c.bill_id,
        Comment.place_rank == thread.c.place_rank,
        Comment.path > thread.c.path,
        Comment.path <= thread.c.last,
    )
    return select_rows_from(sa.join(thread, Comment, below)).order_by(Comment.path)


def _cut(rows: list[CommentRow], limit: int, cursor: Any) -> Page:
    return Page(rows[:limit], cursor(rows[limit - 1]) if len(rows) > limit else None, {})
