"""The comparison table of a DOCX file, cell by cell, in the order that Word's schema asks for.

Lines that stand under a number begin two signs in, whatever the column, so that a reader can tell from marks and indents alone
what is a subparagraph.
"""

import re
from collections.abc import Sequence

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from lxml import etree

from app.bills.exporting.particulars import (
    Laid,
    Part,
    Particulars,
    article_name,
    laid_lines,
    one_line,
    parts_of,
    printable,
)
from app.bills.outline import Outline, OutlineArticle

SIGN = 240  # a full-width sign's breadth in twentieths of a point, at 12 points
WIDTH = 9_638  # of a page's text: 17 cm
_STOP = re.compile(r"[。；：;！？]")
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

Element = etree._Element


def build_table(outline: Outline, about: Particulars) -> tuple[Element, list[Element | None]]:
    """Build the table; with the run of each article's number, for what is noted on the article."""
    words = about.words
    heads = (
        [words.proposed, words.current, words.explanation] if about.is_amendment else [words.text, words.explanation]
    )
    shares = [1] * 3 if about.is_amendment else [3, 2]
    widths = [WIDTH * share // sum(shares) for share in shares]
    table = _begin_table(widths)
    _add_row(table, heads, widths)
    numbers: list[Element | None] = []
    for part in parts_of(outline):
        if part.article is not None:
            numbers.append(_add_article(table, part.article, about, widths))
        elif part.name:
            _add_division(table, part, widths)
    return table, numbers


def element(parent: Element | None, tag: str, **attributes: str | int) -> Element:
    """Make an element of WordprocessingML under another."""
    named = {qn(f"w:{name}"): str(value) for name, value in attributes.items()}
    made: Element = OxmlElement(f"w:{tag}", named)
    if parent is not None:
        parent.append(made)
    return made


def _begin_table(widths: Sequence[int]) -> Element:
    table = element(None, "tbl")
    properties = element(table, "tblPr")
    element(properties, "tblStyle", val="TableGrid")
    element(properties, "tblW", w=sum(widths), type="dxa")
    element(properties, "tblLayout", type="fixed")
    margins = element(properties, "tblCellMar")
    for side, width in (("top", 40), ("left", 85), ("bottom", 40), ("right", 85)):
        element(margins, side, w=width, type="dxa")
    grid = element(table, "tblGrid")
    for width in widths:
        element(grid, "gridCol", w=width)
    return table


def _begin_row(table: Element, *, is_head: bool = False, is_kept: bool = False) -> Element:
    row = element(table, "tr")
    if is_head or is_kept:
        properties = element(row, "trPr")
        element(properties, "cantSplit")
        if is_head:
            element(properties, "tblHeader")
    return row


def _begin_cell(row: Element, width: int, span: int = 1) -> Element:
    cell = element(row, "tc")
    properties = element(cell, "tcPr")
    element(properties, "tcW", w=width, type="dxa")
    if span > 1:
        element(properties, "gridSpan", val=span)
    return cell


def _add_row(table: Element, heads: Sequence[str], widths: Sequence[int]) -> None:
    row = _begin_row(table, is_head=True)
    for head, width in zip(heads, widths, strict=True):
        cell = _begin_cell(row, width)
        element(cell[0], "shd", val="clear", color="auto", fill="EDEDED")
        _add_paragraph(cell, [head], is_centred=True, is_bold=True)


def _add_division(table: Element, part: Part, widths: Sequence[int]) -> None:
    cell = _begin_cell(_begin_row(table, is_kept=True), sum(widths), len(widths))
    _add_paragraph(cell, [part.name], is_bold=True)


def _add_article(table: Element, article: OutlineArticle, about: Particulars, widths: Sequence[int]) -> Element:
    row = _begin_row(table)
    number = _add_text(_begin_cell(row, widths[0]), article, about)
    if about.is_amendment:
        cell = _begin_cell(row, widths[1])
        if article.current_text is not None:
            _add_lines(cell, laid_lines(article.current_text))
        else:
            _add_paragraph(cell, [] if article.is_deleted else [about.words.added])
    cell = _begin_cell(row, widths[-1])
    for line in printable(article.explanation).strip().splitlines() or [""]:
        _add_paragraph(cell, [line.strip()], hanging=_hang(line.strip()))
    return number


def _hang(line: str) -> int:
    """How far a line of an explanation stands in after its first row, by the mark that it begins with."""
    if re.match(r"[一二三四五六七八九十]{1,3}、", line):
        return 2 * SIGN
    return SIGN + SIGN // 2 if re.match(r"[0-9]{1,2}\. ", line) else 0


def _add_text(cell: Element, article: OutlineArticle, about: Particulars) -> Element:
    """Write the article as the official forms do: its number first, then the text on the same line where there is no heading."""
    name, heading = article_name(article, about.lang), one_line(article.heading)
    lines = laid_lines(article.text)
    runs = [name]
    is_english = about.lang.startswith("en")
    if heading:
        runs.append(f" ({heading})" if is_english else f"（{heading}）")
    elif article.is_deleted:
        runs.append((" " if is_english else "　") + about.words.deleted)
    elif lines and not is_english and _may_follow_number(lines[0]):
        runs.append("　" + lines.pop(0).words)
    paragraph = _add_paragraph(cell, runs, hanging=SIGN)
    element_of_number: Element = paragraph.findall(qn("w:r"))[0]
    element(element_of_number.find(qn("w:rPr")), "b")
    if heading and article.is_deleted:
        _add_lines(cell, [Laid(0, "", about.words.deleted)])
    elif lines:
        _add_lines(cell, lines)
    return element_of_number


def _may_follow_number(line: Laid) -> bool:
    """Whether nobody could take a text that follows a number for the article's heading."""
    return line.depth == 0 and line.words[0] not in "（([［【之第至所" and _STOP.search(line.words) is not None


def _add_lines(cell: Element, lines: Sequence[Laid]) -> None:
    for line in lines or [Laid(0, "", "")]:
        if line.depth:
            hanging = 2 * SIGN if line.depth == 1 else 3 * SIGN
            _add_paragraph(cell, [line.mark + line.words], left=line.depth * SIGN + hanging, hanging=hanging)
        else:
            _add_paragraph(cell, [line.words], left=SIGN, first=SIGN)


def _add_paragraph(
    cell: Element,
    runs: Sequence[str],
    *,
    left: int = 0,
    first: int = 0,
    hanging: int = 0,
    is_centred: bool = False,
    is_bold: bool = False,
) -> Element:
    paragraph = element(cell, "p")
    properties = element(paragraph, "pPr")
    if hanging:
        element(properties, "ind", left=left or hanging, hanging=hanging)
    elif left or first:
        element(properties, "ind", left=left, firstLine=first)
    if is_centred:
        element(properties, "jc", val="center")
    for words in runs:
        run = element(paragraph, "r")
        element(run, "rPr")
        if is_bold:
            element(run[0], "b")
        _write_words(run, words)
    return paragraph


def _write_words(run: Element, words: str) -> None:
    for n, piece in enumerate(_clean(words).split("\t")):
        if n:
            element(run, "tab")
        text = element(run, "t")
        text.text = piece
        text.set(_XML_SPACE, "preserve")


def _clean(words: str) -> str:
    return printable(words).replace("\r", " ").replace("\n", " ")
