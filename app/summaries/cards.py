"""Summaries as the templates' macros take them: plain dictionaries."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from flask import current_app
from sqlalchemy.orm import Session

from app.bills.models import Bill
from app.discussion.blackouts.marks import mark_blocks
from app.discussion.models import State
from app.discussion.words import place_label
from app.kernel.bilingual import Bilingual
from app.kernel.i18n import words
from app.summaries.anchors import anchor_of
from app.summaries.contents import Contents, IssueRow, Quote, RecommendationRow
from app.summaries.minorities import find_minority
from app.summaries.models import Side
from app.summaries.passages import set_passage

Card = dict[str, Any]
TITLE = 60


def citation(quote: Quote) -> Card:
    """A quote that opens in place, or the mark of one that has dropped out."""
    row = quote.row
    card: Card = {"author": row.author_handle, "place": place_label(row.place), "href": f"/comments/{row.id}"}
    if row.state is State.VISIBLE:
        return card | {
            "html": mark_blocks(row.body_html or ""),
            "passage": set_passage(row.body_html, quote.chosen),
            "lang": row.lang,
            "journey": f"/comments/{row.id}/journey",
        }
    if row.state is State.WITHDRAWN:
        return {"withdrawn": True}
    ground = row.ground.value if row.ground else ""
    return {"dropped": True, "ground": ground, "log_href": f"/record/{row.log_seq}", "log_number": row.log_seq}


def issue_card(issue: IssueRow, most: int | None = None) -> Card:
    """An issue as the macro `issue` takes it; its citations stand beside."""
    texts = {Side.FOR: issue.position_for, Side.AGAINST: issue.position_against}
    raised = [quote for quote in issue.quotes if quote.side is None]
    return {
        "number": str(issue.ordinal),
        "anchor": anchor_of(issue.code),
        "title": issue.title,
        "statement": issue.statement,
        "positions": [card for side, text in texts.items() if (card := _position(issue, side, text, most))],
        **_cites(raised, most),
    }


def recommendation_card(asked: RecommendationRow, answers: Mapping[int, Card], most: int | None = None) -> Card:
    """A recommendation as its macro takes it, with the answer where one is awaited or there."""
    card: Card = {
        "number": asked.code,
        "anchor": anchor_of(asked.code),
        "text": asked.text,
        "reason": asked.rationale,
        **_cites(asked.quotes, most),
    }
    return card | ({"answer": answers[asked.ordinal]} if asked.ordinal in answers else {})


def sections(contents: Contents, answers: Mapping[int, Card], most: int | None = None) -> list[Card]:
    """A summary in order: each issue with its recommendations, then the recommendations under no issue.

    Of each list of citations the first `most` are shown; all where nothing is said.
    """
    parts = [
        {"issue": issue_card(issue, most), "recommendations": _cards(contents.of_issue(issue.id), answers, most)}
        for issue in contents.issues
    ]
    loose = contents.of_issue(None)
    return [*parts, {"issue": None, "recommendations": _cards(loose, answers, most)}] if loose else parts


def table_of_contents(parts: Iterable[Card]) -> list[Card]:
    """The contents of a summary's page: issues, below them their recommendations."""
    items: list[Card] = []
    for part in parts:
        asked = [{"href": f"#{r['anchor']}", "number": r["number"], "text": r["text"]} for r in part["recommendations"]]
        if part["issue"] is None:
            items += asked
            continue
        issue = part["issue"]
        items.append(
            {"href": f"#{issue['anchor']}", "number": issue["number"], "text": issue["title"], "children": asked}
        )
    return items


def answers_of(session: Session, bill: Bill, ordinals: Sequence[int], now: datetime) -> Mapping[int, Card]:
    """The answers to recommendations as the rooms above give them, by ordinal; none where none are awaited yet."""
    give = current_app.extensions.get("gongyi.answers_of")
    found: Mapping[int, Card] = give(session, bill, ordinals, now) if give else {}
    return found


def count_people(quotes: Iterable[Quote]) -> int:
    """How many people wrote the quotes that can be read."""
    return len({quote.row.author_id for quote in quotes if quote.is_shown})


def part_label(part: IssueRow | RecommendationRow) -> str:
    """A part of a draft in a list to choose from."""
    text = words(part.title if isinstance(part, IssueRow) else part.text).text.replace("\n", " ")
    return f"{part.code} · {text if len(text) <= TITLE else text[: TITLE - 1] + '…'}"


def _position(issue: IssueRow, side: Side, text: Bilingual, most: int | None) -> Card | None:
    """A position with the comments cited for it; None where it has neither words nor comments."""
    held = [quote for quote in issue.quotes if quote.side is side]
    if not text and not held:
        return None
    found = find_minority(issue)
    return {
        "side": side.value,
        "text": text,
        **_cites(held, most),
        "minority": {"people": found.people, "of": found.of} if found and found.side is side else None,
    }


def _cites(quotes: Sequence[Quote], most: int | None) -> Card:
    """A list of citations as its macro takes it: who and how many (`cited` can still be read), and how many are left out."""
    shown = quotes[:most]
    return {
        "citations": [citation(quote) for quote in shown],
        "people": count_people(quotes),
        "cited": sum(quote.is_shown for quote in quotes),
        "more": len(quotes) - len(shown),
    }


def _cards(asked: Iterable[RecommendationRow], answers: Mapping[int, Card], most: int | None) -> list[Card]:
    return [recommendation_card(recommendation, answers, most) for recommendation in asked]
