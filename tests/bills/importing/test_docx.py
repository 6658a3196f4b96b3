"""Reading comparison tables out of Word files, in the shapes that agencies send."""

import pytest
from docx import Document

from app.bills.importing import read_docx, read_file
from app.bills.outline import Outline, OutlineArticle
from tests.bills.importing import word_files as made
from tests.bills.importing.word_files import THREE, TWO, add_table, save, table_file

ROWS = [
    ("第一條　為保護資料，制定本法。", "第一條　為管理資料，制定本法。", "一、修正立法目的。\n二、酌作文字修正。"),
    ("第二條（主管機關）\n本法所稱主管機關為數位部。\n前項機關得委任所屬。", "（本條新增）", "本條新增。"),
    ("第三條　（刪除）", "第三條　舊條文。", "本條刪除。"),
]


def texts(outline: Outline) -> list[tuple[str, str]]:
    return [(article.number, article.text) for article in outline.articles]


def reasons(outline: Outline) -> list[tuple[int, str]]:
    return [(one.line, one.text) for one in outline.unplaced]


def test_three_columns() -> None:
    outline = read_docx(table_file(THREE, ROWS))
    assert outline.unplaced == ()
    assert outline.articles == (
        OutlineArticle(
            number="1", text="為保護資料，制定本法。", current_text="為管理資料，制定本法。",
            explanation="一、修正立法目的。\n二、酌作文字修正。",
        ),
        OutlineArticle(
            number="2", heading="主管機關", text="本法所稱主管機關為數位部。\n前項機關得委任所屬。", explanation="本條新增。"
        ),
        OutlineArticle(number="3", text="", is_deleted=True, current_text="舊條文。", explanation="本條刪除。"),
    )  # fmt: skip
    assert "為管理資料" in outline.articles[0].source


def test_two_columns() -> None:
    outline = read_docx(table_file(TWO, [("第一條　甲。\n乙。", "說明一。"), ("第二條　丙。", "")]))
    assert texts(outline) == [("1", "甲。\n乙。"), ("2", "丙。")]
    assert [a.current_text for a in outline.articles] == [None, None]
    assert outline.articles[0].explanation == "說明一。"


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 0, 2), (2, 0, 1)])
def test_columns_in_any_order(order: tuple[int, ...]) -> None:
    rows = [tuple(row[n] for n in order) for row in ROWS]
    heads = tuple(("修 正 條 文", "現行條文（一百零七年）", "說　明")[n] for n in order)
    assert read_docx(table_file(heads, rows)).articles == read_docx(table_file(THREE, ROWS)).articles


def test_heading_rows_repeat_and_articles_run_over_rows_and_tables() -> None:
    document = Document()
    table = add_table(document, THREE, [("第一條　第一項。", "第一條　舊一。", "說明甲。")])
    made.repeat_row(table, table.rows[0])
    for cell, words in zip(table.add_row().cells, ("一、款。", "舊二。", "說明乙。"), strict=True):
        cell.text = words
    add_table(document, (), [("二、另款。", "", ""), ("第二條　文。", "", "")])
    outline = read_docx(save(document))
    first = outline.articles[0]
    assert (first.text, first.current_text) == ("第一項。\n一、款。\n二、另款。", "舊一。\n舊二。")
    assert first.explanation == "說明甲。\n說明乙。"
    assert texts(outline)[1:] == [("2", "文。")]
    assert outline.unplaced == ()


def test_table_without_headings_goes_on_where_it_has_as_many_columns() -> None:
    document = Document()
    table = add_table(
        document, ("修正條文", "修正條文", "現行條文", "說明"), [("第一條　甲。", "", "第一條　舊。", "說明。")]
    )
    for row in table.rows:
        row.cells[0].merge(row.cells[1])
    add_table(document, (), [("第二條　乙。", "第二條　舊二。", "說明二。")])
    add_table(document, (), [("第三條　丙。", "說明三。")])
    table.cell(0, 0).text = "修正條文"
    outline = read_docx(save(document))
    assert [(a.number, a.text, a.current_text, a.explanation) for a in outline.articles] == [
        ("1", "甲。", "舊。", "說明。"), ("2", "乙。", "舊二。", "說明二。"),
    ]  # fmt: skip
    assert reasons(outline) == [(4, "第三條　丙。 | 說明三。")]


def test_row_continued_under_its_number() -> None:
    rows = [("第五條　甲。", "", ""), ("第五條（續）乙。", "", ""), ("第六條　丙。", "", "")]
    assert texts(read_docx(table_file(THREE, rows))) == [("5", "甲。\n乙。"), ("6", "丙。")]


def test_several_tables_with_headings_of_their_own() -> None:
    document = Document()
    add_table(document, THREE, [("第一條　甲。", "第一條　舊。", "說明。")])
    add_table(document, ("說明", "條文"), [("說明二。", "第二條　乙。")])
    outline = read_docx(save(document))
    assert texts(outline) == [("1", "甲。"), ("2", "乙。")]
    assert outline.articles[1].explanation == "說明二。"


def test_chapter_over_merged_columns_and_sections() -> None:
    document = Document()
    table = add_table(document, THREE, [
        ("第一章　總則", "", ""), ("第一條　甲。", "", ""), ("第二章　義務", "第二章　義務", "章名未修正。"),
        ("第一節　公務機關", "", ""), ("第二條　乙。", "", "說明。"), ("第三章\n罰則", "", ""), ("第三條　丙。", "", ""),
    ])  # fmt: skip
    table.rows[1].cells[0].merge(table.rows[1].cells[2])
    outline = read_docx(save(document))
    places = [(a.chapter, a.section) for a in outline.articles]
    assert places == [("第一章　總則", ""), ("第二章　義務", "第一節　公務機關"), ("第三章　罰則", "")]
    assert outline.articles[1].explanation == "第二章　義務：章名未修正。\n說明。"
    assert outline.unplaced == ()


def test_supplementary_provisions_head_the_articles_below_them() -> None:
    document = Document()
    add_table(document, THREE, [
        ("第一條　甲。", "第一條　舊。", "說明。"), ("附　則", "附則", "新增附則。"), ("第二條　乙。", "", ""), ("第三章\n附則", "", ""),
        ("第三條　丙。", "", ""),
    ])  # fmt: skip
    outline = read_docx(save(document))
    assert texts(outline) == [("1", "甲。"), ("2", "乙。"), ("3", "丙。")]
    assert [article.chapter for article in outline.articles] == ["", "附　則", "第三章　附則"]
    assert outline.articles[1].explanation == "附　則：新增附則。"
    assert outline.unplaced == ()


def test_supplementary_provisions_without_an_article_are_no_words_of_the_last_one() -> None:
    document = Document()
    add_table(document, THREE, [("第一條　甲。", "", "說明。"), ("附則", "", ""), ("施行日期由行政院定之。", "", "")])
    outline = read_docx(save(document))
    assert texts(outline) == [("1", "甲。")]
    assert [(one.line, one.text) for one in outline.unplaced] == [(3, "附則"), (4, "施行日期由行政院定之。")]


def test_explanation_merged_over_articles_stands_for_each() -> None:
    document = Document()
    table = add_table(
        document, THREE, [("第一條　甲。", "", "一併說明。"), ("第二條　乙。", "", ""), ("第三條　丙。", "", "另。")]
    )
    table.cell(1, 2).merge(table.cell(2, 2))
    outline = read_docx(save(document))
    assert [a.explanation for a in outline.articles] == ["一併說明。", "一併說明。", "另。"]


def test_current_text_merged_over_two_articles_that_it_becomes() -> None:
    document = Document()
    table = add_table(document, THREE, [("第一條　甲。", "第一條　舊。", ""), ("第一條之一　乙。", "", "")])
    table.cell(1, 1).merge(table.cell(2, 1))
    outline = read_docx(save(document))
    assert [a.current_text for a in outline.articles] == ["舊。", "第一條　舊。"]


def test_proposed_text_merged_over_two_current_articles() -> None:
    document = Document()
    table = add_table(
        document,
        THREE,
        [("第一條　合。", "第一條　甲。", ""), ("", "第二條　乙。", ""), ("", "第三條　丙。", "刪除。")],
    )
    table.cell(1, 0).merge(table.cell(2, 0))
    outline = read_docx(save(document))
    assert outline.articles[0].current_text == "甲。\n第二條　乙。"
    gone = outline.articles[1]
    assert (gone.number, gone.is_deleted, gone.current_text, gone.explanation) == ("3", True, "丙。", "刪除。")


def test_tracked_changes_are_accepted() -> None:
    document = Document()
    table = add_table(document, THREE, [("第一條　主管機關", "", ""), ("第二條　廢。", "", ""), ("第三條　頭", "", "")])
    paragraph = table.cell(1, 0).paragraphs[0]
    made.track(paragraph, "del", "應")
    made.track(paragraph, "ins", "得")
    made.track(paragraph, "moveFrom", "搬走")
    made.track(paragraph, "moveTo", "檢查。")
    made.delete_row(table.rows[2])
    made.delete_end(table.cell(3, 0).paragraphs[0])
    table.cell(3, 0).add_paragraph("尾。")
    outline = read_docx(save(document))
    assert texts(outline) == [("1", "主管機關得檢查。"), ("3", "頭尾。")]
    assert outline.unplaced == ()


def test_provisions_by_mark_indent_and_list() -> None:
    document = Document()
    table = add_table(
        document,
        THREE,
        [("第一條　甲如下：\n１、子。\n㈠丑。", "", ""), ("第二條　用詞如下：", "", ""), ("第三條　乙如下：", "", "")],
    )
    for words in ("機關。", "學校。"):
        made.indent(table.cell(2, 0).add_paragraph(words), 4)
    number = made.number_list(
        document, [("taiwaneseCountingThousand", "%1、"), ("taiwaneseCountingThousand", "（%2）")]
    )
    for words, depth in (("寅。", 0), ("卯。", 1), ("辰。", 1), ("巳。", 0), ("午。", 1)):
        made.put_in_list(table.cell(3, 0).add_paragraph(words), number, depth)
    assert texts(read_docx(save(document))) == [
        ("1", "甲如下：\n1. 子。\n（一）丑。"), ("2", "用詞如下：\n一、機關。\n二、學校。"),
        ("3", "乙如下：\n一、寅。\n（一）卯。\n（二）辰。\n二、巳。\n（一）午。"),
    ]  # fmt: skip


def test_articles_numbered_by_a_list_and_style() -> None:
    document = Document()
    table = add_table(document, TWO, [("各機關應辦理。", "說明。"), ("罰則如下：", "")])
    number = made.number_list(document, [("taiwaneseCountingThousand", "第%1條")])
    for row in (1, 2):
        made.put_in_list(table.cell(row, 0).paragraphs[0], number)
    for words in ("甲。", "乙。"):
        table.cell(2, 0).add_paragraph(words, style="List Number")
    assert texts(read_docx(save(document))) == [("1", "各機關應辦理。"), ("2", "罰則如下：\n1. 甲。\n2. 乙。")]


def test_english_table() -> None:
    rows = [
        ("CHAPTER I. GENERAL", "", ""),
        ("Article 1 (Purpose)\nThis Act protects data.", "Article 1\nThis Act manages data.", "Clearer."),
        ("Article 1-1\nThe terms are:\n1. data;\n(1) open data.", "(New article)", "New."),
        ("Article 2 (Deleted)", "Article 2\nOld.", ""),
    ]
    outline = read_docx(table_file(("Proposed text", "Current text", "Explanation"), rows))
    assert [(a.number, a.heading, a.text, a.current_text) for a in outline.articles] == [
        ("1", "Purpose", "This Act protects data.", "This Act manages data."),
        ("1-1", "", "The terms are:\n1. data;\n(1) open data.", None),
        ("2", "", "", "Old."),
    ]
    assert {a.chapter for a in outline.articles} == {"CHAPTER I. GENERAL"}


def test_column_of_numbers_and_a_column_without_place() -> None:
    rows = [("一", "甲。", "說明。", "王委員"), ("1-1", "乙。", "", ""), ("第二條", "丙。", "", "")]
    outline = read_docx(table_file(("條次", "條文", "說明", "提案人"), rows))
    assert texts(outline) == [("1", "甲。"), ("1-1", "乙。"), ("2", "丙。")]
    assert reasons(outline) == [(2, "王委員")]


def test_several_articles_in_one_cell_and_several_deleted_in_one_row() -> None:
    rows = [
        ("第一條　甲。\n第二條　乙。", "第一條　舊甲。\n第二條　舊乙。", "併同說明。"),
        ("第三條至第五條　（刪除）", "", "刪。"),
    ]
    outline = read_docx(table_file(THREE, rows))
    assert [a.current_text for a in outline.articles[:2]] == ["舊甲。", "舊乙。"]
    assert [(a.number, a.is_deleted) for a in outline.articles[2:]] == [("3", True), ("4", True), ("5", True)]
    assert outline.unplaced == ()


def test_heading_in_brackets_below_its_number() -> None:
    rows = [("第一條\n（目的）\n甲。", "第一條\n（目的）\n舊。", ""), ("第二條\n（乙）", "", "")]
    outline = read_docx(table_file(THREE, rows))
    assert [(a.heading, a.text, a.current_text) for a in outline.articles] == [
        ("目的", "甲。", "舊。"),
        ("", "（乙）", None),
    ]


def test_line_breaks_and_tables_inside_cells() -> None:
    document = Document()
    table = add_table(document, TWO, [("第一條　甲。", "說明。")])
    run = table.cell(1, 0).paragraphs[0].add_run()
    run.add_break()
    run.add_text("乙。")
    inner = table.cell(1, 0).add_table(rows=1, cols=2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "級別", "罰鍰"
    assert texts(read_docx(save(document))) == [("1", "甲。\n乙。\n級別　罰鍰")]


def test_document_without_a_table_is_read_as_text() -> None:
    document = Document()
    for words in ("開放資料條例草案", "第一章　總則", "第一條　甲。", "第二項。", "說明：乙。", "第二條　丙。"):
        document.add_paragraph(words)
    add_table(document, (), [("無標題", "的表")])
    outline = read_file("draft.docx", save(document))
    assert texts(outline) == [("1", "甲。\n第二項。"), ("2", "丙。")]
    assert (outline.articles[0].chapter, outline.articles[0].explanation) == ("第一章　總則", "乙。")
    assert reasons(outline) == [(7, "無標題 | 的表")]
