"""What counts as a justification of a short notice, and what is filler."""

import pytest

from app.bills.justification import judge_justification, judge_reason
from app.kernel.bilingual import Bilingual
from tests.bills.drafts import JUSTIFICATION

TITLE = Bilingual("資料開放條例部分條文修正草案", "Draft amendment of certain articles of the Open Data Act")
FIFTY = (
    "本案須配合五月生效之國際協定，逾期業者將負擔查驗費用，故預告三十日；期間外之意見仍將逐一研議並公開答覆於本平臺。"
)


@pytest.mark.parametrize(
    "text",
    [
        JUSTIFICATION,
        Bilingual("", JUSTIFICATION.en),
        Bilingual(JUSTIFICATION.zh, ""),
        Bilingual(JUSTIFICATION.zh, "A treaty sets the date."),
        Bilingual(FIFTY),
    ],
)
def test_accepted(text: Bilingual) -> None:
    assert judge_justification(text, TITLE)


@pytest.mark.parametrize(
    "text",
    [
        Bilingual(),
        Bilingual("情況急迫。"),
        Bilingual(FIFTY[:49]),
        Bilingual("啊" * 60),
        Bilingual("。" * 60),
        Bilingual("-" * 70 + "因為很急所以縮短預告期間"),
        Bilingual("情況急迫。" * 12),
        Bilingual("哈囉嗨您好" * 12),
        Bilingual(TITLE.zh * 4),
        Bilingual(f"{TITLE.zh}{TITLE.zh}{TITLE.zh}，因為很急。{TITLE.zh}"),
        Bilingual("", f"{TITLE.en}. {TITLE.en}!"),
        Bilingual("", "asdf" * 20),
        Bilingual("", "no reason " * 8),
        Bilingual(JUSTIFICATION.zh, "x" * 60),
    ],
)
def test_refused(text: Bilingual) -> None:
    verdict = judge_justification(text, TITLE)
    assert verdict.reason is not None
    assert verdict.reason.code == "invalid"


def test_length_is_counted_in_graphemes() -> None:
    assert len(FIFTY) >= 50
    joined = FIFTY[:40] + "👩‍👩‍👧‍👦"  # one more grapheme, seven more code points
    assert len(joined) < 50
    assert not judge_justification(Bilingual(joined + "🏳️‍🌈" * 2), TITLE)


NINETEEN = "因各界反映條文繁多須更多時間研讀併予延長"[:19]


@pytest.mark.parametrize(
    ("reason", "is_enough"),
    [
        (Bilingual(NINETEEN), False),
        (Bilingual(f" {NINETEEN}　\n"), False),
        (Bilingual(f"{NINETEEN}。"), True),
        (Bilingual("", "Many asked for more."), True),
        (Bilingual(f"{NINETEEN}。", "Many asked."), True),
        (Bilingual(f"{NINETEEN}。", "xxx xxx xxx"), False),
        (Bilingual("延長" * 15), False),
        (Bilingual("。" * 30), False),
    ],
)
def test_a_reason_has_twenty_characters_and_says_something(reason: Bilingual, is_enough: bool) -> None:
    assert bool(judge_reason(reason)) is is_enough
