"""What the page shows of a file that was read: its articles beside the source, and what they would change in the draft.

A file of 2,000 articles is shown in parts, so that no page weighs megabytes; counts and what is confirmed are of the whole file.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.bills.cards import Card, article_label, provision_nodes
from app.bills.comparison import redline
from app.bills.matching import Tie, TieKind, left_over
from app.bills.models import ArticleText
from app.bills.outline import Outline, OutlineArticle
from app.bills.structure import parse
from app.kernel.bilingual import EN, ZH, Bilingual, Passage
from app.kernel.i18n import gettext as _
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.i18n import same_page
from app.kernel.richtext import guess_language

MOST_ROWS = 100  # articles on one page
MOST_WORDS = 20_000  # characters of the file on one page
_FIRST_WORDS = 40  # characters that stand for an article without a heading
_LONGEST = 5_000  # longer texts are said to differ without a redline, so that no file keeps a server busy
_HEADS = ("new_chapter", "new_section")


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """One part of the articles as rows, the outline of all parts beside them, how much there is of what, and what would go.

    `changes` count all articles by what would become of them; `shown` is the one of these to which the rows are narrowed.
    """

    rows: list[Card]
    outline: list[Card]
    parts: list[Card]
    counts: dict[str, int]
    changes: dict[str, int]
    shown: str
    dropped: Sequence[ArticleText]
    lang: str
    looks_otherwise: bool  # whether the words seem to be in the other language

    @property
    def opens(self) -> bool:
        """Whether changed articles stand open: not where there are so many that nobody would see the others."""
        return self.changes.get("changed", 0) <= 20


@dataclass(frozen=True, slots=True)
class _Read:
    """An article that was read, what stood in its place, and what would become of that; None where there is no draft yet."""

    article: OutlineArticle
    stood: ArticleText | None
    change: str | None


def preview_outline(
    outline: Outline, lang: str, standing: Sequence[ArticleText], ties: Sequence[Tie], part: int = 1, shown: str = ""
) -> Preview:
    """Lay out one part of what was read from a file; `ties` say which article of the draft each one is."""
    tag = EN if lang.startswith("en") else ZH
    before = {text.article_id: text for text in standing}
    found = [_judge(article, tag, tie, before) for article, tie in zip(outline.articles, ties, strict=True)]
    changes = Counter(one.change for one in found if one.change)
    dropped = [text for text in left_over(standing, ties) if not text.is_deleted]
    if dropped:
        changes["deleted"] += len(dropped)
    shown = shown if shown in changes else ""
    parts = _part([one for one in found if not shown or one.change == shown])
    number = min(max(part, 1), len(parts))
    rows = _rows(parts[number - 1], tag) if parts else []
    cards = [_part_card(n, articles, number) for n, articles in enumerate(parts, 1)]
    return Preview(
        rows=rows,
        outline=[entry for card in cards for entry in _contents(card, rows)],
        parts=cards,
        counts=_count(outline),
        changes=changes,
        shown=shown,
        dropped=dropped,
        lang=tag,
        looks_otherwise=guess_language("\n".join(article.text for article in outline.articles)) != tag,
    )


def _judge(article: OutlineArticle, tag: str, tie: Tie, before: Mapping[int, ArticleText]) -> _Read:
    """Tell what would become of the article that stands where this one goes."""
    stood = before.get(tie.article_id) if tie.kind is TieKind.SAME and tie.article_id is not None else None
    if not before:
        return _Read(article, None, None)
    if stood is None:
        return _Read(article, None, "added")
    if article.is_deleted and not stood.is_deleted:
        return _Read(article, stood, "deleted")
    differs = any(old != new for _name, old, new in _pairs(article, stood, tag))
    return _Read(article, stood, "changed" if differs else "kept")


def _part(found: Sequence[_Read]) -> list[list[_Read]]:
    """Divide articles into parts that make pages of a size: by their number and by how much the file says of them."""
    parts: list[list[_Read]] = []
    room = 0
    for one in found:
        size = len(one.article.source)
        if not parts or len(parts[-1]) >= MOST_ROWS or room < size:
            parts.append([])
            room = MOST_WORDS
        parts[-1].append(one)
        room -= size
    return parts


def _part_card(number: int, found: Sequence[_Read], current: int) -> Card:
    first, last = (article_label(found[n].article.number) for n in (0, -1))
    return {
        "number": number,
        "text": first if len(found) == 1 else _("%(first)s to %(last)s", first=first, last=last),
        "href": same_page(part=number if number > 1 else None) + "#read-title",
        "current": number == current,
    }


def _rows(found: Sequence[_Read], tag: str) -> list[Card]:
    rows: list[Card] = []
    place = ("", "")
    for one in found:
        row, article = _row(one, tag), one.article
        if (article.chapter, article.section) != place:
            row["new_chapter"] = article.chapter if article.chapter != place[0] else ""
            row["new_section"] = article.section
            place = (article.chapter, article.section)
        rows.append(row)
    return rows


def _row(one: _Read, tag: str) -> Card:
    article = one.article
    return {
        "number": article.number,
        "label": article_label(article.number),
        "heading": Passage(article.heading, tag),
        "first_words": "" if article.heading else _first_words(article.text),
        "provisions": provision_nodes(_bilingual(article.text, tag), article.number, article.number),
        "deleted": article.is_deleted,
        "current": Passage(article.current_text or "", tag),
        "explanation": Passage(article.explanation, tag),
        "source": article.source,
        "change": one.change,
        "differences": _differences(article, one.stood, tag) if one.stood else [],
    }


def _first_words(text: str) -> str:
    """How an article without a heading begins."""
    line = text.partition("\n")[0]
    return line if len(line) <= _FIRST_WORDS else line[:_FIRST_WORDS] + "…"


def _pairs(article: OutlineArticle, stood: ArticleText, tag: str) -> list[tuple[Any, str, str]]:
    """The fields of an article by name, as the draft has them and as the file does."""
    return [
        (_l("Number"), stood.number, article.number),
        (_l("Chapter"), _in(stood.chapter, tag), article.chapter),
        (_l("Section of the act"), _in(stood.section, tag), article.section),
        (_l("Heading"), _in(stood.heading, tag), article.heading),
        (_l("Proposed text"), "" if stood.is_deleted else _in(stood.text, tag), article.text),
        (_l("Current text"), _in(stood.current_text, tag), article.current_text or ""),
        (_l("Explanation"), _in(stood.explanation, tag), article.explanation),
    ]


def _differences(article: OutlineArticle, stood: ArticleText, tag: str) -> list[Card]:
    """The fields of an article that the file says otherwise than the draft, each as a redline."""
    return [
        {"name": name, "segments": redline(old, new, tag) if max(len(old), len(new)) <= _LONGEST else None}
        for name, old, new in _pairs(article, stood, tag)
        if old != new
    ]


def _bilingual(words: str, tag: str) -> Bilingual:
    return Bilingual("", words) if tag == EN else Bilingual(words)


def _in(text: Bilingual | None, tag: str) -> str:
    return "" if text is None else (text.en if tag == EN else text.zh)


def _contents(part: Card, rows: Sequence[Card]) -> list[Card]:
    """A part's entries in the page's outline: its chapters and articles where it is shown, else itself."""
    if not part["current"]:
        return [{"href": part["href"], "number": "", "text": part["text"]}]
    return [entry for row in rows for entry in _entries(row)]


def _entries(row: Card) -> list[Card]:
    """An article's entry in the outline, under the chapter that begins with it."""
    entry = {
        "href": f"#article-{row['number']}",
        "number": row["number"],
        "text": row["heading"] if row["heading"].text else row["label"],
        "change": row["change"],
    }
    return [*({"chapter": True, "text": name} for key in _HEADS if (name := row.get(key))), entry]


def _count(outline: Outline) -> dict[str, Any]:
    places = {(article.chapter, article.section) for article in outline.articles}
    return {
        "chapters": len({chapter for chapter, _section in places if chapter}),
        "articles": len(outline.articles),
        "paragraphs": sum(len(parse(article.text)) for article in outline.articles),
        "unplaced": len(outline.unplaced),
    }
