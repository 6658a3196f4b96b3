"""Which texts are near-identical: small changes do not part them, other words do."""

import importlib
import pkgutil
import random
from datetime import UTC, datetime
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import seeds.scenarios
from app.discussion.copies import Sketch, is_copy, letters_of, sketch
from app.discussion.phrases import campaign_texts
from seeds.steps import EditComment, PostComment

TEXT = "我反對無預警進入辦公場所檢查。請刪除本條,並把檢查的要件、程序與救濟寫進法律ABC 2026。"
HAN = st.integers(0x4E00, 0x9FA5).map(chr)


def drawn(text: str) -> Sketch:
    found = sketch(text)
    assert found is not None
    return found


def are_one(one: str, other: str) -> bool:
    """Whether two texts meet in a band, and are alike."""
    first, second = drawn(one), drawn(other)
    return bool({*first.bands(1, 2)} & {*second.bands(1, 2)}) and is_copy(first.letters, second.letters) > 0


@pytest.mark.parametrize(
    "other",
    [
        "各位好：" + TEXT,
        TEXT + "謝謝！",
        TEXT.replace("。", "\n\n").replace(",", "，"),
        TEXT.replace("ABC 2026", "ＡＢＣ　２０２６").replace("我反對", "**我反對**"),
        TEXT.replace("刪除", "拿掉"),
        TEXT.replace("請刪除本條,", "") + "請刪除本條。",
    ],
)
def test_what_people_change_in_a_text_that_is_handed_on(other: str) -> None:
    assert are_one(TEXT, other)


@given(st.text(HAN, min_size=60, max_size=120), st.lists(st.tuples(st.integers(0, 59), HAN), max_size=3))
@settings(max_examples=25, deadline=None, database=None)
def test_a_few_changed_characters_do_not_part_a_text(text: str, edits: list[tuple[int, str]]) -> None:
    changed = list(text)
    for place, character in edits:
        changed[place] = character
    assert are_one(text, "".join(changed))


def test_other_words_are_not_the_same() -> None:
    short = "請刪除第十八條，這個檢查權沒有必要，應改由法院"
    assert not is_copy(letters_of(short), letters_of("請保留第十八條，這個檢查權很有必要，不應由法院"))
    texts = [text.source for text in campaign_texts()]
    assert not [pair for pair in combinations(texts, 2) if are_one(*pair)]


@pytest.mark.parametrize(
    "text", ["", "同意。", "反對，應刪除。", "I agree with that, and so does everybody.", "👍" * 80, "。" * 80]
)
def test_what_is_too_short_is_like_nothing(text: str) -> None:
    assert sketch(text) is None


@pytest.mark.parametrize("text", ["啊" * 5_000, "ab" * 2_500, "𠮷" * 40, "👩‍👩‍👧字" * 30, "\u202e字\u200b" * 40])
def test_odd_texts_are_sketched_too(text: str) -> None:
    assert are_one(text, text)
    assert len(set(drawn(text).bands(1))) == Sketch.BANDS


def test_texts_of_another_bill_or_place_do_not_meet() -> None:
    assert not {*drawn(TEXT).bands(1, 2)} & {*drawn(TEXT).bands(1, 3)}


def test_no_two_comments_of_the_seeds_are_taken_for_one() -> None:
    """All pairs within each bill, whatever their places, but the campaign that the seeds tell of."""
    said: dict[str, dict[str, str]] = {}
    for module in pkgutil.iter_modules(seeds.scenarios.__path__):
        steps = getattr(importlib.import_module(f"seeds.scenarios.{module.name}"), "steps", None)
        for step in steps(datetime(2026, 11, 22, tzinfo=UTC)) if steps else ():
            if isinstance(step, PostComment) and "campaign" not in step.ref:
                said.setdefault(step.slug, {})[step.ref] = step.body
            elif isinstance(step, EditComment):
                for of_bill in said.values():
                    of_bill |= {step.ref: step.body} if step.ref in of_bill else {}
    letters = [[letters_of(body) for body in of_bill.values() if sketch(body)] for of_bill in said.values()]
    assert sum(map(len, letters)) > 150
    assert not [pair for of_bill in letters for pair in combinations(of_bill, 2) if is_copy(*pair)]


def test_unrelated_texts_of_the_same_few_words_seldom_meet() -> None:
    dice = random.Random(5)
    words = ["檢查", "資安", "業者", "主管機關", "個人資料", "令狀", "紀錄", "救濟", "通報", "期限", "公開", "第十八條"]
    texts = ["".join(dice.choice(words) + dice.choice("的了應得須可") for _ in range(20)) for _ in range(50)]
    pairs = list(combinations([{*drawn(text).bands(1)} for text in texts], 2))
    assert sum(bool(one & other) for one, other in pairs) < len(pairs) / 15
    assert not [pair for pair in combinations(texts, 2) if are_one(*pair)]
