"""Reading a Word document: its comparison tables 條文對照表, or, where it has none, its paragraphs as a plain text."""

from collections.abc import Sequence

from app.bills.importing.archive import Archive
from app.bills.importing.assembly import Assembly, Row
from app.bills.importing.columns import Column, Heading, column_at, is_caption, read_headings
from app.bills.importing.limits import Deadline
from app.bills.importing.plain import read_lines
from app.bills.importing.provisions import Line
from app.bills.importing.word import Block, Cell, Document
from app.bills.outline import Outline
from app.kernel.i18n import lazy_gettext as _l

_OUTSIDE = _l("This stands outside the comparison table.")
_NO_HEADINGS = _l("This table has no heading row that names its columns, such as 修正條文, 現行條文, 說明.")
_NAME = _l("This is about the act's name, which stands among the bill's texts.")
_ASIDE = _l("This stands in a footnote, a text box or an embedded file.")


def read_docx(content: bytes) -> Outline:
    """Read a Word document's articles, or raise Refused with what is wrong with the file."""
    deadline = Deadline()
    document = Document(Archive(content), deadline)
    return read_blocks(document.blocks, deadline, document.introduction, document.asides)


def read_blocks(
    blocks: Sequence[Block], deadline: Deadline, titles: Sequence[str] = (), asides: Sequence[str] = ()
) -> Outline:
    """Read rows of comparison tables, or, where there is none, paragraphs; `titles` and `asides` are what stood apart from them."""
    assembly = Assembly()
    assembly.titles += titles
    if any(block.cells and _headings_of(block.cells) for block in blocks):
        _Tables(assembly, deadline).read(blocks)
    else:
        _read_text(assembly, blocks)
    for words in asides:
        assembly.refuse(len(blocks), words, _ASIDE)
    return assembly.finish()


def _read_text(assembly: Assembly, blocks: Sequence[Block]) -> None:
    for block in blocks:
        if block.cells is None:
            read_lines(assembly, [(block.number, line) for line in block.lines])
        else:
            assembly.refuse(block.number, _words(block.cells), _NO_HEADINGS)


def _headings_of(cells: Sequence[Cell]) -> tuple[Heading, ...] | None:
    return read_headings([(cell.start, cell.end, cell.words) for cell in cells])


def _words(cells: Sequence[Cell]) -> str:
    return " | ".join(cell.words for cell in cells if cell.words)


class _Tables:
    """The tables of a document, row by row: which headings stand, and which cells go on from above."""

    def __init__(self, assembly: Assembly, deadline: Deadline) -> None:
        self._assembly = assembly
        self._deadline = deadline
        self._headings: tuple[Heading, ...] = ()
        self._table = 0
        self._merged: dict[Column, list[Line]] = {}

    def read(self, blocks: Sequence[Block]) -> None:
        """Take all rows into the assembly."""
        for block in blocks:
            self._deadline.check()
            if block.cells is None:
                self._read_outside(block)
            else:
                self._read_row(block, block.cells)

    def _read_outside(self, block: Block) -> None:
        for line in block.lines:
            if is_caption(line.text) and not self._assembly.has_articles:
                self._assembly.titles.append(line.text)
            else:
                self._assembly.refuse(block.number, line.text, _OUTSIDE)

    def _read_row(self, block: Block, cells: Sequence[Cell]) -> None:
        if (headings := _headings_of(cells)) is not None:
            self._headings, self._table, self._merged = headings, block.table, {}
            return
        if len(cells) == 1 and is_caption(cells[0].words) and not self._assembly.has_articles:
            self._assembly.titles.append(cells[0].words)
            return
        if block.table != self._table:
            self._begin_table(block.table, cells)
        if not self._headings:
            self._assembly.refuse(block.number, _words(cells), _NO_HEADINGS)
        elif any(heading.column is Column.NAME for heading in self._headings):
            self._assembly.refuse(block.number, _words(cells), _NAME)
        else:
            self._assembly.add(self._row(block.number, cells))

    def _begin_table(self, table: int, cells: Sequence[Cell]) -> None:
        """Let the last headings stand over a table without its own, where it has as many columns."""
        self._table, self._merged = table, {}
        if len(cells) != len(self._headings):
            self._headings = ()
            return
        self._headings = tuple(
            Heading(cell.start, cell.end, heading.column, heading.words)
            for cell, heading in zip(cells, self._headings, strict=True)
        )

    def _row(self, number: int, cells: Sequence[Cell]) -> Row:
        row, source = Row(number), []
        named: list[Line] = []
        for cell in cells:
            heading = column_at(self._headings, cell.start)
            column = heading.column if heading else Column.OTHER
            if cell.words and heading:
                source.append(f"【{heading.words}】\n{cell.words}")
            self._remember(row, column, cell)
            if column is Column.NUMBER:
                named = [line for line in cell.lines if line.text]
            elif column is Column.OTHER:
                reason = _l("The column “%(name)s” has no place in a draft.", name=heading.words if heading else "–")
                self._assembly.refuse(number, cell.words, reason)
            else:
                lines: list[Line] = getattr(row, column.value)
                lines += cell.lines
        row.proposed = [*_as_marks(named), *(line for line in row.proposed if line.text)]
        row.source = "\n".join(source)
        return row

    def _remember(self, row: Row, column: Column, cell: Cell) -> None:
        """Keep a cell's lines while the cells below are merged with it; what such a cell says then stands for the row too."""
        if not cell.goes_on:
            self._merged[column] = cell.lines
        elif column is Column.PROPOSED:
            row.goes_on = True
        elif column is Column.CURRENT:
            row.shared_current = self._merged.get(column, [])
        elif column is Column.EXPLANATION:
            row.shared_explanation = self._merged.get(column, [])


def _as_marks(named: Sequence[Line]) -> list[Line]:
    """Write what a column of numbers says as the marks that begin articles."""
    plain = [line.text.strip(" .。、") for line in named]
    return [Line(f"第{words}條" if words.replace("-", "").isalnum() and _is_bare(words) else words) for words in plain]


def _is_bare(words: str) -> bool:
    return all(sign.isdigit() or sign in "-一二三四五六七八九十百〇零之" for sign in words)
