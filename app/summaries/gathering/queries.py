"""The comments that a draft does not cover yet, listed with near-identical ones as one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.bills.models import Bill
from app.discussion.argument_models import Argument, is_one
from app.discussion.models import Comment, State
from app.discussion.rows import COLUMNS, CommentRow, select_rows_from
from app.summaries.gathering.asked import NO_POSITION, Asked, Kind, Order
from app.summaries.gathering.orders import Keys, keys_of, read_after, sampled, write_after
from app.summaries.models import Citation, Summary
from app.summaries.queries import belongs_to

MOST_AT_ONCE = 5_000
_COUNTS = ("comments", "people", "endorsements", "items", "found")


@dataclass(frozen=True, slots=True)
class Item:
    """A comment, or several near-identical ones (an argument) of which the oldest stands for all.

    How many comments they are, by how many people, endorsed how often; all of them are uncovered.
    """

    row: CommentRow
    comments: int
    people: int
    endorsements: int

    @property
    def mark(self) -> str:
        """The value that cites it: a comment's id, or `a` and an argument's."""
        return f"a{self.row.argument_id}" if self.comments > 1 else str(self.row.id)


@dataclass(frozen=True, slots=True)
class Listed:
    """One page: its items, where the next page goes on, how many items and comments there are on all pages."""

    items: tuple[Item, ...] = ()
    after: str | None = None
    total: int = 0
    comments: int = 0


def list_items(
    session: Session, bill: Bill, asked: Asked, rank: int | None = None, among: Sequence[int] | None = None
) -> Listed:
    """List one page of what the draft does not cover; `rank` is of the place that is asked for, `among` are the only comments asked for."""
    units = _units(bill.id, asked, _filters(asked, rank, among)).subquery()
    if asked.order is Order.SAMPLE:
        units = sampled(units, asked.draw)
    keys = keys_of(asked.order)
    ways = [(-units.c[name] if is_down else units.c[name]).label(f"way_{n}") for n, (name, is_down) in enumerate(keys)]
    found = sa.cast(sa.func.sum(units.c.comments).over(), sa.BigInteger).label("found")
    whole = sa.select(
        *(units.c[name] for name in ("face", *_COUNTS[:3])), sa.func.count().over().label("items"), found, *ways
    ).subquery()
    names = [way.name for way in ways]
    page = sa.select(whole).order_by(*(whole.c[name] for name in names)).limit(asked.size + 1)
    if (start := read_after(asked.after, keys)) is not None:
        page = page.where(sa.tuple_(*(whole.c[name] for name in names)) > sa.tuple_(*start))
    here = page.subquery()
    read = select_rows_from(sa.join(here, Comment, Comment.id == here.c.face))
    read = read.add_columns(*(here.c[name] for name in (*names, *_COUNTS)))
    read = read.order_by(*(here.c[name] for name in names))
    return _cut(session.execute(read).all(), asked.size, keys)


def list_members(session: Session, bill: Bill, argument_ids: Sequence[int]) -> list[int]:
    """List the comments of some arguments that the draft does not cover, the oldest first, as many as can be cited at once."""
    if not argument_ids:
        return []
    query = sa.select(Comment.id).join(Argument, sa.and_(Argument.id == Comment.argument_id, is_one()))
    open_ones = query.where(Argument.id.in_(argument_ids), *is_open(bill.id)).order_by(Comment.id)
    return list(session.scalars(open_ones.limit(MOST_AT_ONCE)))


def is_open(bill_id: int) -> tuple[sa.ColumnElement[bool], ...]:
    """What holds for the comments of a bill that can be read and that its draft does not cite."""
    draft = sa.select(Summary.id).where(Summary.bill_id == bill_id, Summary.published_at.is_(None)).scalar_subquery()
    cited = sa.select(Citation.comment_id).where(belongs_to(draft))
    return Comment.bill_id == bill_id, Comment.state == State.VISIBLE, Comment.id.not_in(cited)


def _units(bill_id: int, asked: Asked, filters: Sequence[sa.ColumnElement[bool]]) -> sa.Select[Any]:
    """Select the items, a row each. An argument is an item where one of its comments is asked for, and is then shown whole."""
    answers = sa.case((Comment.parent_id.is_(None), Comment.thread_count), else_=Comment.reply_count)
    endorsements = sa.func.sum(Comment.endorsement_count)
    columns: tuple[Any, ...] = (
        sa.func.min(Comment.id).label("face"),
        sa.func.max(Comment.id).label("newest"),
        sa.func.count().label("comments"),
        sa.func.count(Comment.author_id.distinct()).label("people"),
        endorsements.label("endorsements"),
        sa.func.sum(answers).label("answers"),
        sa.func.min(Comment.place_rank).label("place_rank"),
        sa.func.min(Comment.path).label("path"),
        sa.func.coalesce(sa.func.min(sa.cast(Comment.position, sa.String)), "").label("position"),
        sa.func.max(sa.case((Comment.parent_id.is_(None), 0), else_=1)).label("is_reply"),
    )
    query = sa.select(*columns).outerjoin(Argument, sa.and_(Argument.id == Comment.argument_id, is_one()))
    query = query.where(*is_open(bill_id)).group_by(sa.case((Argument.id.is_not(None), -Argument.id), else_=Comment.id))
    if filters:
        query = query.having(sa.func.max(sa.case((sa.and_(*filters), 1), else_=0)) == 1)
    return query.having(endorsements >= asked.least) if asked.least else query


def _filters(asked: Asked, rank: int | None, among: Sequence[int] | None) -> list[sa.ColumnElement[bool]]:
    found: list[sa.ColumnElement[bool]] = []
    if rank is not None:
        found.append(Comment.place_rank == rank)
    if asked.position:
        is_none = asked.position == NO_POSITION
        found.append(Comment.position.is_(None) if is_none else Comment.position == asked.position)
    if asked.lang:
        found.append(Comment.lang == asked.lang)
    if asked.kind is not None:
        is_root = Comment.parent_id.is_(None)
        found.append(is_root if asked.kind is Kind.THREADS else ~is_root)
    if asked.proposes:
        found.append(Comment.proposed_text.is_not(None))
    if among is not None:
        found.append(Comment.id.in_(among))
    return found


def _cut(found: Sequence[Any], size: int, keys: Keys) -> Listed:
    items, width = [], len(COLUMNS)
    for values in found[:size]:
        comments, people, endorsements = values[-len(_COUNTS) : -2]
        items.append(Item(CommentRow(*values[:width]), comments, people, endorsements))
    last = found[size - 1] if len(found) > size else None
    after = write_after(last[width : width + len(keys)], keys) if last is not None else None
    total, comments = (found[0][-2], found[0][-1]) if found else (0, 0)
    return Listed(tuple(items), after, total, comments)
