"""Comparing texts: redlines of words, and what became of each article since a version or the law in force."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple

from diff_match_patch import diff_match_patch

from app.bills.models import ArticleText
from app.kernel.bilingual import EN, ZH, Bilingual

_TIMEOUT = 0.5  # seconds; beyond it the redline gets coarser, never wrong
_TOKENS = re.compile(r"\w+(?:['’-]\w+)*|\s+|.", re.DOTALL)
_SURROGATES = 0xD800
_NAMES = {-1: "delete", 0: "equal", 1: "insert"}


class Segment(NamedTuple):
    """A run of words: op is equal, insert (only in the later text) or delete (only in the earlier)."""

    op: str
    text: str


class Change(StrEnum):
    """What became of an article; one that was changed and also moved is changed."""

    KEPT = "kept"
    CHANGED = "changed"
    MOVED = "moved"
    ADDED = "added"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Compared:
    """An article on two sides: `row` is how it reads now (or did at last), `lang` the language of the redline."""

    row: ArticleText
    change: Change
    lang: str
    segments: tuple[Segment, ...]
    old: ArticleText | None
    new: ArticleText | None


@lru_cache(maxsize=1024)
def redline(earlier: str, later: str, lang: str) -> tuple[Segment, ...]:
    """Tell two texts apart: by characters in Chinese, by words in English."""
    machine: Any = diff_match_patch()
    machine.Diff_Timeout = _TIMEOUT
    by_words = lang.startswith("en")
    words: list[str] = []
    pair = _shorten(words, earlier, later) if by_words else (earlier, later)
    diffs = machine.diff_main(*pair, False)
    machine.diff_cleanupSemantic(diffs)
    return tuple(Segment(_NAMES[op], _spell(words, run) if by_words else run) for op, run in diffs if run)


def _shorten(words: list[str], *texts: str) -> tuple[str, ...]:
    """Write each different word as one code point, so that the machine compares words."""
    numbers: dict[str, int] = {}
    coded = []
    for text in texts:
        tokens = _TOKENS.findall(text)
        coded.append("".join(_point(numbers.setdefault(token, len(numbers))) for token in tokens))
    words.extend(numbers)
    return tuple(coded)


def _point(number: int) -> str:
    return chr(number + 1 if number + 1 < _SURROGATES else number + 1 + 0x800)


def _spell(words: list[str], run: str) -> str:
    return "".join(words[ord(c) - 1 if ord(c) < _SURROGATES else ord(c) - 1 - 0x800] for c in run)


def compare_versions(earlier: Sequence[ArticleText], later: Sequence[ArticleText], lang: str) -> tuple[Compared, ...]:
    """Compare two versions article by article, in the later one's order; articles it lacks keep their place."""
    changes = changes_between(earlier, later)
    before = {text.article_id: text for text in earlier}
    after = {text.article_id: text for text in later}
    rows = []
    for article_id in _merge([t.article_id for t in earlier], [t.article_id for t in later]):
        old, new = before.get(article_id), after.get(article_id)
        if (row := new or old) is not None and article_id in changes:
            rows.append(_compared(row, changes[article_id], _words(old), _words(new), lang, old=old, new=new))
    return tuple(rows)


def compare_with_current(texts: Sequence[ArticleText], lang: str) -> tuple[Compared, ...]:
    """Compare a version with the law in force; what is neither in force nor proposed is left out."""
    rows = []
    for text in texts:
        proposed = _words(text)
        if text.current_text or proposed is not None:
            change = _change_of_words(text.current_text, proposed)
            rows.append(_compared(text, change, text.current_text, proposed, lang, old=None, new=text))
    return tuple(rows)


def changes_between(earlier: Sequence[ArticleText], later: Sequence[ArticleText]) -> dict[int, Change]:
    """Tell by article id what became of each article that stands in one of two versions at least."""
    before = {text.article_id: text for text in earlier}
    still = _in_order(earlier, later)
    changes = {}
    for text in later:
        old = before.pop(text.article_id, None)
        if _stands(old) and _stands(text):
            changes[text.article_id] = _change_of_article(old, text, text.article_id in still)
        elif _stands(text):
            changes[text.article_id] = Change.ADDED
        elif _stands(old):
            changes[text.article_id] = Change.DELETED
    return changes | {gone: Change.DELETED for gone, text in before.items() if _stands(text)}


def changes_from_current(texts: Sequence[ArticleText]) -> dict[int, Change]:
    """Tell by article id what a version does to the law in force; what is neither in force nor proposed is left out."""
    sides = {text.article_id: (text.current_text, _words(text)) for text in texts}
    return {key: _change_of_words(old, new) for key, (old, new) in sides.items() if old or new is not None}


def _change_of_article(old: ArticleText | None, new: ArticleText, is_in_order: bool) -> Change:
    assert old is not None  # noqa: S101
    if not (same_words(old.text, new.text) and same_words(old.heading, new.heading)):
        return Change.CHANGED
    stays = old.number == new.number and same_words(old.chapter, new.chapter) and is_in_order
    return Change.KEPT if stays else Change.MOVED


def _change_of_words(old: Bilingual | None, new: Bilingual | None) -> Change:
    if not old:
        return Change.ADDED
    if not new:
        return Change.DELETED
    return Change.KEPT if same_words(old, new) else Change.CHANGED


def same_words(old: Bilingual, new: Bilingual) -> bool:
    """Whether two texts agree in the languages that both have; a translation added later changes nothing."""
    pairs = [pair for pair in ((old.zh, new.zh), (old.en, new.en)) if all(pair)]
    return all(a == b for a, b in pairs) if pairs else bool(old) == bool(new)


def _words(text: ArticleText | None) -> Bilingual | None:
    return None if text is None or text.is_deleted else text.text


def _stands(text: ArticleText | None) -> bool:
    return text is not None and not text.is_deleted


def _in_order(earlier: Sequence[ArticleText], later: Sequence[ArticleText]) -> set[int]:
    """The articles that kept their order: the longest run that ascends in both versions."""
    place = {text.article_id: n for n, text in enumerate(earlier)}
    common = [text.article_id for text in later if text.article_id in place]
    ends: list[int] = []
    last: list[int] = []
    before: dict[int, int | None] = {}
    for article_id in common:
        at = bisect_left(ends, place[article_id])
        ends[at : at + 1] = [place[article_id]]
        last[at : at + 1] = [article_id]
        before[article_id] = last[at - 1] if at else None
    kept: set[int] = set()
    step = last[-1] if last else None
    while step is not None:
        kept.add(step)
        step = before[step]
    return kept


def _merge(earlier: Sequence[int], later: Sequence[int]) -> list[int]:
    """The later order, with each article that is gone after the one it used to follow."""
    order, there = list(later), set(later)
    for n, gone in enumerate(earlier):
        if gone not in there:
            order.insert(order.index(earlier[n - 1]) + 1 if n else 0, gone)
    return order


def _compared(
    row: ArticleText,
    change: Change,
    earlier: Bilingual | None,
    later: Bilingual | None,
    lang: str,
    *,
    old: ArticleText | None,
    new: ArticleText | None,
) -> Compared:
    lang = _shared_language([text for text in (earlier, later) if text], lang)
    sides = [_in(text, lang) for text in (earlier, later)]
    return Compared(row, change, lang, redline(sides[0], sides[1], lang), old, new)


def _shared_language(texts: Sequence[Bilingual], lang: str) -> str:
    """The language asked for, or the other one where only that is there on all sides."""
    wanted = EN if lang.startswith("en") else ZH
    other = ZH if wanted == EN else EN
    if all(_in(text, wanted) for text in texts) or not all(_in(text, other) for text in texts):
        return wanted
    return other


def _in(text: Bilingual | None, lang: str) -> str:
    return "" if text is None else (text.en if lang.startswith("en") else text.zh)
