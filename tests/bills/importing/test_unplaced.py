"""Lines that have no place in a draft: each is named with its reason, and no word of a file is lost in silence."""

import re
from typing import Any

from docx import Document
from docx.oxml import parse_xml

from app.bills.importing import read_docx
from app.bills.outline import Outline
from tests.bills.importing.test_docx import ROWS, reasons, texts
from tests.bills.importing.word_files import THREE, TWO, add_table, save


def words_of(outline: Outline) -> str:
    """All words that were read, placed or not."""
    parts = [*outline.titles, *(one.text for one in outline.unplaced)]
    for a in outline.articles:
        parts += [a.number, a.heading, a.chapter, a.section, a.text, a.current_text or "", a.explanation]
    return "".join(parts)


def test_every_line_without_a_place_is_named() -> None:
    document = Document()
    document.add_paragraph("資料保護法修正草案條文對照表")
    document.add_paragraph("資料保護法修正總說明第一段。")
    add_table(document, ("修正名稱", "現行名稱", "說明"), [("資料保護法", "資料管理法", "修正名稱。")])
    rows = [
        ("前言。", "", "旁白。"), ("第一條　甲。", "", ""), ("第一條　又一。", "第一條　舊。", "說明。"), ("續又一。", "", ""),
        ("第一千條　太大。", "", ""), ("第二章　空章", "第二章　舊章", "章名修正。"), ("第三章　末章", "", ""),
    ]  # fmt: skip
    add_table(document, THREE, rows)
    document.add_paragraph("附註。")
    outline = read_docx(save(document))
    assert outline.titles == ("資料保護法修正草案條文對照表",)
    assert texts(outline) == [("1", "甲。")]
    assert reasons(outline) == [
        (2, "資料保護法修正總說明第一段。"), (4, "資料保護法 | 資料管理法 | 修正名稱。"), (6, "前言。"), (6, "旁白。"),
        (8, "第一條　又一。"), (8, "第一條　舊。"), (8, "說明。"), (9, "續又一。"), (10, "第一千條　太大。"), (11, "第二章　舊章"),
        (11, "第二章　空章\n第二章　空章：章名修正。"), (12, "第三章　末章"), (13, "附註。"),
    ]  # fmt: skip
    assert all(str(one.reason) for one in outline.unplaced)


def test_no_word_of_the_source_is_lost() -> None:
    document: Any = Document()
    document.add_paragraph("零散甲乙")
    add_table(
        document, THREE, [*ROWS, ("第四章　丁", "第五章　戊", "己庚"), ("第六條（辛）壬。", "第七條　癸。", "子丑")]
    )
    add_table(document, (), [("寅卯", "辰巳"), ("午未", "申酉")])
    outline = read_docx(save(document))
    found = words_of(outline)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    for words in [p.text for p in document.paragraphs] + cells[len(THREE) :]:
        plain = re.sub(r"第[一二三]條|（本條新增）|（刪除）|第六條", "", words)
        for run in re.findall(r"[\w]+", plain):
            assert run in found, run


def test_words_in_text_boxes_are_named() -> None:
    document = Document()
    add_table(document, TWO, [("第一條　甲。", "說明。")])
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    box = (
        f"<w:r {space}><w:pict><w:txbxContent><w:p><w:r><w:t>框裡的話</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
    )
    document.add_paragraph("")._p.append(parse_xml(box))
    assert "框裡的話" in [one.text for one in read_docx(save(document)).unplaced]
