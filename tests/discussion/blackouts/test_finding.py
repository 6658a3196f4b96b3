"""A passage is found by its letters and digits, however the source writes it; the marks around it stay."""

import pytest

from app.discussion.blackouts.blocks import BLOCK, Held, cover, follow, uncover
from app.discussion.blackouts.finding import find, is_enough
from app.kernel.richtext import clean, render_html


def covered(text: str, passage: str) -> str:
    spans = [span for seen in find(text, passage) for span in seen.pieces]
    return cover(text, (), spans, 1)[0]


@pytest.mark.parametrize(
    "text",
    [
        "Call 0912-345-678 now",
        "Call 0912 345 678 now",
        "Call 0912345678 now",
        "Call 09**12**-345-678 now",
        "Call ０９１２－３４５－６７８ now",
        "Call 0912\u200d-345\u200c678 now",
        "Call **0912-345-678** now",
        "Call `0912-345-678` now",
        "Call [0912-345-678](https://example.test/) now",
        "Call <https://example.test/0912345678> now",
        'Call [me](https://example.test/0912345678 "0912 345 678") now',
        "- one\n- 0912\n  345 678",
    ],
)
def test_however_it_is_written(text: str) -> None:
    after = covered(clean(text), "0912-345-678")
    letters = "".join(filter(str.isdigit, after))
    assert BLOCK in after
    assert not any(part in letters for part in ("0912", "345", "678"))


@pytest.mark.parametrize(
    "text, passage, after",
    [
        ("住在新北市板橋區，電話保密", "新北市板橋區", f"住在{BLOCK}，電話保密"),
        ("Cafe\u0301 Ce\u0301line", "Céline", f"Café {BLOCK}"),
        ("ｶﾞｰﾄﾞ花子", "ガード花子", BLOCK),
        ("𠮷野家の太郎さん", "𠮷野家", f"{BLOCK}の太郎さん"),
        ("A 👩\u200d🔬 named Ada L.", "ada l.", f"A 👩\u200d🔬 named {BLOCK}"),
        ("STRASSE 12 b", "Straße 12", f"{BLOCK} b"),
        ("(02) 2345-6789, please", "(02) 2345-6789", f"{BLOCK}, please"),
        ("Call +886 912 345 678!", "+886 912 345 678", f"Call {BLOCK}!"),
        ("Call **0912 345** 678", "0912 345 678", f"Call **{BLOCK}** {BLOCK}"),
        ("> Mr\n> Wang\n> said", "Mr Wang", f"> {BLOCK}\n> {BLOCK}\n> said"),
        ("1. Ms Lee\n2. of Taipei", "Ms Lee of Taipei", f"1. {BLOCK}\n2. {BLOCK}"),
        (
            "call [Ms Lee](https://example.test/a) now",
            "call Ms Lee now",
            f"{BLOCK} [{BLOCK}](https://example.test/a) {BLOCK}",
        ),
        ("1212121", "12121", BLOCK),
        ("Li lives; Libel", "libel", f"Li lives; {BLOCK}"),
    ],
)
def test_what_stays(text: str, passage: str, after: str) -> None:
    assert covered(clean(text), passage) == after


def test_a_block_is_never_passed_over() -> None:
    text = f"0912-{BLOCK}-345-678"
    assert find(text, "0912345678") == []
    assert find(text, "345-678") != []


@pytest.mark.parametrize(
    "passage, verdict", [("12", False), ("Li", False), ("王", False), ("  … ", False), ("123", True), ("王明", True)]
)
def test_too_little_says_nothing(passage: str, verdict: bool) -> None:
    assert is_enough(passage) is verdict


def test_blocks_tell_no_length_and_their_words_come_back() -> None:
    text = "A 123 and 45678901 end"
    spans = [(2, 5), (10, 18)]
    after, held = cover(text, (), spans, 7)
    assert after == f"A {BLOCK} and {BLOCK} end"
    assert [each.words for each in held] == ["123", "45678901"]
    again, both = cover(after, held, [(len(after) - 3, len(after))], 8)
    assert [each.blackout for each in both] == [7, 7, 8]
    left, kept = uncover(again, both, 7)
    assert left == f"A 123 and 45678901 {BLOCK}"
    assert uncover(left, kept, 8) == (text, [])


def test_blocks_are_followed_over_an_edit() -> None:
    before = f"Call {BLOCK} or {BLOCK} at night."
    held = [Held(5, "123", 1), Held(14, "456", 2)]
    after = f"Please call {BLOCK}, or else {BLOCK} at night."
    assert [after[each.start :][:5] for each in follow(held, before, after)] == [BLOCK, BLOCK]
    after = f"Call {BLOCK}, but not at night."
    assert len(follow(held, before, after)) <= 1
    assert follow(held, before, "Do not call.") == []


def test_a_block_in_a_link_renders() -> None:
    html = render_html(covered("See [me](https://example.test/0912345678).", "0912345678"))
    assert "0912" not in html
    assert "<a href=" in html
