"""A consolidated response as a Word file. The same response gives the same bytes: nothing in it tells when it was written."""

import io
from datetime import UTC, datetime, time
from typing import Any

from docx import Document as WordFile
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from app.bills.exporting.docx import without_times
from app.bills.exporting.docx_table import element
from app.responses.exporting.document import Document, Marked, Point, file_title

_EASTERN, _WESTERN = "標楷體", "Times New Roman"
_STYLES = (("Normal", 12, 4), ("Title", 18, 6), ("Heading 1", 14, 6), ("Heading 2", 12, 4))


def write_docx(document: Document) -> bytes:
    """Write a response as DOCX."""
    file = WordFile()
    _set_styles(file, document.lang)
    _set_page(file, document)
    file.add_paragraph(document.title, style="Title")
    file.add_paragraph(document.bill).alignment = WD_ALIGN_PARAGRAPH.CENTER
    for name, value in document.facts:
        line = file.add_paragraph()
        line.add_run(f"{name}　").bold = True
        line.add_run(value)
    if document.counts:
        file.add_paragraph("　".join(document.counts))
    if document.key:
        file.add_paragraph(document.key)
    for name, points in document.sections:
        file.add_paragraph(name, style="Heading 1")
        for point in points:
            _write_point(file, point)
    file.add_paragraph(document.closing)
    packed = io.BytesIO()
    file.save(packed)
    return without_times(packed.getvalue())


def _write_point(file: Any, point: Point) -> None:
    file.add_paragraph(point.name, style="Heading 2")
    for line in point.asked:
        file.add_paragraph(line)
    if point.decision:
        file.add_paragraph().add_run(point.decision).bold = True
    for part in point.parts:
        file.add_paragraph().add_run(part.head).font.size = Pt(10)
        for line in (*part.paragraphs, part.changed):
            if line:
                file.add_paragraph(line)
        for marked in part.marked:
            _write_marked(file, marked)


def _write_marked(file: Any, marked: Marked) -> None:
    """Write an article with its changes marked: added words underlined, removed ones struck through."""
    file.add_paragraph().add_run(marked.head).font.size = Pt(10)
    paragraph = file.add_paragraph()
    paragraph.paragraph_format.left_indent = Cm(0.8)
    for op, words in marked.runs:
        font = paragraph.add_run(words).font
        font.underline, font.strike = op == "insert" or None, op == "delete" or None


def _set_styles(file: Any, lang: str) -> None:
    for name, points, after in _STYLES:
        style = file.styles[name]
        style.font.size, style.font.name, style.font.color.rgb = Pt(points), _WESTERN, None
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        fonts.set(qn("w:eastAsia"), _EASTERN)
        style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(after)
    language = element(file.styles["Normal"].element.rPr, "lang")
    language.set(qn("w:val"), "en-GB" if lang.startswith("en") else "zh-TW")
    language.set(qn("w:eastAsia"), "zh-TW")
    file.styles["Title"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _set_page(file: Any, document: Document) -> None:
    section = file.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    stamp = datetime.combine(document.day, time(), UTC)
    core = file.core_properties
    core.title, core.author, core.last_modified_by = file_title(document)[:255], document.agency[:255], "Gongyi 公議"
    core.comments, core.language, core.created, core.modified = "", document.lang, stamp, stamp
