"""Proposed wording as values: which words a place has, what a proposal changes, which proposals exclude each other."""

from types import SimpleNamespace
from typing import Any

import pytest

from app.bills.comparison import Segment
from app.bills.markup import kept_redline, show_redline
from app.discussion.conflicts import Edit, edits_of, group_conflicts
from app.discussion.proposals import Present, fold_spaces, present_words, propose
from app.discussion.proposals_docx import read_pieces
from app.kernel.bilingual import EN, ZH, Bilingual
from app.kernel.verdict import Refused

TEXT = Bilingual("本文。\n第二項如下：\n一、甲。\n二、乙。", "Text.\nParagraph two:\n1. A.\n2. B.")
ARTICLE: Any = SimpleNamespace(article_id=1, version_id=2, text=TEXT)


def outcome(address: str, typed: str, lang: str = "") -> Any:
    return propose(ARTICLE, address, typed, lang)


@pytest.mark.parametrize(
    ("address", "lang", "words", "start"),
    [
        ("18", EN, "Text.\nParagraph two:\n1. A.\n2. B.", 0),
        ("18.1", EN, "Text.", 0),
        ("18.2", EN, "Paragraph two:\n1. A.\n2. B.", 6),
        ("18.2.2", EN, "2. B.", 27),
        ("18.2.1", ZH, "一、甲。", 11),
    ],
)
def test_present_words_of_a_place(address: str, lang: str, words: str, start: int) -> None:
    found = present_words(TEXT, address, lang)
    assert found is not None
    assert (found.words, found.start, found.lang) == (words, start, lang)
    assert found.whole[start:].startswith(words)
    assert found.whole_with("X") == found.whole.replace(words, "X")


def test_words_that_are_missing_in_a_language_are_taken_in_the_other() -> None:
    short = Bilingual("一項。\n二項。", "One paragraph.")
    assert present_words(short, "3.2", EN) == Present("二項。", "一項。\n二項。", 4, ZH)
    assert present_words(Bilingual("文。"), "3", EN) == Present("文。", "文。", 0, ZH)
    assert present_words(short, "3.9", EN) is None


def test_proposal_on_a_part_and_on_the_whole_have_the_same_outcome() -> None:
    part = outcome("18.2.1", "1. C.")
    whole = outcome("18", "Text.\r\n\r\nParagraph two:\n 1.  C. \n2. B.")
    assert part.digest == whole.digest
    assert part.edits == whole.edits == (Edit(24, 25, True),)
    assert (part.lang, part.text) == (EN, "1. C.")
    assert part.html == '<p class="part">1. <del>A</del><ins>C</ins>.</p>'


def test_language_is_told_by_the_words_or_named() -> None:
    assert outcome("18.1", "新文。").lang == ZH
    assert outcome("18.1", "新文。", EN).lang == EN


@pytest.mark.parametrize("typed", ["", "  \n\t ", "\u200b\ufeff", "\u200c"])
def test_nothing_typed_is_no_proposal(typed: str) -> None:
    assert outcome("18", typed) is None


@pytest.mark.parametrize(
    ("address", "typed", "told"),
    [
        ("18.1", "Text.", "These are the present words"),
        ("18.2", "Paragraph  two:\r\n\r\n1.\u00a0A.\n2. B.\n", "These are the present words"),
        ("18.1", "a" * 5001, "at most 5,000"),
        ("18.1", "👩‍👩‍👧‍👦" * 5001, "at most 5,000"),
        ("18.1", "x" * 200_000, "at most 5,000"),
        ("18.7", "Words.", "no such paragraph"),
    ],
)
def test_refused_proposals_name_the_field(address: str, typed: str, told: str) -> None:
    with pytest.raises(Refused) as refused:
        outcome(address, typed)
    assert refused.value.field == "proposed"
    assert told in str(refused.value.reason.text)


@pytest.mark.parametrize(
    "typed", ["<script>alert(1)</script>", "<ins>x</ins> & </p>", "العربية 🇹🇼👩‍👩‍👧", "é" * 5000, "[a](javascript:b)"]
)
def test_odd_words_are_escaped_and_kept(typed: str) -> None:
    made = outcome("18.1", typed, EN)
    assert made.text == typed
    shown = str(show_redline(made.html))
    assert "<script" not in shown
    assert shown.count("<ins>") == made.html.count("<ins>") == shown.count("</ins>")
    pieces = read_pieces(made.html.removeprefix("<p>").removesuffix("</p>"))
    assert "".join(words for mark, words in pieces if mark != "del") == fold_spaces(typed)
    assert "".join(words for mark, words in pieces if mark != "ins") == "Text."


def test_kept_redline_is_shown_in_the_readers_language() -> None:
    kept = kept_redline([Segment("equal", "a "), Segment("delete", "b"), Segment("insert", "<c>")])
    assert kept == "<p>a <del>b</del><ins>&lt;c&gt;</ins></p>"
    assert '<ins><span class="visually-hidden"> [新增： </span>&lt;c&gt;<span' in show_redline(kept)


def test_edits_count_characters_of_the_earlier_text() -> None:
    segments: Any = [
        ("equal", "ab"),
        ("delete", "cd"),
        ("insert", "x"),
        ("equal", "e"),
        ("insert", "yz"),
        ("delete", "f"),
    ]
    assert edits_of(segments, 10) == [Edit(12, 14, True), Edit(15, 16, True)]
    assert edits_of([*segments[:2], Segment("equal", "e"), Segment("insert", "!")]) == [
        Edit(2, 4, False),
        Edit(5, 5, True),
    ]


CHANGE, GONE, POINT = (5, 8, True), (5, 8, False), (5, 5, True)


@pytest.mark.parametrize(
    ("one", "other", "exclude"),
    [
        ([CHANGE], [CHANGE], True),
        ([GONE], [GONE], True),
        ([CHANGE], [(7, 9, False)], True),
        ([CHANGE], [(8, 9, True)], False),
        ([CHANGE], [(2, 5, True)], False),
        ([CHANGE], [(6, 6, True)], True),
        ([GONE], [(6, 6, True)], True),
        ([CHANGE], [POINT], True),
        ([CHANGE], [(8, 8, True)], True),
        ([GONE], [POINT], False),
        ([GONE], [(8, 8, True)], False),
        ([POINT], [POINT], True),
        ([POINT], [(6, 6, True)], False),
        ([(1, 2, True), (20, 30, True)], [(3, 4, True), (29, 31, False)], True),
        ([(1, 2, True), (20, 30, True)], [(3, 19, True)], False),
        ([(0, 40, False)], [(20, 20, True)], True),
        ([], [CHANGE], False),
    ],
)
def test_which_proposals_exclude_each_other(one: list[Any], other: list[Any], exclude: bool) -> None:
    for pair in ([(1, one), (2, other)], [(2, one), (1, other)]):
        groups = group_conflicts([(number, [Edit(*edit) for edit in edits]) for number, edits in pair])
        assert (groups[1] == groups[2]) is exclude
        assert groups[1] == 1


def test_groups_reach_through_others_and_bear_the_lowest_id() -> None:
    chain = [(9, [(0, 5, True)]), (4, [(4, 8, True)]), (7, [(7, 9, True)]), (3, [(20, 20, True)]), (5, [(9, 19, True)])]
    groups = group_conflicts([(number, [Edit(*edit) for edit in edits]) for number, edits in chain])
    assert groups == {9: 4, 4: 4, 7: 4, 3: 3, 5: 5}


def test_grouping_agrees_with_looking_at_every_pair() -> None:
    """The sweep against the rule as it is said, on every pair of small edits and on chains of them."""
    edits = [Edit(s, e, adds) for s in range(4) for e in range(s, 4) for adds in (True, False) if adds or e > s]
    proposals = [(number, [edit]) for number, edit in enumerate(edits, 1)]
    for one, (first,) in proposals:
        for other, (second,) in proposals[one:]:
            groups = group_conflicts([(one, [first]), (other, [second])])
            assert (groups[one] == groups[other]) is _exclude(first, second), (first, second)


def _exclude(one: Edit, other: Edit) -> bool:
    if set(range(one.start, one.end)) & set(range(other.start, other.end)):
        return True
    for point, edit in ((one, other), (other, one)):
        if point.start == point.end:
            inside = edit.start < point.start < edit.end
            at_an_end = edit.adds and point.start in (edit.start, edit.end)
            if inside or at_an_end:
                return True
    return False
