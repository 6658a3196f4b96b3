"""What the public pages read for one address: which version, against what, and the rows that follow."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from app.bills import queries
from app.bills.cards import (
    Card,
    article_card,
    former_title,
    provision_nodes,
    text_language,
)
from app.bills.comparison import Change, Compared, compare_versions, compare_with_current, lines_of
from app.bills.models import ArticleText, Bill, Version
from app.bills.relations import article_href, notes_on
from app.kernel.i18n import html_lang, words
from app.kernel.verdict import not_found

CURRENT = "current"


@dataclass(frozen=True, slots=True)
class Shown:
    """A version as the text page shows it: alone, or as a redline against the law in force or another version."""

    version: Version
    versions: Sequence[Version]
    texts: Sequence[ArticleText]
    against: str
    compared: Mapping[int, Compared]
    has_current: bool


def read_text(session: Session, bill: Bill, asked: Mapping[str, str], *, drafts: bool = False) -> Shown:
    """Read the version that an address asks for (the last without one; `drafts` too), or raise Refused (not found)."""
    versions = queries.list_versions(session, bill, drafts=drafts)
    version = queries.pick_version(versions, version_number(asked.get("version", "")))
    against = asked.get("against", "")
    other = None if against in ("", CURRENT) else queries.pick_version(versions, version_number(against))
    texts, before = _texts(session, version, other)
    compared: Sequence[Compared] = ()
    if other is not None:
        compared = compare_versions(before, texts, html_lang())
        texts = [found.row for found in compared]
    elif against == CURRENT:
        compared = compare_with_current(texts, html_lang())
    rows = {found.row.article_id: found for found in compared}
    return Shown(version, versions, texts, against, rows, any(text.current_text for text in texts))


def text_rows(bill: Bill, shown: Shown, marks: Mapping[int, dict[str, Any]]) -> list[Card]:
    """The text page's articles, each with its chapter and its section where a new one begins."""
    rows: list[Card] = []
    chapter = section = ""
    lines = {line.id: line for line in lines_of([*shown.compared.values()], html_lang())}
    for text in shown.texts:
        found = shown.compared.get(text.article_id)
        card = article_card(bill, text, found.change if found else None)
        card["beside"] = marks.get(text.article_id, {})
        card["explanation"] = text.explanation
        card["guide"] = None if text.is_deleted else text.guide
        card["language"] = None if found else text_language(text.text)
        is_new_chapter = words(text.chapter).text != chapter
        card["new_chapter"] = text.chapter if is_new_chapter else None
        card["new_section"] = text.section if is_new_chapter or words(text.section).text != section else None
        chapter, section = words(text.chapter).text, words(text.section).text
        if found is None:
            card["provisions"] = provision_nodes(text.text, text.article.key, text.number)
        else:
            gone = found.change in (Change.DELETED, Change.MERGED)
            card |= {"segments": found.runs, "lang": found.lang, "deleted": False}
            card["notes"] = notes_on(lines[text.article_id], article_href(bill))
            card |= {"explanation": None if gone else text.explanation, "was": former_title(found)}
        rows.append(card)
    return rows


def neighbours(text: ArticleText, texts: Sequence[ArticleText]) -> dict[str, ArticleText | None]:
    """The articles before and after one in its version; `texts` are all of that version, perhaps among others."""
    here = [other for other in texts if other.version_id == text.version_id]
    place = next(n for n, other in enumerate(here) if other.article_id == text.article_id)
    return {
        "previous": here[place - 1] if place else None,
        "following": here[place + 1] if place + 1 < len(here) else None,
    }


def _texts(
    session: Session, version: Version, other: Version | None
) -> tuple[Sequence[ArticleText], Sequence[ArticleText]]:
    both = queries.list_articles(session, *([version] if other is None else {version, other}))
    own = [text for text in both if text.version_id == version.id]
    return own, [text for text in both if other is not None and text.version_id == other.id]


def version_number(asked: str) -> int | None:
    """Read a version's number; none asked for is None, and what is not one is not found."""
    if not asked:
        return None
    if not (asked.isascii() and asked.isdigit() and len(asked) <= 6):
        raise not_found()
    return int(asked)
