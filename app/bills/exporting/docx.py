"""A version as a Word file in the form of the Executive Yuan's drafts: general explanation, then 條文對照表 in three columns.

A new act has two columns. The same version gives the same bytes: nothing in the file tells when it was written.
"""

import io
from datetime import UTC, datetime, time
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.text.run import Run
from lxml import etree

from app.bills.exporting.docx_table import build_table, element
from app.bills.exporting.particulars import Counted, Particulars, one_line
from app.bills.importing.word import INTRODUCTION
from app.bills.outline import Outline

_EASTERN, _WESTERN = "標楷體", "Times New Roman"
_STYLES = (("Normal", 12, 0), ("Title", 18, 6), ("Heading 1", 14, 6), ("Header", 9, 0), ("Footer", 9, 0))


def write_docx(outline: Outline, about: Particulars, counted: Counted | None = None) -> bytes:
    """Write a version as DOCX; with counts, as comments in the margin beside the articles' numbers."""
    document = Document()
    _set_styles(document, about)
    _set_page(document, about)
    _write_head(document, about)
    _wrap_introduction(document.element.body)
    table, numbers = build_table(outline, about)
    document.element.body.insert(len(document.element.body) - 1, table)
    if counted is not None:
        for number, voices in zip(numbers, counted.voices, strict=True):
            if voices is not None and number is not None:
                _note(document, number, voices.say(about.words), about, counted)
    packed = io.BytesIO()
    document.save(packed)
    return without_times(packed.getvalue())


def _set_styles(document: Any, about: Particulars) -> None:
    for name, points, after in _STYLES:
        style = document.styles[name]
        style.font.size, style.font.name, style.font.color.rgb = Pt(points), _WESTERN, None
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        fonts.set(qn("w:eastAsia"), _EASTERN)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(after), Pt(after)
        for line in style.element.findall(f"{qn('w:pPr')}/{qn('w:pBdr')}"):
            line.getparent().remove(line)
    language = element(document.styles["Normal"].element.rPr, "lang")
    language.set(qn("w:val"), "en-GB" if about.lang.startswith("en") else "zh-TW")
    language.set(qn("w:eastAsia"), "zh-TW")
    document.styles["Title"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    stamp = datetime.combine(about.published_day, time(), UTC)
    core = document.core_properties
    core.title, core.author, core.last_modified_by = (
        one_line(about.title)[:255],
        one_line(about.agency)[:255],
        "Gongyi 公議",
    )
    core.comments, core.language, core.created, core.modified = one_line(about.address)[:255], about.lang, stamp, stamp


def _set_page(document: Any, about: Particulars) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(2.2)
    section.header.paragraphs[0].text = f"{one_line(about.title)}　{about.running_version}"
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    before, _page, rest = about.words.page.partition("{page}")
    between, _pages, after = rest.partition("{pages}")
    for words, field in ((before, "PAGE"), (between, "NUMPAGES"), (after, "")):
        if words:
            footer.add_run(words)
        if field:
            _add_field(footer.add_run()._r, field)


def _add_field(run: etree._Element, name: str) -> None:
    element(run, "fldChar", fldCharType="begin")
    element(run, "instrText").text = f" {name} "
    element(run, "fldChar", fldCharType="separate")
    element(run, "t").text = "1"
    element(run, "fldChar", fldCharType="end")


def _write_head(document: Any, about: Particulars) -> None:
    document.add_paragraph(one_line(about.title), style="Title")
    for note in about.notes:
        paragraph = document.add_paragraph(one_line(note))
        paragraph.paragraph_format.space_after = Pt(6)
    for name, value in about.facts():
        document.add_paragraph(f"{name}{about.words.colon}{one_line(value)}")
    if about.explanation:
        document.add_paragraph(about.words.general, style="Heading 1")
        for line in about.explanation:
            paragraph = document.add_paragraph(one_line(line))
            paragraph.paragraph_format.space_after = Pt(4)
    document.add_paragraph(about.table_title, style="Heading 1")


def _wrap_introduction(body: etree._Element) -> None:
    """Put all that stands so far into one content control, so that the importer knows it as no part of the articles."""
    control = element(None, "sdt")
    element(element(control, "sdtPr"), "tag", val=INTRODUCTION)
    inside = element(control, "sdtContent")
    for paragraph in body.findall(qn("w:p")):
        inside.append(paragraph)
    body.insert(0, control)


def _note(document: Any, number: Any, words: str, about: Particulars, counted: Counted) -> None:
    """Put a comment of Word beside an article's number, dated with the day of counting."""
    run = Run(number, document)
    said = f"{words}\n{about.words.counted.format(day=about.say_day(counted.day))}"
    comment = document.add_comment(run, text=said, author="Gongyi 公議", initials="公")
    comment._comment_elm.set(qn("w:date"), f"{counted.day.isoformat()}T00:00:00Z")


def without_times(packed: bytes) -> bytes:
    """Pack a file anew, its parts dated as ZIP's first day."""
    written = io.BytesIO()
    with ZipFile(io.BytesIO(packed)) as given, ZipFile(written, "w") as target:
        for part in given.infolist():
            target.writestr(ZipInfo(part.filename), given.read(part), compress_type=ZIP_DEFLATED)
    return written.getvalue()
