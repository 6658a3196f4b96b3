"""An article over the versions: what it says in each, and what became of it since the one before."""

from collections.abc import Mapping, Sequence

from app.bills.cards import Card, article_card, article_label, provision_nodes, text_language
from app.bills.comparison import Change, compare_article
from app.bills.models import ArticleText, Bill
from app.bills.panels import Panel
from app.bills.relations import notes_since
from app.bills.structure import write_number
from app.kernel.i18n import html_lang

_TOLD_BY_REDLINE = (Change.CHANGED, Change.DELETED, Change.MERGED)


def article_history(bill: Bill, texts: Sequence[ArticleText], related: Sequence[ArticleText]) -> list[Card]:
    """What an article says in each version, last first, with what changed since the version before; `related` as queries.list_related."""
    befores = [None, *texts]
    return [_in_version(bill, text, before, related) for text, before in zip(texts, befores, strict=False)][::-1]


def _in_version(bill: Bill, text: ArticleText, before: ArticleText | None, related: Sequence[ArticleText]) -> Card:
    found = compare_article(before, text, html_lang()) if before or text.split_from_id else None
    change = found.change if found else Change.KEPT if before else None
    told = found is not None and change in _TOLD_BY_REDLINE
    return {
        "version": text.version,
        "text": text,
        "card": article_card(bill, text)
        | {"href": None, "provisions": provision_nodes(text.text, text.article.key, text.number)},
        "label": article_label(text.number),
        "place": write_number(text.number, html_lang()),
        "change": change.value if change else None,
        "segments": {"segments": found.runs, "lang": found.lang} if found and told else None,
        "notes": notes_since(bill, text, before, related),
        "language": text_language(text.text),
    }


def lay_origins(history: Sequence[Card], panels: Sequence[Panel]) -> None:
    """Give each version what explains how the article reads there (`origins`), and say which changes need one (`is_change`).

    What points at a version explains the newest change up to it; where there is none, the version that it points at.
    """
    for row in history:
        row["origins"], row["is_change"] = [], row["change"] not in (None, Change.KEPT.value)
    for panel in panels:
        given: Mapping[int, Sequence[Panel]] = panel.get("origins", {})
        for number, origins in sorted(given.items()):
            until = [row for row in history if row["version"].number <= number]
            explained = next((row for row in until if row["is_change"]), until[0] if until else None)
            if explained is not None:
                explained["origins"] += origins
