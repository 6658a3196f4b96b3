"""What a benchmark found: one figure with its limits; a table for the terminal, one for the documents, JSON for programs."""

from dataclasses import asdict, dataclass

DATABASES = ("SQLite", "PostgreSQL")


@dataclass(frozen=True)
class Limits:
    """What a figure must reach, and what it should: at most so much, or at least."""

    must: float | None = None
    stretch: float | None = None
    at_least: bool = False

    def hold(self, limit: float | None, value: float) -> bool:
        """Whether a figure reaches a limit."""
        return limit is not None and (value >= limit if self.at_least else value <= limit)


@dataclass(frozen=True)
class Result:
    """A figure (None where it could not be measured; `note` then says why) on one database, of one row of the table."""

    row: str
    database: str
    value: float | None
    unit: str = "×"
    limits: Limits = Limits()
    note: str = ""

    @property
    def verdict(self) -> str:
        """The figure in a word."""
        if self.value is None:
            return "not measured"
        if self.limits.must is None:
            return ""
        if not self.limits.hold(self.limits.must, self.value):
            return "OVER" if not self.limits.at_least else "UNDER"
        return "ok, stretch" if self.limits.hold(self.limits.stretch, self.value) else "ok"

    @property
    def shown(self) -> str:
        """The figure with its unit."""
        if self.value is None:
            return "–"
        return f"{self.value:,.{2 if self.value < 100 and self.unit == '×' else 1}f} {self.unit}".strip()

    def limit(self, number: float | None) -> str:
        """A limit in signs."""
        return "" if number is None else f"{'≥' if self.limits.at_least else '≤'} {number:g}"

    def as_line(self) -> str:
        """One line for the terminal."""
        must, stretch = self.limit(self.limits.must), self.limit(self.limits.stretch)
        words = f"{self.row:<58} {self.database:<10} {self.shown:>12} {must:>7} {stretch:>7}  {self.verdict:<12} {self.note}"
        return words.rstrip()

    def as_json(self) -> dict[str, object]:
        """The figure for the file."""
        return asdict(self) | {"verdict": self.verdict}


HEAD = f"{'':<58} {'database':<10} {'measured':>12} {'must':>7} {'stretch':>7}"


def as_markdown(results: list[Result]) -> str:
    """Both databases beside each other, one row of the table a line."""
    lines = ["| | SQLite | PostgreSQL | must | stretch |", "| --- | --- | --- | --- | --- |"]
    for row in dict.fromkeys(result.row for result in results):
        of_row = {result.database: result for result in results if result.row == row}
        one = next(iter(of_row.values()))
        cells = [_cell(of_row.get(name)) for name in DATABASES]
        lines.append(
            f"| {row} | {' | '.join(cells)} | {one.limit(one.limits.must)} | {one.limit(one.limits.stretch)} |"
        )
    return "\n".join(lines)


def _cell(result: Result | None) -> str:
    if result is None:
        return ""
    if result.value is None:
        return f"not measured: {result.note}"
    return f"**{result.shown}**" if result.verdict in ("OVER", "UNDER") else result.shown
