"""The orders of what is not covered yet, the positions in them from which a page goes on, and the sample.

A sample is an order of everything whose beginning, as far as time allows to read, is fair to all. Each round takes one item of every place.
Within a place the rounds go in turn through what differs in position or in the size of the thread; chance decides among the like. Chance
is arithmetic with the number of the draw, so that two moderators who look at the same draw see the same.
"""

import random
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from app.discussion.cursors import read_cursor, read_number, write_cursor
from app.discussion.models import Comment, Position
from app.discussion.paths import SEGMENT
from app.kernel.verdict import Refused
from app.summaries.gathering.asked import Order

Keys = tuple[tuple[str, bool], ...]

_PRIME = 2**31 - 1
_BUSY = 5  # answers that make a long thread
_SIZES = 4
_KEYS: dict[Order, Keys] = {
    Order.ARTICLE: (("place_rank", False), ("path", False)),
    Order.ENDORSED: (("endorsements", True), ("face", False)),
    Order.NEWEST: (("newest", True),),
    Order.DISCUSSED: (("answers", True), ("face", False)),
    Order.SAMPLE: (("round", False), ("chance", False), ("face", False)),
}


def keys_of(order: Order) -> Keys:
    """The columns that an order goes by, and whether each goes down; together they name one item."""
    return _KEYS[order]


def write_after(values: Sequence[Any], keys: Keys) -> str:
    """Write the position of an item, whose values that go down are given below zero."""
    return write_cursor(
        *(str(-value if is_down else value) for value, (_name, is_down) in zip(values, keys, strict=True))
    )


def read_after(written: str, keys: Keys) -> tuple[Any, ...] | None:
    """Read the position after which a page begins; None where there is none, or none that can be read."""
    try:
        parts = read_cursor(written, len(keys), len(keys)) if written else None
        return tuple(map(_read, parts, keys)) if parts else None
    except Refused:
        return None


def _read(part: str, key: tuple[str, bool]) -> Any:
    name, is_down = key
    if name == "path":
        return sa.literal(part if len(part) % SEGMENT == 0 and part.isascii() else "", Comment.path.type)
    number = read_number(part)
    return sa.literal(-number if is_down else number, sa.BigInteger)


def sampled(units: Any, draw: int) -> Any:
    """Add to items the `round` in which a draw comes to them, and their `chance` in it."""
    dice = random.Random(draw)
    one, other, third = (dice.randrange(1, _PRIME) for _ in range(3))
    size = sa.case((units.c.is_reply == 1, 3), (units.c.answers == 0, 0), (units.c.answers < _BUSY, 1), else_=2)
    stance = sa.case({code.value: at for at, code in enumerate(Position, 1)}, value=units.c.position, else_=0)
    kind = (stance * _SIZES + size).label("kind")
    chance = _stir(units.c.face, one, other).label("chance")
    drawn = sa.select(units, kind, chance).subquery()
    turn = _number((drawn.c.place_rank, drawn.c.kind), (drawn.c.chance, drawn.c.face)).label("turn")
    first = _stir(drawn.c.place_rank % _PRIME * len(Position) * _SIZES * 2 + drawn.c.kind, third, one).label("first")
    turned = sa.select(drawn, turn, first).subquery()
    by = (turned.c.turn, turned.c.first, turned.c.chance, turned.c.face)
    return sa.select(turned, _number((turned.c.place_rank,), by).label("round")).subquery()


def _stir(number: Any, factor: int, summand: int) -> Any:
    """Send numbers to others below a prime, as if by chance (universal hashing, Carter & Wegman 1979); all fits 64 bits."""
    wide = sa.cast(number, sa.BigInteger) % _PRIME
    return (wide * sa.literal_column(str(factor)) + sa.literal_column(str(summand))) % sa.literal_column(str(_PRIME))


def _number(within: Sequence[Any], by: Sequence[Any]) -> Any:
    return sa.func.row_number().over(partition_by=within, order_by=by)
