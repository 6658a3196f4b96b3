"""What the right pane of the desk shows, and the pages of one part's citations: plain dictionaries for the templates."""

from collections.abc import Iterable, Sequence
from typing import Any

from markupsafe import escape

from app.discussion.blackouts.marks import mark_blocks
from app.discussion.words import POSITIONS, place_label
from app.kernel.i18n import same_page
from app.kernel.web.parameters import number_parameter
from app.summaries import cards
from app.summaries.anchors import anchor_of
from app.summaries.contents import Contents, IssueRow, Quote, RecommendationRow
from app.summaries.map.coverage import Coverage, Share
from app.summaries.map.targets import SIDES
from app.summaries.minorities import find_minority
from app.summaries.models import Side
from app.summaries.passages import plain_text

Card = dict[str, Any]
SHOWN = 4  # citations of one target on the map; the others stand on its part's page
EXCERPT = 110
PAGE = 25


def show_map(contents: Contents) -> list[Card]:
    """The draft as a map: each issue with its sides and recommendations, then the recommendations under none."""
    places = _places([issue.id for issue in contents.issues])
    groups: list[Card] = [
        {"issue": _issue(issue, *places[issue.id]), "asked": _asked(contents.of_issue(issue.id))}
        for issue in contents.issues
    ]
    loose = contents.of_issue(None)
    return [*groups, {"issue": None, "asked": _asked(loose)}] if loose else groups


def show_coverage(contents: Contents, found: Coverage, people: int) -> Card:
    """The live figures of a draft: its head, and a table of each place and position."""
    places = [(place_label(share.name), share) for share in found.places]
    words = {position.value: label for position, label in POSITIONS.items()}
    return {
        "comments": Share("", sum(s.covered for s in found.places), sum(s.all for s in found.places)),
        "people": Share("", contents.covered_people, people),
        "articles": found.articles,
        "held": found.held,
        "places": places,
        "positions": [(words.get(share.name), share) for share in found.positions],
    }


def show_cited(part: IssueRow | RecommendationRow) -> Card:
    """A page of what a part cites, each with where it stands in the part; `after` in the address is a citation's id."""
    after = number_parameter("after")
    at = next((n for n, quote in enumerate(part.quotes, start=1) if quote.citation_id == after), 0)
    shown = part.quotes[at : at + PAGE]
    is_more = at + PAGE < len(part.quotes)
    return {
        "all": len(part.quotes),
        "rows": [(quote.citation_id, quote.row, cards.citation(quote), quote.side) for quote in shown],
        "sides": SIDES,
        "first_url": same_page(after=None) if at else None,
        "next_url": same_page(after=str(shown[-1].citation_id)) if is_more else None,
    }


def _issue(issue: IssueRow, up: int | None, down: int | str | None) -> Card:
    minority = find_minority(issue)
    texts = {Side.FOR: issue.position_for, Side.AGAINST: issue.position_against}
    sides = [
        _cites(f"{issue.code}-{side}", [quote for quote in issue.quotes if quote.side is side])
        | {
            "side": side.value,
            "text": text,
            "minority": {"people": minority.people, "of": minority.of} if minority and minority.side is side else None,
        }
        for side, text in texts.items()
    ]
    return {
        "id": issue.id,
        "number": issue.ordinal,
        "anchor": anchor_of(issue.code),
        "title": issue.title,
        "statement": issue.statement,
        "sides": sides,
        "raised": _cites(issue.code, [quote for quote in issue.quotes if quote.side is None]),
        "is_bare": not any(quote.is_shown for quote in issue.quotes),
        "up": up,
        "down": down,
    }


def _asked(rows: Sequence[RecommendationRow]) -> list[Card]:
    places = _places([row.id for row in rows])
    return [
        {
            "id": row.id,
            "code": row.code,
            "issue": row.issue_id or "",
            "text": row.text,
            "reason": row.rationale,
            "cited": _cites(row.code, row.quotes),
            "is_bare": not any(quote.is_shown for quote in row.quotes),
            "up": places[row.id][0],
            "down": places[row.id][1],
        }
        for row in rows
    ]


def _places(ids: Sequence[int]) -> dict[int, tuple[int | None, int | str | None]]:
    """Before which part each one goes when it moves up, and when it moves down ("" for last); None where it cannot."""
    found: dict[int, tuple[int | None, int | str | None]] = {}
    for n, own in enumerate(ids):
        down = None if n + 1 == len(ids) else ids[n + 2] if n + 2 < len(ids) else ""
        found[own] = (ids[n - 1] if n else None, down)
    return found


def _cites(code: str, quotes: Iterable[Quote]) -> Card:
    quotes = list(quotes)
    return {
        "code": code,
        "all": len(quotes),
        "people": cards.count_people(quotes),
        "shown": [_excerpt(quote) for quote in quotes[:SHOWN]],
        "more": max(len(quotes) - SHOWN, 0),
    }


def _excerpt(quote: Quote) -> Card:
    row = quote.row
    card: Card = {
        "id": quote.citation_id,
        "comment": row.id,
        "author": row.author_handle,
        "place": place_label(row.place),
    }
    if not quote.is_shown:
        return card | {"is_gone": True}
    words = quote.passage
    text = words or plain_text(row.body_html or "")
    cut = text if len(text) <= EXCERPT else text[:EXCERPT] + "…"
    return card | {"words": mark_blocks(str(escape(cut))), "is_passage": bool(words), "lang": row.lang}
