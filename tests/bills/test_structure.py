"""Paragraphs, subparagraphs and items, and their addresses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.bills.structure import (
    Address,
    chinese_number,
    parse,
    parse_address,
    read_chinese_number,
    read_number,
    require_address,
    walk,
    write_address,
    write_number,
)
from app.kernel.bilingual import Bilingual
from app.kernel.verdict import Refused

ZH = "主管機關得為下列行為：\n一、甲：\n（一）子。\n（二）丑。\n二、乙。\n前項第二款，應書面為之。\n（一）孤目。"
EN = "The authority may:\n1. do A:\n(1) x;\n(2) y;\n2. do B.\nIn 2026 it shall write.\n(1) alone."
PLACES = [(1,), (1, 1), (1, 1, 1), (1, 1, 2), (1, 2), (2,), (2, 1)]


@pytest.mark.parametrize("text", [ZH, EN])
def test_structure(text: str) -> None:
    assert [provision.place for provision in walk(parse(text))] == PLACES


def test_marks_stand_apart_from_words() -> None:
    marks = [(p.mark, p.text) for p in walk(parse(ZH))]
    assert marks[:4] == [("", "主管機關得為下列行為："), ("一、", "甲："), ("（一）", "子。"), ("（二）", "丑。")]
    assert [p.mark for p in walk(parse(EN))] == ["", "1.", "(1)", "(2)", "2.", "", "(1)"]


def test_numbers_in_running_text_are_no_marks() -> None:
    for text in ("1.5 percent is due.", "2026 is the year.", "十分之一以上同意。", "一次為限。", "1.甲"):
        assert [p.place for p in walk(parse(text))] == [(1,)], text


def test_subparagraph_without_a_paragraph_above() -> None:
    assert [p.place for p in walk(parse("一、甲。\n二、乙。"))] == [(1,), (1, 1), (1, 2)]


def test_empty_text_has_no_provisions() -> None:
    assert parse("") == parse(" \n\n ") == ()


line = st.one_of(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30),
    st.sampled_from(["一、甲", "十一、乙", "（一）子", "（十）丑", "1. a", "12. b", "(1) x", "(12) y", "普通一項"]),
)


@given(st.lists(line, max_size=30))
def test_every_line_is_one_provision_and_no_word_is_lost(lines: list[str]) -> None:
    text = "\n".join(lines)
    found = [provision for provision in walk(parse(text)) if provision.mark or provision.text]
    kept = [written.strip() for written in text.splitlines() if written.strip()]
    assert len(found) == len(kept)
    for provision, written in zip(found, kept, strict=True):
        assert written.startswith(provision.mark)
        assert written.endswith(provision.text)


@given(st.lists(line, max_size=30))
def test_addresses_are_unique_and_exist(lines: list[str]) -> None:
    text = "\n".join(lines)
    places = [provision.place for provision in walk(parse(text))]
    assert len(set(places)) == len(places)
    for place in places:
        assert Address("18", place).is_within(Bilingual(text))
        assert parse_address(str(Address("18", place))) in (Address("18", place), None)


@given(
    st.from_regex(r"[1-9][0-9]{0,2}(-[1-9][0-9]?)?(~[2-9])?", fullmatch=True),
    st.lists(st.integers(1, 999), max_size=3),
)
def test_addresses_round_trip(key: str, place: list[int]) -> None:
    address = Address(key, tuple(place))
    assert parse_address(str(address)) == address


@pytest.mark.parametrize(
    "text",
    ["", "0", "018", "18.", "18.0", "18.2.3.1.1", "18.1000", "-1", "18-", "18~", "十八", "１８", "18.2\n", "9" * 5000],
)
def test_what_is_no_address(text: str) -> None:
    assert parse_address(text) is None


def test_addresses_that_an_article_lacks_are_refused() -> None:
    text = Bilingual(ZH, EN)
    assert str(require_address("18.1.1.2", "18", text)) == "18.1.1.2"
    assert require_address("18", "18", text).place == ()
    for wrong in ("18.3", "18.1.3", "18.1.1.3", "19.1", "18~2.1", "x", ""):
        with pytest.raises(Refused, match="invalid"):
            require_address(wrong, "18", text)


def test_place_in_either_language_counts() -> None:
    assert Address("1", (2,)).is_within(Bilingual("一項。", "One.\nTwo."))
    assert not Address("1", (3,)).is_within(Bilingual("一項。", "One.\nTwo."))


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九"), (100, "一百"), (101, "一百零一"), (110, "一百十"),
     (118, "一百十八"), (120, "一百二十"), (999, "九百九十九")],
)  # fmt: skip
def test_chinese_numbers_as_statutes_write_them(number: int, words: str) -> None:
    assert chinese_number(number) == words


def test_chinese_numbers_differ() -> None:
    assert len({chinese_number(n) for n in range(1, 1000)}) == 999


@pytest.mark.parametrize(
    ("address", "lang", "words"),
    [
        ("18.2.3.1", "zh-Hant-TW", "第十八條第二項第三款第一目"),
        ("18.2.3.1", "en", "article 18, paragraph 2, subparagraph 3, item 1"),
        ("10-1.2", "zh-Hant-TW", "第十條之一第二項"),
        ("18~2", "en", "article 18"),
        ("不是", "zh-Hant-TW", "不是"),
    ],
)
def test_addresses_in_words(address: str, lang: str, words: str) -> None:
    assert write_address(address, lang) == words


def test_number_of_the_version_at_hand_is_written() -> None:
    assert write_address("18.2", "zh-Hant-TW", "19") == "第十九條第二項"
    assert write_number("十八", "zh-Hant-TW") == "第 十八 條"


@pytest.mark.parametrize("lang", ["zh-Hant-TW", "en"])
def test_written_numbers_are_read_back(lang: str) -> None:
    for number in [str(n) for n in range(1, 1000)] + ["10-1", "18-12", "999-99"]:
        assert read_number(write_number(number, lang)) == (number, "")


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("第 18-1 條　主管機關", ("18-1", "　主管機關")),
        ("　第18條之1", ("18-1", "")),
        ("第一一〇條 甲", ("110", " 甲")),
        ("第一百一十條", ("110", "")),
        ("Article 18. Text", ("18", ". Text")),
        ("第條", None),
        ("第零條", None),
        ("第一千條", None),
        ("本法第十八條", None),
        ("article 1234", None),
    ],
)
def test_numbers_as_people_write_them(line: str, read: tuple[str, str] | None) -> None:
    assert read_number(line) == read


@pytest.mark.parametrize("words", ["", "十十", "兩百", "甲", "百百一"])
def test_what_is_no_number(words: str) -> None:
    assert read_chinese_number(words or "-") is None
