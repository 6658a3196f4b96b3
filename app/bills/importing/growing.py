"""An article while its rows are read, and what it comes to in the end."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.bills.importing.limits import MOST_CHARACTERS, bad_file
from app.bills.importing.marks import is_deleted, is_new, is_plain_heading, read_mark, split_heading
from app.bills.importing.provisions import SIGN, Line, write_provisions
from app.bills.outline import OutlineArticle
from app.kernel.i18n import lazy_gettext as _l


@dataclass(slots=True)
class Growing:
    """An article that goes on: `first` is what follows its number on that line, `indent` where that line begins."""

    number: str
    written: str
    line: int
    first: str
    indent: int = 0
    chapter: str = ""
    section: str = ""
    lines: list[Line] = field(default_factory=list)
    current: list[Line] = field(default_factory=list)
    explanation: list[Line] = field(default_factory=list)
    source: list[str] = field(default_factory=list)

    def settle(self) -> OutlineArticle | None:
        """Say what the article comes to; None where it has no text."""
        heading, lines = _take_heading(self.first, self.indent, self.lines)
        text = write_provisions(lines)
        goes = is_deleted(text)
        if not text:
            return None
        self._require_length(text)
        return OutlineArticle(
            number=self.number,
            heading=heading,
            chapter=self.chapter,
            section=self.section,
            text="" if goes else text,
            is_deleted=goes,
            current_text=self._settle_current(heading),
            explanation=_write_prose(self.explanation),
            source="\n".join(filter(None, self.source)),
        )

    def _settle_current(self, heading: str) -> str | None:
        """The current text without the number and heading that are the article's own; others stay, as words of that text."""
        lines = [line for line in self.current if line.text.strip()]
        if not lines or all(is_new(line.text) for line in lines):
            return None
        mark = read_mark(lines[0].text, is_first=True)
        if mark is not None and mark.number == self.number:
            was, rest = _take_heading(mark.rest, lines[0].indent, lines[1:])
            lines = rest if was == heading else [Line(mark.rest, lines[0].indent), *lines[1:]]
        text = write_provisions(lines)
        self._require_length(text)
        return text or None

    def _require_length(self, text: str) -> None:
        if len(text) > MOST_CHARACTERS:
            most = f"{MOST_CHARACTERS:,}"
            raise bad_file(_l("Article %(number)s is longer than %(most)s characters.", number=self.number, most=most))


def _take_heading(first: str, indent: int, below: Sequence[Line]) -> tuple[str, list[Line]]:
    """Tell a heading from the text after an article's number.

    It stands in brackets (on the next line, where the number is alone), or alone on the number's line with neither stop nor verb. The
    first line of text begins after the number, two signs further in than the line itself.
    """
    lines = [line for line in below if line.text.strip()]
    heading, rest = split_heading(first.strip())
    if not first.strip() and len(lines) > 1:
        under, tail = split_heading(lines[0].text.strip())
        heading, lines = (under, lines[1:]) if under and not tail else ("", lines)
    if not heading and lines and is_plain_heading(rest, lines[0].text):
        heading, rest = rest, ""
    return heading, [Line(rest, indent + 2 * SIGN), *lines] if rest else lines


def _write_prose(lines: Sequence[Line]) -> str:
    """Write an explanation: its lines as they are, with at most one blank line between."""
    written: list[str] = []
    for line in lines:
        text = line.text.strip()
        if text or (written and written[-1]):
            written.append(text)
    return "\n".join(written).strip()
