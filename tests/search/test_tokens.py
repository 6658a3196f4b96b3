"""How texts are split and folded, and how typed words are read."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.search.tokens import MOST, fold, fold_with_places, pattern_of, read_phrases, split_words
from app.search.variants import FOLDS


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("資通安全", "资通 通安 安全 全"),
        ("资通安全", "资通 通安 安全 全"),
        ("安", "安"),
        ("", ""),
        ("Ａpi安全２．０", "api 安全 全 2 0"),
        ("第18條", "第 18 条"),
        ("STRASSE straße", "strasse strasse"),
        ("臺灣台湾", "台湾 湾台 台湾 湾"),
        ("ｶﾅ カナ", "カナ ナ カナ ナ"),
        ("資󠄀安 soft\u00adhyphen", "资安 安 softhyphen"),
        ("😀️ 1️⃣ a_b d'État", "1 a b d état"),
        ("x" * 90, f"{'x' * 40} {'x' * 40} {'x' * 10}"),
        ("\U00020bb7野家", "\U00020bb7野 野家 家"),
    ],
)
def test_words_of_a_text(text: str, words: str) -> None:
    assert list(split_words(text)) == words.split()


def test_a_text_has_an_end() -> None:
    assert len(list(split_words("字" * 100_000))) == MOST


@pytest.mark.parametrize(
    ("typed", "phrases"),
    [
        ("資安", [("资安",)]),
        ("資通安全", [("资通", "通安", "安全")]),
        ("資", [("资", "*")]),
        ("資安 稽核", [("资安",), ("稽核",)]),
        ("資安 資安", [("资安",)]),
        ("regulation", [("regulation", "*")]),
        ("act 18", [("act",), ("18",)]),
        ("API安全API", [("api", "安全", "全", "api")]),
        ("18條", [("18", "条", "*")]),
        ('"* AND (', [("and",)]),
        ("，。!", []),
    ],
)
def test_what_somebody_types(typed: str, phrases: list[tuple[str, ...]]) -> None:
    read = [(*phrase.words, *("*" * phrase.is_beginning)) for phrase in read_phrases(typed)]
    assert read == phrases


@pytest.mark.parametrize(
    ("typed", "text", "marked"),
    [
        ("資安", "强化资安 與資安", ["资安", "資安"]),
        ("act", "Act, activity, react", ["Act"]),
        ("inspect", "Inspections inspect", ["Inspections", "inspect"]),
        ("api安全", "API 安全", ["API 安全"]),
        ("安", "安全", ["安"]),
        ("ｱ", "㏂ア", ["ア"]),
    ],
)
def test_what_is_marked(typed: str, text: str, marked: list[str]) -> None:
    pattern = pattern_of(read_phrases(typed))
    assert pattern
    folded, places = fold_with_places(text)
    assert [text[places[m.start()] : places[m.end() - 1] + 1] for m in pattern.finditer(folded)] == marked


def test_folded_forms_are_final() -> None:
    """What a character is folded to folds no further, so that both directions meet."""
    assert [pair for pair in FOLDS.items() if pair[1] in FOLDS or len(pair[0]) != 1 or len(pair[1]) != 1] == []


@settings(max_examples=300)
@given(st.text(max_size=60))
def test_any_text_gives_words_that_both_databases_take(text: str) -> None:
    for word in split_words(text):
        assert 0 < len(word) <= 40
        assert not re.search(r"[\s'\"\\_\x00-\x1f]", word)
    folded, places = fold_with_places(text)
    assert folded == fold(text)
    assert len(folded) == len(places)
