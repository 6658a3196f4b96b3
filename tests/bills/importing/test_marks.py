"""The marks that begin articles, chapters and provisions, and the words that only look like them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.bills.importing import marks
from app.bills.importing.marks import Division
from app.bills.importing.provisions import Line, write_provisions
from app.bills.structure import write_number


@pytest.mark.parametrize(("line", "number", "rest"), [
    ("第十八條　各機關應", "18", "各機關應"),
    ("第 十 八 條", "18", ""),
    ("第　二　十　條　文", "20", "文"),
    ("第十八條之一　二以上之機關", "18-1", "二以上之機關"),
    ("第十八條之一　文", "18-1", "文"),
    ("第十八條 之 一　文", "18-1", "文"),
    ("第18-1條　文", "18-1", "文"),
    ("第 18-1 條", "18-1", ""),
    ("第18條之1", "18-1", ""),
    ("第１８－１條", "18-1", ""),
    ("第 18 之 1 條　文", "18-1", "文"),
    ("第 十 條", "10", ""),
    ("第一百零一條　文", "101", "文"),
    ("第一百十條　文", "110", "文"),
    ("第一〇一條　文", "101", "文"),
    ("第九百九十九條", "999", ""),
    ("第三條（定義）本法", "3", "（定義）本法"),
    ("第三條：文", "3", "文"),
    ("Article 18", "18", ""),
    ("Article 18-1. Purpose", "18-1", "Purpose"),
    ("ARTICLE 3 The agency", "3", "The agency"),
    ("Art. 4 (Scope)", "4", "(Scope)"),
    ("Article 5: Scope", "5", "Scope"),
])  # fmt: skip
def test_marks_of_articles(line: str, number: str, rest: str) -> None:
    found = marks.read_mark(line, is_first=False)
    assert (found.number, found.rest) == (number, rest)


@pytest.mark.parametrize("line", [
    "第十八條規定之機關", "第十八條之規定，於前項準用之。", "第十八條第二項所定計畫", "第七條及第八條之計畫", "第七條 規定之機關",
    "Article 18 of this Act applies.", "Article 18, paragraph 2", "Article 5(2) applies", "Articles 3 to 5", "各機關第十條", "",
])  # fmt: skip
def test_words_that_only_speak_of_an_article(line: str) -> None:
    assert marks.read_mark(line, is_first=True) is None
    assert marks.read_mark(line, is_first=False) is None


def test_number_without_a_space_begins_an_article_only_at_the_head_of_a_cell() -> None:
    assert marks.read_mark("第十八條各機關應", is_first=True).number == "18"
    assert marks.read_mark("第十八條各機關應", is_first=False) is None


@pytest.mark.parametrize(
    "line", ["第一千條　文", "第1225條", "第十八條之一之一　文", "Article 1000", "第一條之一百一百　文"]
)
def test_numbers_that_a_bill_cannot_hold(line: str) -> None:
    found = marks.read_mark(line, is_first=True)
    assert found is not None
    assert found.number is None


@given(st.integers(1, 999), st.one_of(st.none(), st.integers(1, 99)))
@settings(max_examples=60, deadline=None)
def test_every_number_that_is_written_is_read(stem: int, sub: int | None) -> None:
    number = f"{stem}-{sub}" if sub else str(stem)
    for lang in ("zh-TW", "en"):
        assert marks.read_mark(write_number(number, lang) + "　文", is_first=False).number == number


@pytest.mark.parametrize(("line", "numbers"), [
    ("第十條至第十二條（刪除）", ["10", "11", "12"]),
    ("第十條、第十一條及第十二條　（刪除）", ["10", "11", "12"]),
    ("Article 10 to Article 12 (Deleted)", ["10", "11", "12"]),
    ("第十條（刪除）", None),
])  # fmt: skip
def test_ranges(line: str, numbers: list[str] | None) -> None:
    found = marks.read_range(line)
    assert (found and found[0]) == numbers
    assert found is None or marks.is_deleted(found[1])


@pytest.mark.parametrize(("line", "kind", "is_named"), [
    ("第一章　總則", Division.CHAPTER, True),
    ("第 三 章 之一 罰則", Division.CHAPTER, True),
    ("第三章之一　罰則", Division.CHAPTER, True),
    ("第一章總則", Division.CHAPTER, True),
    ("第二章", Division.CHAPTER, False),
    ("第一節　通則", Division.SECTION, True),
    ("第一編　總則", Division.PART, True),
    ("Chapter I. General provisions", Division.CHAPTER, True),
    ("CHAPTER 2", Division.CHAPTER, False),
    ("Section 1 – Scope", Division.SECTION, True),
    ("附則", Division.CHAPTER, True),
    (" 附　　則 ", Division.CHAPTER, True),
    ("第八章　附則", Division.CHAPTER, True),
    ("Supplementary provisions", Division.CHAPTER, True),
])  # fmt: skip
def test_divisions(line: str, kind: Division, is_named: bool) -> None:
    assert marks.read_division(line) == (kind, is_named)


@pytest.mark.parametrize("line", [
    "第三章之規定，於政府機關準用之。", "第三章所定罰鍰", "Section 5 of the Act applies.", "Chapter II applies.", "第一款　甲",
    "附則第二條", "附則：", "依附則辦理。", "（附則）", "The supplementary provisions",
])  # fmt: skip
def test_words_that_only_speak_of_a_chapter(line: str) -> None:
    assert marks.read_division(line) is None


@pytest.mark.parametrize(
    "words", ["（刪除）", "(刪除)", "刪除", "（本條刪除）", "（删除）", "(Deleted)", "Deleted", "[repealed]"]
)
def test_deleted(words: str) -> None:
    assert marks.is_deleted(words)
    assert not marks.is_deleted(words + "者，不適用之。")


@pytest.mark.parametrize(
    "words", ["（本條新增）", "(本條新增)", "本條新增", "（新增）", "無", "—", "－", "(New)", "New article", "n/a"]
)
def test_new(words: str) -> None:
    assert marks.is_new(words)
    assert not marks.is_new(words + "機關應辦理之。")


@pytest.mark.parametrize(("line", "written"), [
    ("㈠甲", "（一）甲"), ("⑴甲", "(1)甲"), ("１．甲", "1. 甲"), ("1.甲", "1. 甲"), ("1、甲", "1. 甲"), ("⒉甲", "2. 甲"),
    ("（１）甲", "（1）甲"), ("一 、甲", "一、甲"), ("一、甲", "一、甲"), ("（一）甲", "（一）甲"), ("(1) A", "(1) A"),
    ("1.5公尺以上", "1.5公尺以上"), ("1、2及3", "1、2及3"), ("十公尺", "十公尺"),
])  # fmt: skip
def test_marks_of_provisions(line: str, written: str) -> None:
    assert marks.settle_mark(line) == written
    assert marks.settle_mark(written) == written


def test_indents_below_a_colon_become_subparagraphs_and_items() -> None:
    lines = [
        Line("用詞如下：", 480),
        Line("機關：", 960),
        Line("學校。", 1440),
        Line("公司。", 1440),
        Line("個人。", 960),
        Line("他項。", 480),
    ]
    assert write_provisions(lines) == "用詞如下：\n一、機關：\n（一）學校。\n（二）公司。\n二、個人。\n他項。"
    english = [Line("The terms are:"), Line("an agency;", 480), Line("a school.", 480)]
    assert write_provisions(english) == "The terms are:\n1. an agency;\n2. a school."


def test_indents_without_a_colon_say_nothing() -> None:
    assert (
        write_provisions([Line("第一項。"), Line("第二項。", 480), Line("甲：", 480), Line("乙", 480)])
        == "第一項。\n第二項。\n甲：\n乙"
    )


def test_headings() -> None:
    assert marks.split_heading("（行政檢查）主管機關") == ("行政檢查", "主管機關")
    assert marks.split_heading("（定義（名詞））") == ("定義（名詞）", "")
    assert marks.split_heading("（一）甲") == ("", "（一）甲")
    assert marks.split_heading("（未完") == ("", "（未完")
    assert marks.is_plain_heading("行政檢查", "主管機關得檢查之。")
    assert not marks.is_plain_heading("主管機關得檢查之。", "檢查時，應出示證件。")
    assert not marks.is_plain_heading("用詞如下", "一、甲。")
    assert marks.is_plain_heading("Administrative inspection", "The authority may inspect.")
    assert not marks.is_plain_heading("The authority may inspect", "It shall show a card.")
