"""The ways through a discussion: which range of which index gives what is asked, in its order, from any position on.

Each order has indexes of its own for the whole bill, for one place, for a position, for what was said in office and for what is
unanswered (indexes.py). What no index covers is judged comment by comment on the way, on so many comments a page at most.
"""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from app.discussion.asked import Asked, Sort
from app.discussion.cursors import lost, read_cursor, read_number, write_cursor
from app.discussion.models import Comment, State
from app.discussion.paths import SEGMENT

Values = tuple[Any, ...]
Conditions = tuple[sa.ColumnElement[bool], ...]

_ZERO: Any = sa.literal_column("0")  # as it stands in the indexes' conditions
_SHOWN: Any = sa.literal_column("'visible'")
ROOTS: Conditions = (Comment.parent_id.is_(None),)
UNANSWERED: Conditions = (*ROOTS, Comment.office_count == _ZERO, Comment.badge.is_(None), Comment.state == _SHOWN)
STANCES: Conditions = (Comment.position.is_not(None), Comment.state == _SHOWN)
OFFICES: Conditions = (Comment.badge.is_not(None), Comment.state == _SHOWN)
_SCORES: dict[Sort, Any] = {Sort.ENDORSED: Comment.endorsement_count, Sort.DISCUSSED: Comment.thread_count}
AT = "at"  # ends a cursor whose own comment is the first of the page


@dataclass(frozen=True, slots=True)
class Walk:
    """A way through an index: the values of its first columns, those by which it goes on, what holds for all, what must be judged."""

    fixed: tuple[tuple[Any, Any], ...]
    keys: tuple[Any, ...]
    holds: Conditions = ()
    judged: Conditions = ()
    forward: bool = True

    def write(self, row: Any) -> str:
        """The position of a row as a cursor."""
        return write_cursor(*(str(getattr(row, key.key)) for key in self.keys))

    def read(self, cursor: str) -> tuple[Values | None, bool]:
        """Read a position, and whether what stands there belongs to the page; raise Refused where it is none."""
        if not cursor:
            return None, False
        size = len(self.keys)
        parts = read_cursor(cursor, size, size + 1)
        if parts[size:] not in ([], [AT]):
            raise lost()
        return tuple(map(_read, self.keys, parts)), len(parts) > size

    def after(self, values: Values | None, is_within: bool, dialect: str) -> Conditions:
        """What holds for all after a position (with it, if it is within), or in the whole walk."""
        return self._bound(values, is_within, self.forward, dialect)

    def until(self, values: Values | None, dialect: str) -> Conditions:
        """What holds for all up to a position, or in the whole walk."""
        return self._bound(values, True, not self.forward, dialect)

    def order(self, dialect: str) -> list[Any]:
        """By what to sort. PostgreSQL is told of the fixed columns, lest it take an index that knows nothing of them."""
        columns = [*(self._first() if dialect == "postgresql" else ()), *self.keys]
        return columns if self.forward else [column.desc() for column in columns]

    def fits(self) -> Conditions:
        """What holds for all that is shown. What is judged is wrapped, lest the database look for another index for it.

        PostgreSQL takes it that nearly everything is "not 0", and so reads along the index instead of sorting all.
        """
        return (*self.holds, *(sa.case((each, 1), else_=0) != 0 for each in self.judged))

    def _first(self) -> list[Any]:
        return [column for column, _value in self.fixed]

    def _bound(self, values: Values | None, is_within: bool, is_least: bool, dialect: str) -> Conditions:
        """One end of a range: rows of all columns for PostgreSQL, equal first ones for SQLite, which seeks no further in rows."""
        first = tuple(value for _column, value in self.fixed)
        if dialect == "postgresql":
            columns = [*self._first(), *(self.keys if values else ())]
            return (_compare(columns, first + (values or ()), is_within or not values, is_least),)
        equal = tuple(column == value for column, value in self.fixed)
        return (*equal, _compare(self.keys, values, is_within, is_least)) if values else equal


def _compare(columns: Any, values: Values, is_within: bool, is_least: bool) -> sa.ColumnElement[bool]:
    literals = [sa.literal(value, column.type) for column, value in zip(columns, values, strict=True)]
    here, there = (columns[0], literals[0]) if len(literals) == 1 else (sa.tuple_(*columns), sa.tuple_(*literals))
    if is_least:
        return here >= there if is_within else here > there
    return here <= there if is_within else here < there


def _read(key: Any, part: str) -> Any:
    if key is not Comment.path:
        return read_number(part)
    if len(part) % SEGMENT:
        raise lost()
    return part


def choose_walk(bill_id: int, asked: Asked, *, by_thread: bool) -> Walk:
    """Choose the way through a bill's discussion that gives what is asked; most discussed can only be what begins a thread."""
    roots = by_thread or asked.sort is Sort.DISCUSSED
    if asked.unanswered and (asked.rank is None or asked.sort is Sort.ARTICLE):
        return _make(bill_id, asked, UNANSWERED, judged=_has_position(asked))
    if asked.official:
        return _make(bill_id, asked, OFFICES, judged=(*(ROOTS if roots else ()), *_has_position(asked)))
    if asked.position is not None and not roots and (asked.rank is None or asked.sort is Sort.ARTICLE):
        return _make(bill_id, asked, STANCES)
    judged = (*(UNANSWERED if asked.unanswered else ()), *_has_position(asked))
    return _make(bill_id, asked, ROOTS if roots or asked.unanswered else (), judged=judged)


def _make(bill_id: int, asked: Asked, holds: Conditions, judged: Conditions = ()) -> Walk:
    fixed: list[tuple[Any, Any]] = [(Comment.bill_id, bill_id)]
    if holds is STANCES:
        fixed.append((Comment.position, asked.position))
    if asked.rank is not None:
        if asked.sort is Sort.ARTICLE or holds in ((), ROOTS):
            fixed.append((Comment.place_rank, asked.rank))
        else:
            judged = (*judged, Comment.place_rank == asked.rank)
    if asked.part:
        below = Comment.address.startswith(asked.part + ".", autoescape=True)
        judged = (*judged, sa.or_(Comment.address == asked.part, below))
    is_forward = asked.sort in (Sort.ARTICLE, Sort.OLDEST)
    return Walk(tuple(fixed), _keys(asked, holds), holds, judged, is_forward)


def _keys(asked: Asked, holds: Conditions) -> tuple[Any, ...]:
    """By what a walk goes on; among roots the path is the time. Ties are broken by the path."""
    if asked.sort is Sort.ARTICLE:
        return (Comment.path,) if asked.rank is not None else (Comment.place_rank, Comment.path)
    if asked.sort in _SCORES:
        return _SCORES[asked.sort], Comment.path
    return (Comment.path,) if holds in (ROOTS, UNANSWERED) else (Comment.id,)


def _has_position(asked: Asked) -> Conditions:
    return () if asked.position is None else (Comment.position == asked.position, Comment.state == State.VISIBLE)
