"""What became of articles that were split, merged and moved, over several versions and backwards; passages that only moved."""

import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.bills.comparison import (
    Change,
    Run,
    change_of_text,
    changes_between,
    changes_from_current,
    compare_versions,
    compare_with_current,
    redline,
)
from app.bills.comparison.moves import Redlined, mark_moves
from app.bills.models import Article, ArticleText
from app.kernel.bilingual import Bilingual

ZH = "zh-Hant-TW"
FIRST = "主管機關應訂定資通安全責任等級之分級。"
SECOND = "前項等級每二年檢討一次，並公告其結果。"
OPPOSITE = {
    Change.ADDED: Change.DELETED,
    Change.DELETED: Change.ADDED,
    Change.SPLIT: Change.MERGED,
    Change.MERGED: Change.SPLIT,
}


def law(key: int, zh: str = "文", **more: Any) -> ArticleText:
    """An article as it reads in a version; its number is its id unless it says otherwise."""
    values = {
        "heading": Bilingual(), "chapter": Bilingual(), "explanation": Bilingual(), "current_text": None,
        "is_deleted": False, "number": str(key), "version_id": 1,
    }  # fmt: skip
    article = Article(id=key, key=str(key), bill_id=1, rank=key)
    return ArticleText(article_id=key, article=article, text=Bilingual(zh), **(values | more))


V1 = [law(5, FIRST + "\n" + SECOND), law(6, "本條文字將併入第五條之中。"), law(8)]
V2 = [
    law(5, FIRST + "\n本條文字將併入第五條之中。"),
    law(7, SECOND + "其程序另定之。", split_from_id=5),
    law(6, "本條文字將併入第五條之中。", is_deleted=True, merged_into_id=5),
    law(8),
]


def test_split_and_merged_name_the_other_article() -> None:
    rows = {found.row.article_id: found for found in compare_versions(V1, V2, ZH)}
    assert {key: found.change for key, found in rows.items()} == {
        5: Change.CHANGED, 7: Change.SPLIT, 6: Change.MERGED, 8: Change.KEPT,
    }  # fmt: skip
    assert rows[7].partner is V1[0]
    assert rows[6].partner is V2[0]


def test_split_article_is_compared_with_the_words_it_came_from() -> None:
    found = next(found for found in compare_versions(V1, V2, ZH) if found.change is Change.SPLIT)
    assert "".join(text for op, text in found.segments if op != "insert") == V1[0].text.zh
    assert "".join(text for op, text in found.segments if op != "delete") == V2[1].text.zh
    assert ("equal", SECOND) in found.segments


def test_words_between_split_and_merged_articles_are_moves() -> None:
    rows = {found.row.article_id: found.runs for found in compare_versions(V1, V2, ZH)}
    assert any(run.op == "delete" and run.place == 7 and run.text in SECOND for run in rows[5])
    assert any(run.op == "equal" and run.place == 5 and run.text in SECOND for run in rows[7])
    assert any(run.op == "insert" and run.place == 6 for run in rows[5])
    assert any(run.op == "delete" and run.place == 5 for run in rows[6])
    assert rows[8] == (Run("equal", "文"),)


def test_read_backwards_what_was_split_is_merged_again() -> None:
    assert changes_between(V2, V1) == {5: Change.CHANGED, 6: Change.SPLIT, 8: Change.KEPT, 7: Change.MERGED}


def test_splits_and_mergers_are_followed_over_the_versions_between() -> None:
    third = [
        law(9, "後分出", split_from_id=7),
        law(7, is_deleted=True, split_from_id=5, merged_into_id=4),
        law(5, is_deleted=True, merged_into_id=4),
        law(6, is_deleted=True, merged_into_id=5),
        law(4, "大條文"),
    ]
    changes = changes_between([*V1, law(4, "大條文")], third)
    assert changes == {4: Change.KEPT, 9: Change.SPLIT, 5: Change.MERGED, 6: Change.MERGED, 8: Change.DELETED}
    rows = {found.row.article_id: found for found in compare_versions([*V1, law(4, "大條文")], third, ZH)}
    assert (rows[9].partner and rows[9].partner.article_id, rows[6].partner and rows[6].partner.article_id) == (5, 4)


@pytest.mark.parametrize("ring", [{"split_from_id": 1}, {"split_from_id": 2}, {"split_from_id": 99}])
def test_splits_that_go_round_or_nowhere_are_added(ring: dict[str, int]) -> None:
    later = [law(1, **ring), law(2, split_from_id=1)]
    assert set(changes_between([], later).values()) == {Change.ADDED}


def test_deleted_without_a_taker_is_deleted_and_so_is_one_whose_taker_went_too() -> None:
    gone = [law(5, is_deleted=True), law(6, is_deleted=True, merged_into_id=5), law(8)]
    assert changes_between(V1, gone) == {5: Change.DELETED, 6: Change.DELETED, 8: Change.KEPT}


def test_split_that_is_dropped_later_is_deleted_not_merged_back() -> None:
    third = [V2[0], law(7, split_from_id=5, is_deleted=True), V2[2], V2[3]]
    assert changes_between(V2, third)[7] is Change.DELETED


def test_article_on_both_sides_is_changed_even_if_it_moved_or_gave_words() -> None:
    later = [law(8), law(5, "新", number="9", chapter=Bilingual("第二章")), law(6, "本條文字將併入第五條之中。")]
    assert changes_between(V1, later)[5] is Change.CHANGED


def test_against_the_law_in_force_splits_and_mergers_count_too() -> None:
    texts = [
        law(5, FIRST, current_text=Bilingual(FIRST + SECOND)),
        law(7, SECOND, split_from_id=5),
        law(6, "", is_deleted=True, merged_into_id=5, current_text=Bilingual("舊")),
        law(3, "新"),
    ]
    assert changes_from_current(texts) == {5: Change.CHANGED, 7: Change.SPLIT, 6: Change.MERGED, 3: Change.ADDED}
    split = compare_with_current(texts, ZH)[1]
    assert "".join(text for op, text in split.segments if op != "insert") == FIRST + SECOND


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        (None, law(7, split_from_id=5), Change.SPLIT),
        (None, law(7), Change.ADDED),
        (law(7), law(7, split_from_id=5), Change.KEPT),
        (law(6), law(6, is_deleted=True, merged_into_id=5), Change.MERGED),
        (law(6), law(6, is_deleted=True), Change.DELETED),
        (law(6, is_deleted=True), law(6, is_deleted=True), None),
        (law(6, is_deleted=True), law(6), Change.ADDED),
        (law(6), law(6, number="9"), Change.MOVED),
        (law(6), law(6, "新"), Change.CHANGED),
    ],
)
def test_one_article_alone(old: ArticleText | None, new: ArticleText, change: Change | None) -> None:
    assert change_of_text(old, new) == change


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[ArticleText], list[ArticleText]]:
    """A version, and the one after it: articles kept, changed, dropped, merged, split off, in another order."""
    earlier = [law(n, draw(st.sampled_from(["甲", "乙"]))) for n in range(1, draw(st.integers(1, 5)) + 1)]
    later = []
    for text in earlier:
        fate = draw(st.sampled_from(["kept", "changed", "gone", "merged"]))
        target = draw(st.sampled_from(earlier)).article_id if fate == "merged" else None
        words = "新" if fate == "changed" else text.text.zh
        later.append(law(text.article_id, words, is_deleted=fate in ("gone", "merged"), merged_into_id=target))
    origins = draw(st.lists(st.sampled_from([None, 1, 2, 10, 11]), max_size=3))
    later += [law(10 + n, split_from_id=origin) for n, origin in enumerate(origins)]
    return earlier, draw(st.permutations(later))


@settings(max_examples=150, deadline=None)
@given(histories())
def test_changes_are_symmetric(pair: tuple[list[ArticleText], list[ArticleText]]) -> None:
    there, back = changes_between(*pair), changes_between(pair[1], pair[0])
    still = (Change.KEPT, Change.MOVED)  # which of two articles that changed places is the moved one, is free
    assert there.keys() == back.keys()
    for key, change in there.items():
        assert back[key] in still if change in still else back[key] is OPPOSITE.get(change, change)


words = st.text(st.sampled_from("本法主管機關得檢查之 the authority may inspect,.\n18一二"), max_size=120)


@settings(max_examples=150, deadline=None)
@given(words, words, words, st.sampled_from([ZH, "en"]))
def test_runs_reassemble_the_redline_and_moves_come_in_pairs(one: str, two: str, three: str, lang: str) -> None:
    earlier, later = f"{one}\n{two}\n{three}", f"{three}\n{one}{two}"
    segments = redline(earlier, later, lang)
    (runs,) = mark_moves([Redlined(1, segments, False)], lang)
    assert "".join(run.text for run in runs if run.op != "insert") == earlier
    assert "".join(run.text for run in runs if run.op != "delete") == later
    moves: dict[int, list[Run]] = {}
    for run in runs:
        if run.move:
            moves.setdefault(run.move, []).append(run)
    for ends in moves.values():
        assert sorted(run.op for run in ends) == ["delete", "insert"]
        assert ends[0].text == ends[1].text
        assert len(ends[0].text) >= 11


def test_a_moved_paragraph_is_told_apart_from_a_rewritten_one() -> None:
    middle = "主管機關得命其限期改善，並應敘明理由。"
    earlier, later = f"{FIRST}\n{middle}\n{SECOND}", f"{SECOND}\n{FIRST}\n主管機關應輔導其改善。"
    found = compare_versions([law(1, earlier)], [law(1, later)], ZH)[0]
    assert {run.text.strip() for run in found.runs if run.move} == {SECOND}
    assert "限期" in "".join(run.text for run in found.runs if run.op == "delete" and not run.move)


def test_words_that_stayed_in_the_other_article_went_nowhere() -> None:
    later = [law(7, SECOND, split_from_id=5), law(5, "全文改寫。"), law(9, FIRST, split_from_id=5)]
    rows = {found.row.article_id: found.runs for found in compare_versions(V1[:1], later, ZH)}
    assert {run.place for run in rows[9] if run.move} == {5}
    assert not any(run.move for run in rows[7] if run.op == "delete")


def test_words_that_were_taken_up_twice_moved_once() -> None:
    later = [law(5, FIRST), law(7, SECOND, split_from_id=5), law(9, SECOND, split_from_id=5)]
    runs = [run for found in compare_versions(V1[:1], later, ZH) for run in found.runs if run.move]
    assert sorted(run.op for run in runs) == ["delete", "equal"]


def test_short_repeated_words_are_no_move() -> None:
    found = compare_versions(
        [law(1, "甲得檢查之。乙丙丁戊己庚辛壬癸子丑寅卯")], [law(1, "乙丙丁戊己庚辛壬癸子丑寅卯甲得檢查之。")], ZH
    )
    assert not any(run.move for run in found[0].runs)


def test_english_moves_begin_and_end_at_words() -> None:
    moved = "The agency shall publish the results of each yearly audit."
    earlier, later = law(1), law(1)
    earlier.text = Bilingual("", f"{moved}\nIt reports to the ministry by June.\nThis takes effect at once.")
    later.text = Bilingual("", f"It reports to the ministry by June.\nThis takes effect at once.\n{moved}")
    runs = compare_versions([earlier], [later], "en")[0].runs
    assert {run.text.strip() for run in runs if run.move} == {moved}


def test_hostile_repetition_of_moves_ends_soon() -> None:
    before = time.process_time()
    segments = redline("是否" * 1500 + "完" + "得檢查之" * 700, "得檢查之" * 700 + "始" + "否是否" * 1000, ZH)
    mark_moves([Redlined(n, segments, False) for n in range(3)], ZH)
    assert time.process_time() - before < 5
