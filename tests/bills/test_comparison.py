"""Redlines and what became of articles."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.bills.comparison import (
    Change,
    changes_between,
    compare_versions,
    compare_with_current,
    redline,
)
from app.bills.models import ArticleText
from app.kernel.bilingual import Bilingual

words = st.text(st.sampled_from("本法主管機關得檢查之 the authority may inspect,.\n18一二"), max_size=120)
anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@settings(max_examples=150, deadline=None)
@given(words | anything, words | anything, st.sampled_from(["zh-Hant-TW", "en"]))
def test_redline_reassembles_both_texts(earlier: str, later: str, lang: str) -> None:
    segments = redline(earlier, later, lang)
    assert "".join(text for op, text in segments if op != "insert") == earlier
    assert "".join(text for op, text in segments if op != "delete") == later
    assert {op for op, _ in segments} <= {"equal", "insert", "delete"}
    assert all(text for _, text in segments)


def test_english_is_compared_by_words() -> None:
    segments = redline("They inspected the premises.", "They inspect the premises.", "en")
    assert [tuple(s) for s in segments] == [
        ("equal", "They "), ("delete", "inspected"), ("insert", "inspect"), ("equal", " the premises."),
    ]  # fmt: skip


def test_chinese_is_compared_by_characters() -> None:
    segments = redline("得派員檢查。", "得派員進入檢查。", "zh-Hant-TW")
    assert [tuple(s) for s in segments] == [("equal", "得派員"), ("insert", "進入"), ("equal", "檢查。")]


def test_hostile_repetition_ends_soon() -> None:
    before = time.monotonic()
    redline("是否" * 2000, "否是否" * 1400, "zh-Hant-TW")
    assert time.monotonic() - before < 5


def _text(article_id: int, number: str, zh: str = "文", *, version: int = 1, **more: object) -> ArticleText:
    values: dict[str, object] = {
        "heading": Bilingual(), "chapter": Bilingual(), "current_text": None, "is_deleted": False, "explanation": Bilingual(),
    }  # fmt: skip
    return ArticleText(article_id=article_id, version_id=version, number=number, text=Bilingual(zh), **(values | more))


def test_changes_between_versions() -> None:
    earlier = [
        _text(1, "1"),
        _text(2, "2"),
        _text(3, "3"),
        _text(4, "4"),
        _text(5, "5"),
        _text(6, "6", is_deleted=True),
    ]
    later = [
        _text(1, "1"),
        _text(2, "2", "新文"),
        _text(7, "3"),
        _text(3, "4"),
        _text(4, "5", "也改"),
        _text(5, "6", is_deleted=True),
        _text(6, "7", is_deleted=True),
    ]
    assert changes_between(earlier, later) == {
        1: Change.KEPT,
        2: Change.CHANGED,
        7: Change.ADDED,
        3: Change.MOVED,
        4: Change.CHANGED,
        5: Change.DELETED,
    }


def test_article_that_a_version_lacks_is_deleted_and_keeps_its_place() -> None:
    earlier, later = [_text(1, "1"), _text(2, "2"), _text(3, "3")], [_text(1, "1"), _text(3, "3")]
    compared = compare_versions(earlier, later, "zh-Hant-TW")
    assert [(c.row.article_id, c.change) for c in compared] == [
        (1, Change.KEPT), (2, Change.DELETED), (3, Change.KEPT),
    ]  # fmt: skip
    assert [tuple(s) for s in compared[1].segments] == [("delete", "文")]


def test_restored_article_is_added_again() -> None:
    assert changes_between([_text(1, "1", is_deleted=True)], [_text(1, "1")]) == {1: Change.ADDED}


def test_article_set_at_another_place_is_moved() -> None:
    earlier = [_text(n, str(n)) for n in (1, 2, 3, 4)]
    later = [earlier[0], earlier[2], earlier[3], earlier[1]]
    assert changes_between(earlier, later) == {
        1: Change.KEPT, 2: Change.MOVED, 3: Change.KEPT, 4: Change.KEPT,
    }  # fmt: skip


def test_article_in_another_chapter_is_moved() -> None:
    later = [_text(1, "1", chapter=Bilingual("第二章"))]
    assert changes_between([_text(1, "1", chapter=Bilingual("第一章"))], later) == {1: Change.MOVED}


def test_article_in_another_section_is_moved() -> None:
    later = [_text(1, "1", section=Bilingual("第二節")), _text(2, "2", section=None)]
    earlier = [_text(1, "1", section=Bilingual("第一節")), _text(2, "2")]
    assert changes_between(earlier, later) == {1: Change.MOVED, 2: Change.KEPT}


def test_translation_added_later_changes_nothing() -> None:
    earlier, later = _text(1, "1"), _text(1, "1")
    later.text = Bilingual("文", "Text")
    assert changes_between([earlier], [later]) == {1: Change.KEPT}


def test_heading_is_part_of_the_article() -> None:
    later = [_text(1, "1", heading=Bilingual("新標題"))]
    assert changes_between([_text(1, "1", heading=Bilingual("標題"))], later) == {1: Change.CHANGED}


def test_against_the_law_in_force() -> None:
    texts = [
        _text(1, "1", "文", current_text=Bilingual("文")),
        _text(2, "2", "新", current_text=Bilingual("舊")),
        _text(3, "3", "新增"),
        _text(4, "4", "廢", current_text=Bilingual("廢"), is_deleted=True),
        _text(5, "5", is_deleted=True),
    ]
    compared = compare_with_current(texts, "zh-Hant-TW")
    assert [(c.row.article_id, c.change) for c in compared] == [
        (1, Change.KEPT), (2, Change.CHANGED), (3, Change.ADDED), (4, Change.DELETED),
    ]  # fmt: skip


@pytest.mark.parametrize(("asked", "given"), [("en", "zh-Hant-TW"), ("zh-Hant-TW", "zh-Hant-TW")])
def test_redline_is_in_a_language_that_both_sides_have(asked: str, given: str) -> None:
    old, new = _text(1, "1"), _text(1, "1")
    old.text, new.text = Bilingual("舊", ""), Bilingual("新", "New")
    assert compare_versions([old], [new], asked)[0].lang == given


def test_each_line_is_compared_with_the_one_most_like_it() -> None:
    earlier = (
        "委員會就年度稽核計畫提供意見，並作成紀錄保存。\n前項委員會，由下列人員組成：\n一、相關機關代表。\n二、學者。"
    )
    later = (
        "委員會就年度稽核計畫提供意見，並作成紀錄保存；意見摘要及採納情形應公布，未採納者應附理由。\n"
        "前項委員會，由下列人員組成，其中第二款及第三款人員合計不得少於半數：\n一、相關機關代表。\n二、學者。"
    )
    assert [tuple(segment) for segment in redline(earlier, later, "zh-Hant-TW")] == [
        ("equal", "委員會就年度稽核計畫提供意見，並作成紀錄保存"),
        ("insert", "；意見摘要及採納情形應公布，未採納者應附理由"),
        ("equal", "。\n前項委員會，由下列人員組成"),
        ("insert", "，其中第二款及第三款人員合計不得少於半數"),
        ("equal", "：\n一、相關機關代表。\n二、學者。"),
    ]
