"""Who gets which answer where: reads the whole table, route × method × persona, from permissions.txt.

A line holds the method, the rule, what the address speaks of, and a status for each of COLUMNS. POST requests carry an empty
form, so that 422 means "may, but nothing was filled in". What the address speaks of is a bill's phase ("open" where it matters
not), "own" for the citizen's own comment on the open bill, "hidden" for a hidden one, "repeated" for one that somebody repeats,
or "unknown" for something that does not exist.
Programs write through the API with a token of the persona's that may act in office, and send all that is needed.
"""

from dataclasses import dataclass
from pathlib import Path

TABLE = Path(__file__).with_name("permissions.txt")
COLUMNS = (
    "stranger", "citizen", "official", "other_agency_official", "moderator", "other_subgroup_moderator", "lead",
    "administrator",
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One method of one route, on one kind of thing; `statuses` in the order of COLUMNS."""

    method: str
    rule: str
    on: str
    statuses: tuple[str, ...]

    def status(self, persona: str) -> str:
        """The answer that a persona gets."""
        return self.statuses[COLUMNS.index(persona)]


def read_table() -> tuple[Row, ...]:
    """Read all rows; lines that begin with # are comments."""
    lines = [line.split() for line in TABLE.read_text().splitlines() if line and not line.startswith("#")]
    return tuple(Row(method, rule, on, tuple(statuses)) for method, rule, on, *statuses in lines)


ROWS = read_table()
