"""Markdown tables: a 條文對照表 that somebody wrote with pipes, taken apart into the rows that Word's tables give."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from app.bills.importing.columns import read_headings
from app.bills.importing.provisions import Line
from app.bills.importing.word import Block, Cell

_RULE = re.compile(r"[\s|:-]*-[\s|:-]*")
_BREAK = re.compile(r"<br\s*/?>|</?p>", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_LONGEST_RULE = 2_000


def has_table(lines: Sequence[str]) -> bool:
    """Whether there is a comparison table among lines: a row that names its columns, above a rule."""
    return any(
        "|" in line and _is_rule(below) and read_headings([(c.start, c.end, c.words) for c in _cells(line)])
        for line, below in pairwise(lines)
    )


def blocks_of(lines: Sequence[str]) -> Iterator[Block]:
    """Yield lines as paragraphs and rows of tables, numbered as lines; rules and blank lines are neither."""
    table, is_inside = 0, False
    for number, line in enumerate(lines, 1):
        if "|" in line and not _is_rule(line):
            table += not is_inside
            is_inside = True
            yield Block(number, cells=_cells(line), table=table)
        elif not _is_rule(line):
            is_inside = False
            if line.strip():
                yield Block(number, [Line(line.strip().lstrip("#> ").strip())])


def _is_rule(line: str) -> bool:
    return "|" in line and len(line) <= _LONGEST_RULE and _RULE.fullmatch(line) is not None


def _cells(line: str) -> list[Cell]:
    """The cells of a row; a pipe after a backslash is a sign of the text."""
    inner = line.strip().removeprefix("|")
    if inner.endswith("|") and not inner.endswith("\\|"):
        inner = inner[:-1]
    return [Cell(n, n + 1, _lines(cell)) for n, cell in enumerate(re.split(r"(?<!\\)\|", inner))]


def _lines(cell: str) -> list[Line]:
    parts = (_ESCAPED.sub(r"\1", part.replace("**", "")).strip() for part in _BREAK.split(cell))
    return [Line(part) for part in parts if part]
