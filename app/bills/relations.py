"""Which articles had to do with what became of another: split from it, merged into it; as notes with links."""

from collections.abc import Callable, Collection, Sequence

from app.bills.cards import Card, article_label
from app.bills.comparison import Change, Line, Named
from app.bills.models import ArticleText, Bill
from app.kernel.i18n import gettext as _

Href = Callable[[Named], str]


def notes_on(line: Line, href: Href) -> list[Card]:
    """The notes on a line of a comparison."""
    return _notes(href, line.change, line.partner, line.gave, line.took)


def notes_since(bill: Bill, text: ArticleText, before: ArticleText | None, others: Sequence[ArticleText]) -> list[Card]:
    """The notes on what an article's text is new for in its version; `others` are the related articles' texts, in all versions."""
    earlier = {
        other.article_id: other for other in others if before is not None and other.version_id == before.version_id
    }
    here = [other for other in others if other.version_id == text.version_id]
    gave = [o for o in here if o.split_from_id == text.article_id and not o.is_deleted and o.article_id not in earlier]
    took = [
        o for o in here if o.merged_into_id == text.article_id and o.is_deleted and _stood(earlier.get(o.article_id))
    ]
    change = None
    if not text.is_deleted and (before is None or before.is_deleted):
        change = Change.SPLIT
    elif text.is_deleted and _stood(before):
        change = Change.MERGED
    wanted = text.split_from_id if change is Change.SPLIT else text.merged_into_id if change else None
    partner = next((name_article(o) for o in here if o.article_id == wanted), None)
    return _notes(article_href(bill), change, partner, [*map(name_article, gave)], [*map(name_article, took)])


def name_article(text: ArticleText) -> Named:
    """An article's key, and its number in the version at hand."""
    return Named(text.article.key, text.number)


def article_href(bill: Bill) -> Href:
    """Where a bill's articles have their pages."""
    return lambda found: f"/bills/{bill.slug}/articles/{found.key}"


def _stood(text: ArticleText | None) -> bool:
    return text is not None and not text.is_deleted


def _notes(
    href: Href, change: Change | None, partner: Named | None, gave: Collection[Named], took: Collection[Named]
) -> list[Card]:
    """What to say below an article: a label and the articles that it speaks of, each."""
    own = [partner] if partner else []
    notes: list[tuple[str, Collection[Named]]] = [
        (_("Split from:"), own if change is Change.SPLIT else []),
        (_("Merged into:"), own if change is Change.MERGED else []),
        (_("Split off from it:"), gave),
        (_("Merged into it:"), took),
    ]
    return [
        {"label": label, "links": [{"text": article_label(found.number), "href": href(found)} for found in articles]}
        for label, articles in notes
        if articles
    ]
