"""Who gets which answer where: the whole table, route × method × persona.

Statuses stand in the order of COLUMNS. POST requests carry an empty form unless a row says otherwise, so that 422 means
"may, but nothing was filled in". `on` is the phase of the bill that the address speaks of (default: open), "own" for the
citizen's own comment, or "unknown" for something that does not exist.
"""

from dataclasses import dataclass, field
from typing import Any

COLUMNS = (
    "stranger", "citizen", "official", "other_agency_official", "moderator", "other_subgroup_moderator", "lead",
    "administrator",
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One method of one route, on one kind of thing."""

    method: str
    rule: str
    statuses: str
    on: str = ""
    form: dict[str, Any] | None = field(default=None, hash=False)
    json: dict[str, Any] | None = field(default=None, hash=False)


ROWS: tuple[Row, ...] = ()
