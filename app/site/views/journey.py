"""The journey of a comment, from where it was said to what it changed."""

from datetime import datetime
from typing import Any

from flask import render_template

from app.accounts.current import me
from app.bills.cards import article_label
from app.discussion.words import place_label
from app.kernel.clock import request_now
from app.kernel.db import session
from app.kernel.guards import public
from app.kernel.i18n import html_lang
from app.kernel.web.page_cache import kept
from app.moderation.cases import plain_card
from app.opendata.journeys import Journey, read_journey
from app.opendata.shapes_bills import address
from app.opendata.stations import read_stations
from app.site.sharing.card import make_card
from app.site.views.blueprint import bp


@bp.get("/comments/<id:comment_id>/journey")
@public
@kept("comment")
def journey(comment_id: int) -> str:
    """Show what became of a comment, station by station."""
    now = request_now()
    found = read_journey(session(), comment_id, me(), now, html_lang())
    words = {"stations": read_stations(found, now), "asked": answer_cards(found, now), "changes": found.changes}
    said, shared = plain_card(found.row), {"card": make_card(found, now), "address": address}
    labels = {"place": place_label(found.row.place), "article_label": article_label}
    return render_template(
        "site/journey.html", journey=found, bill=found.bill, said=said, now=now, **words, **labels, **shared
    )


def answer_cards(journey: Journey, now: datetime) -> list[dict[str, Any]]:
    """What of the response concerns the comment, each thing with its answer or with the day by which one is due."""
    overdue = journey.bill.overdue_days(now)
    return [
        {
            "code": item.target.code,
            "is_question": item.target.question is not None,
            "ordinal": item.target.question or item.target.recommendation,
            "text": item.text,
            "outcome": item.outcome.value if item.outcome else None,
            "published": item.published,
            "due_day": journey.bill.response_due_day,
            "overdue_days": overdue,
        }
        for item in journey.asked
    ]
