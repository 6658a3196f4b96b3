"""Drafts for tests of files: outlines that hypothesis makes up, plain ones and hostile ones, and what a file says about them."""

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import strategies as st

from app.bills.exporting.particulars import Particulars
from app.bills.notice_period import NoticePeriod
from app.bills.outline import Outline, OutlineArticle
from app.kernel.bilingual import EN, ZH
from tests.endurance.size import scaled_from

DRAFTS = scaled_from(60, 500)  # of each kind of file: there and back
FEW = scaled_from(20, 500)  # where one takes long

ABOUT = Particulars(
    title="資通安全管理法修正草案",
    agency="數位發展部",
    number=2,
    announced_day=date(2026, 1, 2),
    published_day=date(2026, 3, 10),
    address="http://localhost/bills/csma/text?version=2",
    lang=ZH,
    identifier="csma",
    agency_slug="moda",
    is_amendment=True,
    notice=NoticePeriod(date(2026, 1, 5), date(2026, 3, 5)),
    explanation=("一、本法自施行以來，已逾五年。", "二、爰擬具本草案。"),
    notes=("本頁為示意改寫，並非官方文本。",),
)
ENGLISH = replace(
    ABOUT, title="Draft amendments", agency="MODA", lang=EN, explanation=("1. Why.",), notes=("Illustrative.",)
)

HOSTILE = [
    *("主管機關", "應", "。", "，", "：", "「甲」", "一、", "（一）", "(1) ", "1. ", "十二、", "第三條", "Article 4", "（刪除）", "text "),
    *("#", "##", "$x^2$", "`", "```", "|", "\\", "\\\\", "*", "**", "_", "~~", "<b>", "</w:p>", "&amp;", "&", "]]>", "[a](b)", "!["),
    *("#let x = 1", '#import "x"', "#sys.inputs", "@ref", "= ", "- ", "+ ", "> ", "---", "///", "{{ 7*7 }}"),
    *("\u202e", "\u2067", "\u200d", "\ufeff", "\xa0", "e\u0301", "😀", "𠮷", "\t", " ", "　"),
    *("http://x.example/?a=1&b=2", "'", '"'),
]  # fmt: skip
NUMBERS = [f"{n}{sub}" for n in (1, 2, 3, 9, 10, 18, 101, 999) for sub in ("", "-1", "-12")]


def pieced(pieces: list[str], most: int) -> st.SearchStrategy[str]:
    """A line put together of pieces."""
    return st.lists(st.sampled_from(pieces), min_size=1, max_size=most).map("".join).map(str.strip).filter(bool)


hostile_line = pieced(HOSTILE, 8)
hostile_text = st.lists(hostile_line, min_size=1, max_size=6).map("\n".join)
hostile_name = st.just("") | hostile_line
hostile_prose = st.lists(hostile_text, min_size=0, max_size=3).map("\n\n".join)


def _is_mark(said: str | None) -> bool:
    """Whether a whole text is one of the words by which a file says that there is none."""
    return said is not None and said.strip("（）() ").lower() in ("刪除", "deleted", "本條新增", "new article")


@st.composite
def hostile_drafts(draw: st.DrawFn) -> Outline:
    """Draft what nobody would: any signs anywhere, chapters that come and go, texts that are blank."""
    articles = []
    for number in draw(st.lists(st.sampled_from(NUMBERS), min_size=1, max_size=5)):
        is_deleted = draw(st.booleans())
        text = "" if is_deleted else draw((st.just("") | hostile_text).filter(lambda said: not _is_mark(said)))
        current = draw((st.none() | hostile_text).filter(lambda said: not _is_mark(said)))
        articles.append(
            OutlineArticle(
                number=number,
                text=text,
                heading=draw(hostile_name.filter(lambda said: not _is_mark(said))),
                chapter=draw(st.sampled_from(["", "第一章　總則", "Chapter I. General", "第二章 # |", "`x`", "附則"])),
                section=draw(st.sampled_from(["", "第一節　甲", "Section 2"]) | hostile_name),
                current_text=current,
                explanation=draw(hostile_prose),
                is_deleted=is_deleted,
            )
        )
    return Outline(tuple(articles))


CHINESE: dict[str, Any] = {
    "sentences": [
        "主管機關應公告之。",
        "受檢查者得陳述意見。",
        "違反前項規定者，處新臺幣一萬元以下罰鍰。",
        "其辦法由主管機關以命令定之。",
    ],
    "colon": "主管機關得為下列行為：",
    "headings": ["", "行政檢查", "立法目的", "用詞定義", "Scope"],
    "chapters": ["第一章　總則", "第二章　檢查", "附則"],
    "sections": ["第一節　通則", "第二節　程序"],
    "marks": (["一、", "二、", "三、", "十一、"], ["（一）", "（二）", "（三）"]),
}
IN_ENGLISH: dict[str, Any] = {
    "sentences": [
        "The authority shall publish it.",
        "A person may be heard within 30 days.",
        "Fines are set by regulation.",
    ],
    "colon": "The authority may:",
    "headings": ["", "Inspection", "Purpose of this Act", "Words and terms"],
    "chapters": ["Chapter I. General provisions", "Chapter II. Inspection", "Supplementary provisions"],
    "sections": ["Section 1. General", "Section 2. Procedure"],
    "marks": (["1. ", "2. ", "3. "], ["(1) ", "(2) "]),
}


@st.composite
def _plain_text(draw: st.DrawFn, words: dict[str, Any]) -> str:
    sentence = st.sampled_from(words["sentences"])
    lines = []
    for _ in range(draw(st.integers(1, 3))):
        if draw(st.booleans()):
            lines.append(draw(sentence))
            continue
        lines.append(words["colon"])
        for mark in words["marks"][0][: draw(st.integers(1, 3))]:
            lines.append(mark + draw(sentence))
            lines += [item + draw(sentence) for item in words["marks"][1][: draw(st.integers(0, 2))]]
    return "\n".join(lines)


@st.composite
def plain_drafts(draw: st.DrawFn, words: dict[str, Any] = CHINESE) -> Outline:
    """Draft as agencies do: chapters in order, provisions with marks, explanations in points; some articles new, some deleted."""
    articles, place = [], 0
    chapters = [("", "")] if draw(st.booleans()) else [
        (chapter, section) for chapter in words["chapters"] for section in ["", *words["sections"]][: draw(st.integers(1, 3))]
    ]  # fmt: skip
    numbers = sorted(draw(st.sets(st.sampled_from(NUMBERS), min_size=1, max_size=6)), key=_order)
    for number in numbers:
        place = min(place + draw(st.integers(0, 2)), len(chapters) - 1)
        is_deleted = draw(st.integers(0, 4)) == 0
        text = _plain_text(words)
        articles.append(
            OutlineArticle(
                number=number,
                text="" if is_deleted else draw(text),
                heading=draw(st.sampled_from(words["headings"])),
                chapter=chapters[place][0],
                section=chapters[place][1],
                current_text=draw(text if is_deleted else st.none() | text),
                explanation=draw(st.just("") | text),
                is_deleted=is_deleted,
            )
        )
    return Outline(tuple(articles))


def _order(number: str) -> tuple[int, ...]:
    return tuple(map(int, number.split("-")))
