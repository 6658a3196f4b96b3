"""What became of each article between two texts, by its identity and not by its number.

An article that stands on both sides is changed where its words or heading differ, even if it also moved; moved where it
says the same at another place, number, chapter or section; else kept. One that stands on the later side alone is split where
it was taken out of an article that stands on the earlier side, else added. One that stands on the earlier side alone is merged
where an article that stands on the later side took it up, else deleted. Splits and mergers are what the agency said of
the draft (`split_from_id`, `merged_into_id`); they are followed over the versions between, and read backwards where the
later side is the older version: what was split is merged again, what was merged is split.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from app.bills.comparison.redlines import longest_ascent
from app.bills.models import ArticleText
from app.kernel.bilingual import Bilingual


class Change(StrEnum):
    """What became of an article; one that was changed and also moved is changed."""

    KEPT = "kept"
    CHANGED = "changed"
    MOVED = "moved"
    ADDED = "added"
    DELETED = "deleted"
    SPLIT = "split"
    MERGED = "merged"


class Fate(NamedTuple):
    """What became of an article; `partner_id` is the one that it was split from or that took it up."""

    change: Change
    partner_id: int | None = None


Rows = Mapping[int, ArticleText]


def changes_between(earlier: Sequence[ArticleText], later: Sequence[ArticleText]) -> dict[int, Change]:
    """Tell by article id what became of each article that stands in one of two versions at least."""
    return {key: fate.change for key, fate in fates_between(earlier, later).items()}


def changes_from_current(texts: Sequence[ArticleText]) -> dict[int, Change]:
    """Tell by article id what a version does to the law in force; what is neither in force nor proposed is left out."""
    return {key: fate.change for key, fate in fates_from_current(texts).items()}


def fates_between(earlier: Sequence[ArticleText], later: Sequence[ArticleText]) -> dict[int, Fate]:
    """Tell what became of each article, and which other one had to do with it."""
    before, after = _by_article(earlier), _by_article(later)
    standing = {key for key, text in before.items() if not text.is_deleted}
    still = _in_order(earlier, later)
    fates = {}
    for key, text in after.items():
        if not text.is_deleted:
            here = key in standing
            fates[key] = (
                Fate(_change_of_article(before[key], text, key in still))
                if here
                else _arrival(key, before, after, standing)
            )
    left = {key for key, text in after.items() if not text.is_deleted}
    fates |= {key: _departure(key, before, after, left) for key in before if key in standing and key not in left}
    return fates


def fates_from_current(texts: Sequence[ArticleText]) -> dict[int, Fate]:
    """Tell what a version does to each article in force, and which other one had to do with it."""
    rows = _by_article(texts)
    in_force = {key for key, text in rows.items() if text.current_text}
    proposed = {key for key, text in rows.items() if not text.is_deleted}
    fates = {}
    for key, text in rows.items():
        if key in in_force and key in proposed:
            kept = text.current_text is not None and same_words(text.current_text, text.text)
            fates[key] = Fate(Change.KEPT if kept else Change.CHANGED)
        elif key in proposed:
            fates[key] = _arrival(key, rows, rows, in_force)
        elif key in in_force:
            fates[key] = _departure(key, rows, rows, proposed)
    return fates


def change_of_text(old: ArticleText | None, new: ArticleText) -> Change | None:
    """Tell what became of one article where the others are not at hand; None where it stands on neither side."""
    if not new.is_deleted:
        if old is not None and not old.is_deleted:
            return _change_of_article(old, new, is_in_order=True)
        return Change.SPLIT if new.split_from_id else Change.ADDED
    if old is None or old.is_deleted:
        return None
    return Change.MERGED if new.merged_into_id else Change.DELETED


def same_words(old: Bilingual, new: Bilingual) -> bool:
    """Whether two texts agree in the languages that both have; a translation added later changes nothing."""
    pairs = [pair for pair in ((old.zh, new.zh), (old.en, new.en)) if all(pair)]
    return all(a == b for a, b in pairs) if pairs else bool(old) == bool(new)


def _by_article(texts: Sequence[ArticleText]) -> dict[int, ArticleText]:
    return {text.article_id: text for text in texts}


def _change_of_article(old: ArticleText, new: ArticleText, is_in_order: bool) -> Change:
    if not (same_words(old.text, new.text) and same_words(old.heading, new.heading)):
        return Change.CHANGED
    stays = old.number == new.number and is_in_order and _is_under_the_same_heads(old, new)
    return Change.KEPT if stays else Change.MOVED


def _is_under_the_same_heads(old: ArticleText, new: ArticleText) -> bool:
    sections = (text.section or Bilingual() for text in (old, new))
    return same_words(old.chapter, new.chapter) and same_words(*sections)


def _arrival(key: int, before: Rows, after: Rows, standing: set[int]) -> Fate:
    origin = _follow(key, after, "split_from_id", standing)
    if origin is None and key in before and before[key].is_deleted:
        origin = _follow(key, before, "merged_into_id", standing)
    return Fate(Change.ADDED) if origin is None else Fate(Change.SPLIT, origin)


def _departure(key: int, before: Rows, after: Rows, left: set[int]) -> Fate:
    """Where an article went; one that the later side does not know at all was split off later than that side was written."""
    taker = _follow(key, after, "merged_into_id", left) if key in after else _follow(key, before, "split_from_id", left)
    return Fate(Change.DELETED) if taker is None else Fate(Change.MERGED, taker)


def _follow(key: int, rows: Rows, name: str, wanted: set[int]) -> int | None:
    """Go from article to article until one that is wanted; None where the way ends, or goes round."""
    seen = {key}
    while key in rows:
        onward: int | None = getattr(rows[key], name)
        if onward is None or onward in seen:
            return None
        if onward in wanted:
            return onward
        seen.add(onward)
        key = onward
    return None


def _in_order(earlier: Sequence[ArticleText], later: Sequence[ArticleText]) -> set[int]:
    """The articles that kept their order: the longest run that ascends in both versions."""
    place = {text.article_id: n for n, text in enumerate(earlier)}
    common = [text.article_id for text in later if text.article_id in place]
    kept = longest_ascent([place[key] for key in common])
    return {key for key in common if place[key] in kept}
