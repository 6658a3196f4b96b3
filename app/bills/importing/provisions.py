"""Lines of a cell or a text, and how their indents and marks become the provisions that structure.py reads."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.bills.importing.marks import level_of, settle_mark
from app.bills.structure import chinese_number
from app.kernel.bilingual import EN
from app.kernel.richtext import guess_language

SIGN = 240  # a full-width sign's breadth in twentieths of a point, at the 12 points of such tables
_NEAR = 100  # indents that differ by less are the same


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file: its words, and how far from the left it begins, in twentieths of a point."""

    text: str
    indent: int = 0


@dataclass(slots=True)
class _Run:
    """Lines without marks of their own that stand deeper than the line that announces them, and are counted."""

    indent: int
    level: int
    count: int = 0

    def mark(self, is_english: bool) -> str:
        self.count += 1
        if is_english:
            return f"{self.count}. " if self.level == 1 else f"({self.count}) "
        sign = chinese_number(self.count)
        return f"{sign}、" if self.level == 1 else f"（{sign}）"


def indent_of(text: str) -> int:
    """How far blanks before some words set them in."""
    blanks = text[: len(text) - len(text.lstrip())]
    return sum({"\t": 2 * SIGN, "　": SIGN}.get(blank, SIGN // 2) for blank in blanks)


def write_provisions(lines: Iterable[Line]) -> str:
    """Write an article's lines as structure.py reads them.

    Marks stay, in the form that it knows. Where a line ends with a colon and the lines after it stand deeper without marks, they
    are its subparagraphs (or items) and get the marks that a statute would give them.
    """
    given = [Line(settle_mark(line.text), line.indent) for line in lines if line.text.strip()]
    is_english = guess_language("\n".join(line.text for line in given)) == EN
    written: list[str] = []
    runs: list[_Run] = []
    for n, line in enumerate(given):
        level = level_of(line.text)
        runs = [] if level else _runs_at(line, given[n - 1] if n else None, runs)
        written.append((runs[-1].mark(is_english) if runs else "") + line.text)
    return "\n".join(written)


def _runs_at(line: Line, above: Line | None, runs: Sequence[_Run]) -> list[_Run]:
    """The runs that a line without a mark stands in: it goes on with one, begins one below a colon, or stands in none."""
    for depth in range(len(runs), 0, -1):
        if abs(runs[depth - 1].indent - line.indent) < _NEAR:
            return list(runs[:depth])
    if above is None or above.text[-1] not in "：:" or line.indent < above.indent + _NEAR:
        return []
    level = 1 + (runs[-1].level if runs else level_of(above.text))
    return [*runs, _Run(line.indent, level)] if level <= 2 else []
