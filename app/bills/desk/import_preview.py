"""What the page shows of a file that was read: its articles beside the source, and what they would change in the draft."""

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
from app.kernel.richtext import guess_language

_LONGEST = 5_000  # longer texts are said to differ without a redline, so that no file keeps a server busy
_HEADS = ("new_chapter", "new_section")


@dataclass(frozen=True, slots=True)
class Preview:
    """The articles as rows, the outline beside them, how much there is of what, and the articles that the draft would lose."""

    rows: list[Card]
    outline: list[Card]
    counts: dict[str, int]
    changes: dict[str, int]
    dropped: Sequence[ArticleText]
    lang: str
    looks_otherwise: bool  # whether the words seem to be in the other language

    @property
    def opens(self) -> bool:
        """Whether changed articles stand open: not where there are so many that nobody would see the others."""
        return self.changes.get("changed", 0) <= 20


def preview_outline(outline: Outline, lang: str, standing: Sequence[ArticleText], ties: Sequence[Tie]) -> Preview:
    """Lay out what was read from a file; `ties` say which article of the draft each one is."""
    tag = EN if lang.startswith("en") else ZH
    before = {text.article_id: text for text in standing}
    rows: list[Card] = []
    contents: list[Card] = []
    place = ("", "")
    for article, tie in zip(outline.articles, ties, strict=True):
        row = _row(article, tag, tie, before)
        if (article.chapter, article.section) != place:
            row["new_chapter"] = article.chapter if article.chapter != place[0] else ""
            row["new_section"] = article.section
            place = (article.chapter, article.section)
        contents += _contents(row, article)
        rows.append(row)
    changes: dict[str, int] = {}
    for row in rows if standing else ():
        changes[row["change"]] = changes.get(row["change"], 0) + 1
    dropped = [text for text in left_over(standing, ties) if not text.is_deleted]
    if dropped:
        changes["deleted"] = changes.get("deleted", 0) + len(dropped)
    looks_otherwise = guess_language("\n".join(article.text for article in outline.articles)) != tag
    return Preview(rows, contents, _count(outline), changes, dropped, tag, looks_otherwise)


def _row(article: OutlineArticle, tag: str, tie: Tie, before: Mapping[int, ArticleText]) -> Card:
    stood = before.get(tie.article_id) if tie.kind is TieKind.SAME and tie.article_id is not None else None
    differences = _differences(article, stood, tag) if stood else []
    change = "added" if stood is None else ("changed" if differences else "kept")
    if stood is not None and article.is_deleted and not stood.is_deleted:
        change = "deleted"
    return {
        "number": article.number,
        "label": article_label(article.number),
        "heading": Passage(article.heading, tag),
        "provisions": provision_nodes(_bilingual(article.text, tag), article.number, article.number),
        "deleted": article.is_deleted,
        "current": Passage(article.current_text or "", tag),
        "explanation": Passage(article.explanation, tag),
        "source": article.source,
        "change": change if before else None,
        "differences": differences,
    }


def _differences(article: OutlineArticle, stood: ArticleText, tag: str) -> list[Card]:
    """The fields of an article that the file says otherwise than the draft, each as a redline."""
    pairs = [
        (_("Number"), stood.number, article.number),
        (_("Chapter"), _in(stood.chapter, tag), article.chapter),
        (_("Section of the act"), _in(stood.section, tag), article.section),
        (_("Heading"), _in(stood.heading, tag), article.heading),
        (_("Proposed text"), "" if stood.is_deleted else _in(stood.text, tag), article.text),
        (_("Current text"), _in(stood.current_text, tag), article.current_text or ""),
        (_("Explanation"), _in(stood.explanation, tag), article.explanation),
    ]
    return [
        {"name": name, "segments": redline(old, new, tag) if max(len(old), len(new)) <= _LONGEST else None}
        for name, old, new in pairs
        if old != new
    ]


def _bilingual(words: str, tag: str) -> Bilingual:
    return Bilingual("", words) if tag == EN else Bilingual(words)


def _in(text: Bilingual | None, tag: str) -> str:
    return "" if text is None else (text.en if tag == EN else text.zh)


def _contents(row: Card, article: OutlineArticle) -> list[Card]:
    """An article's entry in the page's outline, under the chapter that begins with it."""
    entry = {
        "href": f"#article-{article.number}",
        "number": article.number,
        "text": row["heading"] if article.heading else row["label"],
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
