"""Telling words from filler."""

import pytest

from app.kernel.filler import is_filler


@pytest.mark.parametrize(
    "text",
    [
        "",
        "..........",
        "1234567890",
        "aaaaaaaaaaaa",
        "無無無無無無無無無無",
        "理由理由理由理由理由",
        "test test test test",
        "because because because because",
        "asdfghjkl;",
        "QWERTYUIOP",
        "poiuytrewq",
        "no reason",
        "n/a n/a n/a",
        "同上。",
        "依指示辦理，" * 10,
    ],
)
def test_filler_is_told(text: str) -> None:
    assert is_filler(text)


@pytest.mark.parametrize(
    "text",
    [
        "含他人住址與電話號碼",
        "此留言公布他人電話。",
        "Names a private person.",
        "Gives an address.",
        "The comment gives the telephone number of a private person who has not agreed to it.",
        "Gives an address. "
        + "The first sentence says what is wrong, and this one goes on about it at some length. " * 1,
    ],
)
def test_words_are_told(text: str) -> None:
    assert not is_filler(text)


def test_long_texts_are_not_filler_for_using_common_letters() -> None:
    words = "the agency asks whether an inspection may follow a report and who must be present when it does so"
    shuffled = " ".join(words.split()[n % 19] + str(n) for n in range(0, 1900, 7))
    assert not is_filler(words + ". " + shuffled)
