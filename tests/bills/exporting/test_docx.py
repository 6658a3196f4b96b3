"""Word files: the official form, read back by the importer; comments in the margin; no word ever becomes markup."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given, settings

from app.bills.exporting.docx import write_docx
from app.bills.exporting.particulars import Counted, Voices, laid_lines
from app.bills.importing import read_docx
from app.bills.outline import Outline, OutlineArticle
from tests.bills.exporting.drafts import ABOUT, CHINESE, ENGLISH, FEW, HOSTILE, IN_ENGLISH, plain_drafts

OUTLINE = Outline(
    (
        OutlineArticle(
            number="1",
            text="本法依憲法制定之。",
            chapter="第一章　總則",
            current_text="舊。",
            explanation="一、甲。\n二、乙。",
        ),
        OutlineArticle(
            number="2",
            heading="檢查",
            text="得為：\n一、甲。\n（一）子。",
            chapter="第一章　總則",
            section="第一節　檢查",
        ),
        OutlineArticle(number="2-1", text="", is_deleted=True, chapter="第二章　附則", current_text="舊二。"),
    )
)
COUNTED = Counted((Voices(3, 5, {"support": 2, "oppose": 1}), None, Voices(1, 1)), date(2026, 3, 9))


def table_of(content: bytes) -> list[list[str]]:
    """A file's only table as texts; a cell over all columns comes once."""
    (table,) = Document(io.BytesIO(content)).tables
    return [["\n".join(p.text for p in cell.paragraphs) for cell in dict.fromkeys(row.cells)] for row in table.rows]


def test_an_amendment_has_the_three_columns_of_the_official_form() -> None:
    assert table_of(write_docx(OUTLINE, ABOUT)) == [
        ["修正條文", "現行條文", "說明"],
        ["第一章　總則"],
        ["第一條　本法依憲法制定之。", "舊。", "一、甲。\n二、乙。"],
        ["第一節　檢查"],
        ["第二條（檢查）\n得為：\n一、甲。\n（一）子。", "（本條新增）", ""],
        ["第二章　附則"],
        ["第二條之一　（刪除）", "舊二。", ""],
    ]


def test_a_new_act_has_two_columns() -> None:
    about = replace(ENGLISH, is_amendment=False)
    table = table_of(write_docx(Outline((OutlineArticle(number="1", heading="Purpose", text="To be."),)), about))
    assert table == [["Text", "Explanation"], ["Article 1 (Purpose)\nTo be.", ""]]


def test_the_heading_row_comes_again_on_each_page() -> None:
    (table,) = Document(io.BytesIO(write_docx(OUTLINE, ABOUT))).tables
    assert [row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in table.rows] == [True] + [
        False
    ] * 6


def test_the_general_explanation_stands_before_the_table_and_pages_are_counted() -> None:
    document = Document(io.BytesIO(write_docx(OUTLINE, ABOUT)))
    control, table, *_rest = document.element.body
    assert table.tag == qn("w:tbl")
    said = ["".join(text.text for text in paragraph.iter(qn("w:t"))) for paragraph in control.iter(qn("w:p"))]
    assert said[:2] == ["資通安全管理法修正草案", "本頁為示意改寫，並非官方文本。"]
    assert "預告期間：民國 115 年 1 月 5 日至民國 115 年 3 月 5 日" in said
    assert said[-4:] == ["總說明", *ABOUT.explanation, "條文對照表"]
    footer = document.sections[0].footer._element.xml
    assert "PAGE" in footer and "NUMPAGES" in footer
    assert "資通安全管理法修正草案　第 2 版" in document.sections[0].header.paragraphs[0].text


def test_chinese_has_a_font_of_its_own() -> None:
    document = Document(io.BytesIO(write_docx(OUTLINE, ABOUT)))
    fonts = document.styles["Normal"].element.rPr.rFonts
    assert (fonts.get(qn("w:eastAsia")), fonts.get(qn("w:ascii"))) == ("標楷體", "Times New Roman")


def test_counts_are_comments_in_the_margin() -> None:
    document = Document(io.BytesIO(write_docx(OUTLINE, ABOUT, COUNTED)))
    said = [(comment.author, comment.text, comment.timestamp.date()) for comment in document.comments]
    assert said == [
        ("Gongyi 公議", "3 人發表 5 則留言：支持 2、反對 1\n留言數統計至民國 115 年 3 月 9 日", date(2026, 3, 9)),
        ("Gongyi 公議", "1 人發表 1 則留言\n留言數統計至民國 115 年 3 月 9 日", date(2026, 3, 9)),
    ]
    anchored = re.findall(r"<w:commentRangeStart[^>]*/>\s*<w:r>.*?<w:t[^>]*>([^<]*)<", document.element.xml, re.DOTALL)
    assert anchored == ["第一條", "第二條之一"]
    assert read_docx(write_docx(OUTLINE, ABOUT, COUNTED)).articles == OUTLINE.articles


@pytest.mark.parametrize(
    ("voices", "said"),
    [(Voices(1, 1), "1 comment by 1 person"), (Voices(2, 3, {"ask": 1}), "3 comments by 2 people: ask 1")],
)
def test_counts_in_english(voices: Voices, said: str) -> None:
    assert voices.say(ENGLISH.words) == said


def test_the_same_version_gives_the_same_bytes() -> None:
    content = write_docx(OUTLINE, ABOUT, COUNTED)
    assert content == write_docx(OUTLINE, ABOUT, COUNTED)
    assert {part.date_time for part in zipfile.ZipFile(io.BytesIO(content)).infolist()} == {(1980, 1, 1, 0, 0, 0)}


@given(plain_drafts(CHINESE))
@settings(max_examples=FEW, deadline=None)
def test_chinese_drafts_come_back(outline: Outline) -> None:
    assert read_docx(write_docx(outline, ABOUT)) == outline


@given(plain_drafts(IN_ENGLISH))
@settings(max_examples=FEW, deadline=None)
def test_english_drafts_come_back(outline: Outline) -> None:
    assert read_docx(write_docx(outline, ENGLISH)) == outline


@pytest.mark.parametrize("piece", [*HOSTILE, "\x00\x07\ud800\ufffe\x0b", "甲" * 5_000])
def test_any_signs_stay_words(piece: str) -> None:
    text = f"{piece}甲 {piece}"
    article = OutlineArticle(
        number="1", text=text, heading=piece, chapter=piece, section=piece, current_text=text, explanation=text
    )
    about = replace(ABOUT, title=piece, agency=piece, notes=(piece,), explanation=(piece,))
    cells = table_of(write_docx(Outline((article,)), about))[-1]
    lines = "\n".join(line.mark + line.words for line in laid_lines(text))
    assert cells[0].replace("（甲）", "").endswith(lines)
    assert cells[1:] == [lines, lines]


def test_the_introduction_is_no_line_without_a_place() -> None:
    found = read_docx(write_docx(OUTLINE, ABOUT))
    assert found.unplaced == ()
    assert found.titles == (
        ABOUT.title,
        *ABOUT.notes,
        *(f"{name}：{value}" for name, value in ABOUT.facts()),
        "總說明",
        *ABOUT.explanation,
        "條文對照表",
    )


def test_a_table_that_was_moved_into_the_introduction_is_read_all_the_same() -> None:
    document = Document(io.BytesIO(write_docx(OUTLINE, ABOUT)))
    control, table, *_rest = document.element.body
    control[-1].append(table)
    moved = io.BytesIO()
    document.save(moved)
    assert read_docx(moved.getvalue()).articles == OUTLINE.articles
