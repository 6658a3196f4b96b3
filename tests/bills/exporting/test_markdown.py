"""Markdown files: read back as they were written, whatever the words, and readable where others wrote them."""

import pytest
from hypothesis import given, settings
from markdown_it import MarkdownIt

from app.bills.exporting.markdown import read_markdown, write_markdown
from app.bills.outline import Outline, OutlineArticle
from app.kernel.verdict import Refused
from tests.bills.exporting.drafts import ABOUT, DRAFTS, ENGLISH, FEW, HOSTILE, IN_ENGLISH, hostile_drafts, plain_drafts


def back(outline: Outline, about=ABOUT) -> Outline:
    return read_markdown(write_markdown(outline, about).decode())


@given(plain_drafts())
@settings(max_examples=DRAFTS, deadline=None)
def test_drafts_come_back(outline: Outline) -> None:
    assert back(outline) == outline


@given(plain_drafts(IN_ENGLISH))
@settings(max_examples=FEW, deadline=None)
def test_english_drafts_come_back(outline: Outline) -> None:
    assert back(outline, ENGLISH) == outline


@given(hostile_drafts())
@settings(max_examples=FEW, deadline=None)
def test_any_signs_come_back(outline: Outline) -> None:
    assert back(outline) == outline


@pytest.mark.parametrize("piece", HOSTILE)
def test_no_sign_means_anything_to_markdown(piece: str) -> None:
    """What a renderer shows of a text is the text: no emphasis, code, links, tables, HTML, lists or headings."""
    text = f"{piece}甲 {piece} 乙{piece}"
    written = write_markdown(Outline((OutlineArticle(number="1", text=text),)), ABOUT).decode()
    shown = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(written)
    marks = {token.type for token in shown} - {"inline"}
    blocks = {
        f"{kind}_{end}"
        for kind in ("paragraph", "heading", "bullet_list", "list_item", "blockquote")
        for end in ("open", "close")
    }
    assert marks <= blocks
    said = [token.children for token in shown if token.type == "inline" and "甲" in token.content]
    assert {child.type for child in said[0]} <= {"text", "text_special"}
    assert " ".join("".join(child.content for child in said[0]).split()) == " ".join(text.split())
    assert sum(token.type == "list_item_open" for token in shown) == len(ABOUT.facts())


OTHERS = """# 某某法草案

總說明文字。

## 第一章　總則
### 第一條（立法目的）
為保障資通安全，特制定本法。
### 第 1-1 條
下列事項：
一、甲
二、乙

**粗體** 的 \\# 字
#### 說明
一、本條新增。
## 第二節 檢查
### 第二條　（刪除）
### Article 3. Scope
#### 現行條文
舊。
# 附件
附件的字。
"""


def test_files_of_others_are_read_by_their_headings() -> None:
    found = read_markdown(OTHERS)
    assert [(a.number, a.heading, a.chapter, a.section) for a in found.articles] == [
        ("1", "立法目的", "第一章　總則", ""),
        ("1-1", "", "第一章　總則", ""),
        ("2", "", "第一章　總則", "第二節 檢查"),
        ("3", "Scope", "第一章　總則", "第二節 檢查"),
    ]
    assert found.articles[1].text == "下列事項：\n一、甲\n二、乙\n**粗體** 的 # 字"
    assert found.articles[1].explanation == "一、本條新增。"
    assert found.articles[2].is_deleted
    assert found.articles[3].current_text == "舊。"
    assert [(line.line, line.text) for line in found.unplaced] == [(21, "# 附件"), (22, "附件的字。")]


@pytest.mark.parametrize("heading", ["附則", "**附　則**", "## 附則", "Supplementary provisions"])
def test_supplementary_provisions_are_a_chapter_in_files_of_others(heading: str) -> None:
    found = read_markdown(f"# 某法\n\n### 第一條\n甲。\n\n{heading}\n\n### 第二條\n乙。\n")
    assert [(a.chapter, a.text) for a in found.articles] == [("", "甲。"), (heading.strip("*# "), "乙。")]
    assert found.unplaced == ()
    found = read_markdown(f"### 第一條\n甲。\n\n{heading}\n\n本法施行日期另定之。\n")
    assert [a.text for a in found.articles] == ["甲。"]
    assert [(one.line, one.text) for one in found.unplaced] == [
        (4, heading),
        (6, "本法施行日期另定之。"),
    ]


def test_a_chapter_without_an_article_is_named() -> None:
    found = read_markdown("## 第一章\n## 第二章\n### 第一節\n### 第二節\n#### 第一條\n甲。\n## 第三章\n")
    assert [(one.line, one.text) for one in found.unplaced] == [(1, "## 第一章"), (3, "### 第一節"), (7, "## 第三章")]


def test_what_the_file_says_of_the_article_is_kept() -> None:
    assert read_markdown(OTHERS).articles[0].source == "### 第一條（立法目的）\n為保障資通安全，特制定本法。"


@pytest.mark.parametrize("text", ["", "第一條 甲", "# 總說明\n甲", "# " + " " * 100_000 + "x"])
def test_a_file_without_articles_is_refused_at_the_field(text: str) -> None:
    with pytest.raises(Refused) as refused:
        read_markdown(text)
    assert refused.value.field == "file"


def test_a_file_with_too_many_articles_is_refused() -> None:
    with pytest.raises(Refused):
        read_markdown("# 第一條\n" * 2_001)


TABLE = """# 某某法修正草案

總說明一段。

## 條文對照表

| 修正條文 | 現行條文 | 說明 |
|:---|---|---|
| 第一章　總則 | | |
| 第一條（立法目的）<br>為保障 a\\|b，特制定本法。<br>一、甲。 | 第一條　舊。 | 一、修正。<br>二、理由。 |
| **第二條**　（刪除） | 第二條　舊二。 | |
| 第三條　新的條文。 | （本條新增） | 說 |
表後的字。
"""


def test_a_comparison_table_in_pipes_is_read_as_such() -> None:
    found = read_markdown(TABLE)
    assert found.articles == (
        OutlineArticle(
            number="1", heading="立法目的", chapter="第一章　總則", text="為保障 a|b，特制定本法。\n一、甲。", current_text="舊。",
            explanation="一、修正。\n二、理由。",
        ),
        OutlineArticle(number="2", chapter="第一章　總則", text="", is_deleted=True, current_text="舊二。"),
        OutlineArticle(number="3", chapter="第一章　總則", text="新的條文。", explanation="說"),
    )  # fmt: skip
    assert [(line.line, line.text) for line in found.unplaced] == [(3, "總說明一段。"), (13, "表後的字。")]
    assert found.titles == ("某某法修正草案", "條文對照表")
