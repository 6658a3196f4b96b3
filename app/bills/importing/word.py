"""A Word document as lines and tables, read as it stands once all tracked changes are accepted.

Words that were deleted or moved away are gone, those inserted or moved here stay. Page heads and margin comments are no part of
the text; words in text boxes, footnotes and embedded files are set apart, for whoever looks what could not be placed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from app.bills.importing.archive import Archive, Element
from app.bills.importing.limits import Deadline
from app.bills.importing.numbering import Lists
from app.bills.importing.ooxml import child, children, is_on, tag, value
from app.bills.importing.provisions import Line, indent_of
from app.kernel.richtext import clean

_GONE = {
    "del",
    "moveFrom",
    "pPr",
    "rPr",
    "instrText",
    "delText",
    "delInstrText",
    "Fallback",
    "rt",
    "tblPr",
    "tcPr",
    "trPr",
}
INTRODUCTION = (
    "gongyi-introduction"  # the tag of what the export writes before its table: title, facts, general explanation
)
_SIGNS = {"tab": "\t", "cr": "\n", "noBreakHyphen": "-"}
_ENDS_ARTICLE_MARK = re.compile(r"[條章節編]$")


@dataclass(slots=True)
class Cell:
    """A cell of a table's row: the grid columns that it spans (half-open), its lines, whether it goes on with the one above."""

    start: int
    end: int
    lines: list[Line]
    goes_on: bool = False

    @property
    def words(self) -> str:
        """All its words."""
        return "\n".join(line.text for line in self.lines if line.text)


@dataclass(slots=True)
class Block:
    """A paragraph outside tables (its lines), or a row of a table; `number` counts both from 1, `table` counts tables."""

    number: int
    lines: list[Line] = field(default_factory=list)
    cells: list[Cell] | None = None
    table: int = 0


class Document:
    """The body of a Word document."""

    def __init__(self, archive: Archive, deadline: Deadline) -> None:
        self.asides: list[str] = []
        self.introduction: list[str] = []
        self._deadline = deadline
        self._lists = Lists(archive.part("numbering.xml"), archive.part("styles.xml"))
        self._tables = 0
        body = child(archive.document(), "body")
        self.blocks = [] if body is None else list(self._blocks(body))
        for n, block in enumerate(self.blocks, 1):
            block.number = n
        for name, kind in (("footnotes.xml", "footnote"), ("endnotes.xml", "endnote")):
            for note in children(archive.part(name), kind):
                if value(note, "type") in (None, "normal"):
                    self._set_aside(note)

    def _blocks(self, parent: Element) -> Iterator[Block]:
        waiting = ""  # the words of a paragraph whose end was deleted: the next one goes on with them
        for element in parent:
            self._deadline.check()
            name = tag(element)
            if name == "p":
                lines, ends = self._paragraph(element, waiting)
                waiting = "" if ends else "\n".join(line.text for line in lines)
                if ends:
                    yield Block(0, lines)
            elif name == "tbl":
                self._tables += 1
                yield from self._rows(element, self._tables)
            elif name == "sdt" and value(child(child(element, "sdtPr"), "tag")) == INTRODUCTION:
                yield from self._introduce(element)
            elif name == "altChunk":
                self.asides.append("[altChunk]")
            elif name not in _GONE:
                yield from self._blocks(element)
        if waiting:
            yield Block(0, [Line(waiting)])

    def _introduce(self, control: Element) -> Iterator[Block]:
        """Set the paragraphs of an introduction apart; a table that somebody moved into it is a table all the same."""
        for part in children(control, "sdtContent"):
            for block in self._blocks(part):
                if block.cells is None:
                    self.introduction += [line.text.strip() for line in block.lines if line.text.strip()]
                else:
                    yield block

    def _rows(self, table: Element, number: int) -> Iterator[Block]:
        for element in table:
            self._deadline.check()
            if tag(element) == "tr":
                properties = child(element, "trPr")
                if child(properties, "del") is None:
                    place = _count(child(properties, "gridBefore"), 0)
                    yield Block(0, cells=list(self._cells(element, place)), table=number)
            elif tag(element) not in _GONE:
                yield from self._rows(element, number)

    def _cells(self, row: Element, place: int) -> Iterator[Cell]:
        for element in row:
            if tag(element) == "tc":
                properties = child(element, "tcPr")
                end = place + _count(child(properties, "gridSpan"), 1)
                merge = child(properties, "vMerge")
                is_gone = child(properties, "cellDel") is not None
                lines = [] if is_gone else list(self._lines(element))
                yield Cell(place, end, lines, merge is not None and value(merge) != "restart")
                place = end
            elif tag(element) not in _GONE:
                for cell in self._cells(element, place):
                    yield cell
                    place = cell.end

    def _lines(self, cell: Element) -> Iterator[Line]:
        """The lines of a cell; a row of a table inside it is one line."""
        for block in self._blocks(cell):
            if block.cells is None:
                yield from block.lines
            else:
                yield Line("　".join(one.words.replace("\n", " ") for one in block.cells))

    def _paragraph(self, element: Element, before: str) -> tuple[list[Line], bool]:
        """Read a paragraph's lines, and whether it ends here (its mark is not deleted)."""
        properties = child(element, "pPr")
        written = "".join(self._words(element))
        label, indent = self._lists.describe(properties) if written.strip() else ("", 0)
        if label:
            gap = "　" if _ENDS_ARTICLE_MARK.search(label) else (" " if label[-1] in ".)•" else "")
            written = label + gap + written.lstrip()
        lines = [Line(clean(line), indent + indent_of(line)) for line in (before + written).split("\n")]
        marks = child(properties, "rPr")
        return lines, not (is_on(child(marks, "del")) or is_on(child(marks, "moveFrom")))

    def _words(self, element: Element) -> Iterator[str]:
        for one in element:
            name = tag(one)
            if name == "t":
                yield one.text or ""
            elif name in _SIGNS:
                yield _SIGNS[name]
            elif name == "br":
                yield "" if value(one, "type") in ("page", "column") else "\n"
            elif name == "sym":
                yield "•"
            elif name == "txbxContent":
                self._set_aside(one)
            elif name not in _GONE:
                yield from self._words(one)

    def _set_aside(self, element: Element) -> None:
        words = "\n".join(line.text for line in self._lines(element) if line.text)
        if words:
            self.asides.append(words)


def _count(element: Element | None, otherwise: int) -> int:
    found = value(element)
    return min(int(found), 100) if found and found.isascii() and found.isdigit() and len(found) < 4 else otherwise
