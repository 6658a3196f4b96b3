"""The figures as one tidy table for spreadsheets and programs: one number a line, RFC 4180, UTF-8."""

import csv
import io
from collections.abc import Iterable, Iterator

from app.moderation.figures import Count, Waits

HEADS = ("month", "bill", "measure", "code", "ground", "value")
ALL = "*"
_RISKY = ("=", "+", "-", "@", "\t", "\r")


def write_csv(counts: Iterable[Count], waits: Waits) -> str:
    """Write counts and waits; `*` stands for all months or all bills, an empty bill for an act that is about none."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(HEADS)
    for row in sorted([*_count_lines(counts), *_wait_lines(waits)]):
        writer.writerow([_safe(cell) for cell in row[:-1]] + [row[-1]])
    return file.getvalue()


def _count_lines(counts: Iterable[Count]) -> Iterator[tuple[str, str, str, str, str, int]]:
    for count in counts:
        month, code, ground = count.month or "", count.code or "", count.ground or ""
        yield month, count.bill or "", count.measure.value, code, ground, count.number


def _wait_lines(
    waits: Waits,
) -> Iterator[tuple[str, str, str, str, str, int]]:
    for (month, bill), wait in waits.items():
        where = (month or ALL, bill or ALL)
        yield *where, "decisions-on-reports", "", "", wait.decisions
        yield *where, "median-wait-seconds", "", "", wait.median
        yield *where, "ninetieth-percentile-wait-seconds", "", "", wait.ninetieth


def _safe(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_RISKY) else cell
