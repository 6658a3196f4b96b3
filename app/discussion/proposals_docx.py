"""The proposals for an article as a Word file: present words, proposed ones with their changes marked, and the reasons.

What comes in is underlined, what goes is struck through, so that every reader of such files shows it. The same proposals on the same
day give the same bytes.
"""

import io
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time
from html import unescape
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from app.bills.exporting.docx import without_times
from app.bills.exporting.docx_table import Element, element
from app.bills.exporting.particulars import one_line, printable
from app.discussion.cards import comment_url
from app.discussion.proposal_entries import Group, place_of_entry
from app.discussion.proposal_lists import Entry
from app.kernel.i18n import gettext as _
from app.kernel.i18n import html_lang, ngettext, show_day
from app.kernel.richtext import plain_lines

MOST = 300  # entries of one file
_WIDTHS = (4_800, 4_800, 4_400)  # in twentieths of a point
_EASTERN, _WESTERN = "標楷體", "Times New Roman"
_LINE = re.compile(r"<p[^>]*>(.*?)</p>", re.DOTALL)
_PIECE = re.compile(r"<(ins|del)>(.*?)</\1>|([^<]+)", re.DOTALL)
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_MARKS = {"ins": {"u": "single", "color": "1F5132"}, "del": {"strike": "true", "color": "8A1C1C"}, "b": {"b": "true"}}
_ORDER = ("b", "strike", "color", "u")  # of a run's properties, as Word's schema asks for it

Piece = tuple[str, str]  # mark (ins, del, b or none) and words


def write_proposals(title: str, groups: Sequence[Group], *, is_cut: bool, day: date) -> bytes:
    """Write proposals in groups as DOCX; `is_cut` says that there are more of them than the file holds."""
    document: Any = Document()
    _set_up(document, title, day)
    document.add_paragraph(one_line(_("Proposed wording: %(title)s", title=title)), style="Title")
    document.add_paragraph(one_line(_("As of %(day)s.", day=show_day(day))))
    if is_cut:
        told = _("The file holds the first %(count)s proposals; there are more.", count=MOST)
        document.add_paragraph(one_line(told))
    if groups:
        document.element.body.insert(len(document.element.body) - 1, _table(groups))
    else:
        document.add_paragraph(_("Nobody has proposed wording for this article."))
    packed = io.BytesIO()
    document.save(packed)
    return without_times(packed.getvalue())


def _set_up(document: Any, title: str, day: date) -> None:
    for name, points in (("Normal", 11), ("Title", 16)):
        style = document.styles[name]
        style.font.size, style.font.name, style.font.color.rgb = Pt(points), _WESTERN, None
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        fonts.set(qn("w:eastAsia"), _EASTERN)
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2)
    stamp = datetime.combine(day, time(), UTC)
    core = document.core_properties
    core.title, core.author, core.last_modified_by = one_line(title)[:255], "Gongyi 公議", "Gongyi 公議"
    core.language, core.created, core.modified, core.comments = html_lang(), stamp, stamp, ""


def _table(groups: Sequence[Group]) -> Element:
    table = element(None, "tbl")
    properties = element(table, "tblPr")
    element(properties, "tblStyle", val="TableGrid")
    element(properties, "tblW", w=sum(_WIDTHS), type="dxa")
    element(properties, "tblLayout", type="fixed")
    grid = element(table, "tblGrid")
    for width in _WIDTHS:
        element(grid, "gridCol", w=width)
    heads = (_("Present text"), _("Proposed wording"), _("Reason, who and how many"))
    _row(table, [[[("b", str(head))]] for head in heads], is_head=True)
    for group in groups:
        for line in group_lines(group):
            _row(table, [[[("b", line)]]])
        for entry in group.entries:
            _row(table, [_present(entry), _proposed(entry), _said(entry)])
    return table


def group_lines(group: Group) -> Iterator[str]:
    """What stands above a group: the version that it speaks of, and that its entries exclude each other."""
    if group.is_new_version:
        number = group.version
        yield (
            _("On version %(number)s of the text; there is a newer one", number=number)
            if group.is_older
            else _("On version %(number)s of the text", number=number)
        )
    if group.size > 1:
        yield ngettext(
            "%(num)s proposal changes the same words: these cannot all be taken",
            "%(num)s proposals change the same words: these cannot all be taken",
            group.size,
        )


def _present(entry: Entry) -> list[list[Piece]]:
    return [[("b", place_of_entry(entry))], *([("", line)] for line in entry.present.words.split("\n"))]


def _proposed(entry: Entry) -> list[list[Piece]]:
    return [read_pieces(line) for line in _LINE.findall(entry.row.proposed_html or "")]


def read_pieces(html: str) -> list[Piece]:
    """Read a line of a kept redline: runs of words, each with its mark."""
    found = ((tag, unescape(inside or plain)) for tag, inside, plain in _PIECE.findall(html))
    return [(tag, text) for tag, text in found if text]


def _said(entry: Entry) -> list[list[Piece]]:
    people = ngettext("%(num)s person", "%(num)s people", entry.people)
    endorsed = ngettext("%(num)s endorsement", "%(num)s endorsements", entry.endorsements)
    names = [entry.row.author_handle, *(handle for _number, handle in entry.others)]
    lines: list[list[Piece]] = [[("b", f"{people} · {endorsed}")], [("", ", ".join(dict.fromkeys(names)))]]
    lines += [[("", line)] for line in plain_lines(entry.row.body or "")]
    return [*lines, [("", comment_url(entry.row.id))]]


def _row(table: Element, cells: Sequence[list[list[Piece]]], *, is_head: bool = False) -> None:
    row = element(table, "tr")
    if is_head:
        element(element(row, "trPr"), "tblHeader")
    span = len(_WIDTHS) if len(cells) == 1 else 1
    for width, lines in zip(_WIDTHS, cells, strict=False):
        cell = element(row, "tc")
        properties = element(cell, "tcPr")
        element(properties, "tcW", w=sum(_WIDTHS) if span > 1 else width, type="dxa")
        if span > 1:
            element(properties, "gridSpan", val=span)
        for line in lines or [[]]:
            paragraph = element(cell, "p")
            for mark, words in line:
                _run(paragraph, mark, words)


def _run(paragraph: Element, mark: str, words: str) -> None:
    run = element(paragraph, "r")
    if mark:
        properties = element(run, "rPr")
        for name in _ORDER:
            if value := _MARKS[mark].get(name):
                element(properties, name, val=value)
    text = element(run, "t")
    text.text = printable(words)
    text.set(_XML_SPACE, "preserve")
