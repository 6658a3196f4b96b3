"""A bill's articles as a file holds them: in one language, in order. Readers of files give this, writers take it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from app.bills.models import ArticleText


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlineArticle:
    """One article. `number` is 18 or 10-1; `text` and `current_text` hold a provision a line, as structure.py reads them.

    `current_text` is None where no article in force corresponds to it; `text` is empty where the file says （刪除）. `source` is
    what the file says about it, for showing it beside what was read.
    """

    number: str
    text: str
    heading: str = ""
    chapter: str = ""
    section: str = ""
    current_text: str | None = None
    explanation: str = ""
    is_deleted: bool = False
    source: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A line of a file that a reader could not place: its number from 1 (a table's row counts as one), its words, and why."""

    line: int
    text: str
    reason: Any


@dataclass(frozen=True, slots=True)
class Outline:
    """What was read from a file, or is to be written into one. `titles` are lines that only name the text: …條文對照表."""

    articles: tuple[OutlineArticle, ...]
    unplaced: tuple[Unplaced, ...] = ()
    titles: tuple[str, ...] = field(default=(), compare=False)


def outline_of(texts: Sequence[ArticleText], lang: str) -> Outline:
    """Take a version's articles in one language; what is missing in it is empty."""
    is_english = lang.startswith("en")
    return Outline(tuple(_article(text, is_english) for text in texts))


def _article(text: ArticleText, is_english: bool) -> OutlineArticle:
    def said(name: str) -> str:
        both = getattr(text, name)
        return "" if both is None else str(both.en if is_english else both.zh)

    return OutlineArticle(
        number=text.number,
        text="" if text.is_deleted else said("text"),
        heading=said("heading"),
        chapter=said("chapter"),
        section=said("section"),
        current_text=said("current_text") or None,
        explanation=said("explanation"),
        is_deleted=text.is_deleted,
    )
