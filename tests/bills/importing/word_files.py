"""Word files for tests of reading: tables made with python-docx, and what agencies do to them."""

from collections.abc import Sequence
from copy import deepcopy
from io import BytesIO
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from app.bills.outline import OutlineArticle
from app.bills.structure import write_number

THREE = ("修正條文", "現行條文", "說明")
TWO = ("條文", "說明")


def save(document: Any) -> bytes:
    """The file's bytes."""
    kept = BytesIO()
    document.save(kept)
    return kept.getvalue()


def add_table(document: Any, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Any:
    """Add a table with a heading row (none where `heads` is empty); lines of a cell become paragraphs."""
    width = len(heads) or len(rows[0])
    table = document.add_table(rows=0, cols=width)
    for row in ([heads] if heads else []) + list(rows):
        cells = table.add_row().cells
        for cell, words in zip(cells, row, strict=True):
            fill(cell, words)
    return table


def fill(cell: Any, words: str) -> None:
    """Write a cell's lines as paragraphs."""
    first, *more = words.split("\n")
    cell.paragraphs[0].text = first
    for line in more:
        cell.add_paragraph(line)


def table_file(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """A file with one table."""
    document = Document()
    add_table(document, heads, rows)
    return save(document)


def indent(paragraph: Any, signs: float) -> None:
    """Set a paragraph in by so many signs of 12 points."""
    paragraph.paragraph_format.left_indent = Pt(12 * signs)


def track(paragraph: Any, kind: str, words: str) -> None:
    """Add words to a paragraph as a tracked change: ins, del, moveTo or moveFrom."""
    change = OxmlElement(f"w:{kind}")
    change.set(qn("w:id"), "1")
    change.set(qn("w:author"), "somebody")
    run = OxmlElement("w:r")
    text = OxmlElement("w:delText" if kind == "del" else "w:t")
    text.text = words
    text.set(qn("xml:space"), "preserve")
    run.append(text)
    change.append(run)
    paragraph._p.append(change)


def delete_end(paragraph: Any) -> None:
    """Mark a paragraph's end as deleted, so that the next one goes on with it."""
    properties = paragraph._p.get_or_add_pPr()
    marks = OxmlElement("w:rPr")
    marks.append(OxmlElement("w:del"))
    properties.append(marks)


def delete_row(row: Any) -> None:
    """Mark a table's row as deleted."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:del"))


def number_list(document: Any, levels: Sequence[tuple[str, str]]) -> str:
    """Add a list to a document whose levels print (format, words); return its id for `put_in_list`."""
    numbering = document.part.numbering_part.element
    plan, number = OxmlElement("w:abstractNum"), OxmlElement("w:num")
    plan.set(qn("w:abstractNumId"), "990")
    for depth, (form, words) in enumerate(levels):
        level = OxmlElement("w:lvl")
        level.set(qn("w:ilvl"), str(depth))
        for name, value in (("start", "1"), ("numFmt", form), ("lvlText", words)):
            one = OxmlElement(f"w:{name}")
            one.set(qn("w:val"), value)
            level.append(one)
        plan.append(level)
    number.set(qn("w:numId"), "991")
    link = OxmlElement("w:abstractNumId")
    link.set(qn("w:val"), "990")
    number.append(link)
    numbering.insert(0, plan)
    numbering.append(number)
    return "991"


def put_in_list(paragraph: Any, number: str, depth: int = 0) -> None:
    """Make a paragraph an entry of a list."""
    numbered = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    numbered.get_or_add_ilvl().val = depth
    numbered.get_or_add_numId().val = int(number)


def repeat_row(table: Any, row: Any) -> None:
    """Add a copy of a row at a table's end, as a heading repeated by hand."""
    table._tbl.append(deepcopy(row._tr))


def write_outline(articles: Sequence[OutlineArticle], lang: str) -> bytes:
    """Write articles as a three-column table, for reading them back; independent of what the product writes."""
    english = lang == "en"
    heads = ("Proposed text", "Current text", "Explanation") if english else THREE
    rows: list[tuple[str, str, str]] = []
    standing: tuple[str, str] = ("", "")
    for article in articles:
        if (article.chapter, article.section) != standing:
            rows += [(name, "", "") for name in _heads(standing, article)]
            standing = (article.chapter, article.section)
        number = write_number(article.number, lang).capitalize() if english else write_number(article.number, lang)
        heading = (f" ({article.heading})" if english else f"（{article.heading}）") if article.heading else ""
        gone = "(Deleted)" if english else "（刪除）"
        proposed = f"{number}{heading}\n{gone if article.is_deleted else article.text}"
        current = article.current_text or ("(New article)" if english else "（本條新增）")
        rows.append((proposed, current, article.explanation))
    return table_file(heads, rows)


def _heads(standing: tuple[str, str], article: OutlineArticle) -> list[str]:
    same_chapter = standing[0] == article.chapter and (article.section or not standing[1])
    return ([] if same_chapter else [article.chapter]) + ([article.section] if article.section else [])
