"""What a moderator chooses to see of the queue, as it stands in the queue's address and under the names of saved filters."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import timedelta
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlencode

from app.discussion.models import Ground

SLUG = re.compile(r"[a-z0-9][a-z0-9.~-]{0,79}")
SIZES = (25, 50)
MOST_REPORTS = 9_999


class Age(StrEnum):
    """How long the first open report has waited at least."""

    HOUR = "1h"
    DAY = "1d"
    THREE_DAYS = "3d"
    WEEK = "7d"

    @property
    def length(self) -> timedelta:
        """The time that has passed."""
        return timedelta(hours=1) if self is Age.HOUR else timedelta(days=int(self.value[:-1]))


class Claimed(StrEnum):
    """Who works on a comment."""

    MINE = "mine"
    FREE = "free"
    OTHERS = "others"


class Order(StrEnum):
    """In which order reported comments stand."""

    OLDEST = "oldest"
    MOST = "most"


Code = TypeVar("Code", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Filter:
    """A choice of reported comments and their order; the defaults show everything, oldest first."""

    subgroup: str = ""
    bill: str = ""
    ground: Ground | None = None
    age: Age | None = None
    claimed: Claimed | None = None
    least: int = 1
    sort: Order = Order.OLDEST
    size: int = SIZES[0]

    @property
    def is_narrow(self) -> bool:
        """Whether something is left out."""
        return replace(self, sort=Order.OLDEST, size=SIZES[0]) != Filter()

    @property
    def query(self) -> str:
        """The choice as in an address; what is chosen by default is left out."""
        chosen = {each.name: getattr(self, each.name) for each in fields(self)}
        default = Filter()
        said = {name: str(value) for name, value in chosen.items() if value != getattr(default, name)}
        return urlencode(said)

    def without(self, name: str) -> "Filter":
        """The same choice with one thing less."""
        return replace(self, **{name: getattr(Filter(), name)})


def read_filter(values: Mapping[str, str]) -> Filter:
    """Read a choice from an address; what is not understood is left out."""
    number = values.get("least", "")
    least = int(number) if number.isascii() and number.isdigit() and len(number) <= 4 else 1
    size = values.get("size", "")
    return Filter(
        subgroup=_slug(values.get("subgroup", "")),
        bill=_slug(values.get("bill", "")),
        ground=_code(values.get("ground", ""), Ground),
        age=_code(values.get("age", ""), Age),
        claimed=_code(values.get("claimed", ""), Claimed),
        least=max(1, least),
        sort=_code(values.get("sort", ""), Order) or Order.OLDEST,
        size=next((each for each in SIZES if str(each) == size), SIZES[0]),
    )


def _slug(value: str) -> str:
    return value if SLUG.fullmatch(value) else ""


def _code(value: str, kind: type[Code]) -> Code | None:
    return next((each for each in kind if each.value == value), None)
