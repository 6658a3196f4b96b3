"""Made-up remarks for synthetic discussions: rendered once, used many times."""

import random
from functools import cache

from app.kernel.richtext import RichText, read

_CHINESE = (
    ("本條", "這一條", "第二項", "草案此處", "說明欄", "這次修正", "施行細則"),
    (
        "的範圍過廣",
        "沒有界定對象",
        "未說明由誰決定",
        "值得支持",
        "與現行實務不同",
        "缺少救濟途徑",
        "對小型業者負擔較重",
    ),
    (
        "，建議明定要件。",
        "，應有期限。",
        "，請補充說明。",
        "，可以參考其他法規的作法。",
        "，希望公開檢查結果。",
        "，應先通知再執行。",
    ),
    (
        "我在**機房**工作多年，看法如此。",
        "我們公司只有五個人。",
        "資通安全需要信任。",
        "情資分享才是重點。",
        "稽核不等於安全。",
        "",
    ),
)
_ENGLISH = (
    ("This article", "Paragraph two", "The draft here", "The explanation", "This change", "The subordinate regulation"),
    (
        " reaches too far",
        " does not say who decides",
        " deserves support",
        " differs from practice",
        " weighs on small firms",
    ),
    (
        ". Please name the conditions.",
        ". There should be a time limit.",
        ". Publish the outcome.",
        ". Give notice first.",
    ),
    (
        " I run **systems** for a living.",
        " We are five people.",
        " Security needs trust.",
        " Sharing matters more.",
        "",
    ),
)
_CAMPAIGN = (
    "我反對無預警進入辦公場所檢查。請刪除本條，並把檢查的要件、程序與救濟寫進法律。",
    "請公布完整的產品清單與認定理由，讓業者可以遵循，也讓人民可以監督。",
    "Please delete this article. Inspections need a warrant, a record and a remedy, all of them in the law itself.",
    "支持情資分享優先於稽核，並請保障通報者不因通報而受罰。",
)


@cache
def remarks(how_many: int = 600) -> tuple[RichText, ...]:
    """A pool of remarks, four fifths of them in Chinese; always the same."""
    dice = random.Random(7)
    said: dict[str, RichText] = {}
    while len(said) < how_many:
        parts = _CHINESE if dice.random() < 0.8 else _ENGLISH
        sentences = ["".join(dice.choice(part) for part in parts) for _ in range(dice.choice((1, 1, 2, 3)))]
        text = "\n\n".join(sentences)
        said.setdefault(text, read(text))
    return tuple(said.values())


@cache
def campaign_texts() -> tuple[RichText, ...]:
    """Texts that many people send in almost the same words."""
    return tuple(map(read, _CAMPAIGN))
