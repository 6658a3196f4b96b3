"""What the public pages read for one address: which version, against what, and the rows that follow."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from app.bills import queries
from app.bills.cards import (
    Card,
    article_card,
    article_label,
    article_title,
    former_title,
    provision_nodes,
    text_language,
)
from app.bills.comparison import Change, Compared, changes_between, compare_versions, compare_with_current
from app.bills.models import ArticleText, Bill, BillKind, Version
from app.bills.structure import write_number
from app.kernel.bilingual import Passage
from app.kernel.i18n import gettext as _
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


@dataclass(frozen=True, slots=True)
class Sides:
    """What the comparison page compares: a version with the law in force (`earlier` None) or with another version."""

    earlier: Version | None
    later: Version
    versions: Sequence[Version]
    compared: Sequence[Compared]
    has_current: bool

    @property
    def is_new_act(self) -> bool:
        """Whether there is no law in force to compare with, so that the text stands alone."""
        return self.earlier is None and not self.has_current


def read_text(session: Session, bill: Bill, asked: Mapping[str, str]) -> Shown:
    """Read the version that an address asks for (the last without one), or raise Refused (not found)."""
    versions = queries.list_versions(session, bill)
    version = queries.pick_version(versions, _number(asked.get("version", "")))
    against = asked.get("against", "")
    other = None if against in ("", CURRENT) else queries.pick_version(versions, _number(against))
    texts, before = _texts(session, version, other)
    compared: Sequence[Compared] = ()
    if other is not None:
        compared = compare_versions(before, texts, html_lang())
        texts = [found.row for found in compared]
    elif against == CURRENT:
        compared = compare_with_current(texts, html_lang())
    rows = {found.row.article_id: found for found in compared}
    return Shown(version, versions, texts, against, rows, any(text.current_text for text in texts))


def read_sides(session: Session, bill: Bill, asked: Mapping[str, str]) -> Sides:
    """Read the two sides that an address asks for: by default the law in force against the last version."""
    versions = queries.list_versions(session, bill)
    later = queries.pick_version(versions, _number(asked.get("to", "")))
    start = asked.get("from", "")
    if not start:
        start = CURRENT if bill.kind is BillKind.AMENDMENT or later.number == 1 else "1"
    earlier = None if start == CURRENT else queries.pick_version(versions, _number(start))
    texts, before = _texts(session, later, earlier)
    lang = html_lang()
    compared = compare_with_current(texts, lang) if earlier is None else compare_versions(before, texts, lang)
    return Sides(earlier, later, versions, compared, any(text.current_text for text in (*texts, *before)))


def text_rows(bill: Bill, shown: Shown, marks: Mapping[int, dict[str, Any]]) -> list[Card]:
    """The text page's articles, each with its chapter where a new one begins."""
    rows: list[Card] = []
    chapter = ""
    for text in shown.texts:
        found = shown.compared.get(text.article_id)
        card = article_card(bill, text, found.change if found else None)
        card["beside"] = marks.get(text.article_id, {})
        card["explanation"] = text.explanation
        card["language"] = None if found else text_language(text.text)
        card["new_chapter"] = text.chapter if words(text.chapter).text != chapter else None
        chapter = words(text.chapter).text
        if found is None:
            card["provisions"] = provision_nodes(text.text, text.article.key, text.number)
        else:
            gone = found.change is Change.DELETED
            card |= {"segments": found.segments, "lang": found.lang, "deleted": False}
            card |= {"explanation": None if gone else text.explanation, "was": former_title(found)}
        rows.append(card)
    return rows


def compare_rows(bill: Bill, sides: Sides) -> list[Card]:
    """The comparison's rows: earlier words, later words as a redline, explanation."""
    rows = []
    for found in sides.compared:
        text = found.row
        card = article_card(bill, text, None if sides.is_new_act else found.change)
        card |= {"segments": () if sides.is_new_act else found.segments, "lang": found.lang}
        card["explanation"] = None if found.change is Change.DELETED else text.explanation
        earlier = "".join(run for op, run in found.segments if op != "insert")
        card["current"] = Passage(earlier, found.lang) if earlier else None
        card["proposed"] = text.text if sides.is_new_act and not text.is_deleted else None
        title, before = article_title(text), former_title(found)
        card["label"] = _("%(now)s (was: %(before)s)", now=title, before=before) if before else title
        rows.append(card)
    return rows


def glance(sides: Sides) -> list[Card]:
    """How many articles were kept, changed, moved, added, deleted."""
    counts = Counter(found.change for found in sides.compared)
    return [{"code": change.value, "n": counts[change]} for change in Change if counts[change]]


def article_history(bill: Bill, texts: Sequence[ArticleText]) -> list[Card]:
    """What an article says in each version, last first, with what changed since the version before."""
    history: list[Card] = []
    before: ArticleText | None = None
    for text in texts:
        change = changes_between([before] if before else [], [text]).get(text.article_id)
        if before is None or (change is None and text.is_deleted):
            change = None if before is None else Change.KEPT
        history.append(
            {
                "version": text.version,
                "text": text,
                "card": article_card(bill, text)
                | {"href": None, "provisions": provision_nodes(text.text, text.article.key, text.number)},
                "label": article_label(text.number),
                "place": write_number(text.number, html_lang()),
                "change": change.value if change else None,
                "segments": _redline_since(before, text) if change in (Change.CHANGED, Change.DELETED) else None,
                "language": text_language(text.text),
            }
        )
        before = text
    return history[::-1]


def neighbours(session: Session, text: ArticleText) -> dict[str, ArticleText | None]:
    """The articles before and after one in its version."""
    texts = queries.list_articles(session, text.version)
    here = next(n for n, other in enumerate(texts) if other.article_id == text.article_id)
    return {
        "previous": texts[here - 1] if here else None,
        "following": texts[here + 1] if here + 1 < len(texts) else None,
    }


def _redline_since(before: ArticleText | None, text: ArticleText) -> Card | None:
    if before is None:
        return None
    found = compare_versions([before], [text], html_lang())
    return {"segments": found[0].segments, "lang": found[0].lang} if found else None


def _texts(
    session: Session, version: Version, other: Version | None
) -> tuple[Sequence[ArticleText], Sequence[ArticleText]]:
    both = queries.list_articles(session, *([version] if other is None else {version, other}))
    own = [text for text in both if text.version_id == version.id]
    return own, [text for text in both if other is not None and text.version_id == other.id]


def _number(asked: str) -> int | None:
    """Read a version's number; none asked for is None, and what is not one is not found."""
    if not asked:
        return None
    if not (asked.isascii() and asked.isdigit() and len(asked) <= 6):
        raise not_found()
    return int(asked)
