"""Following a discussion from page to page: what is new to the person who reads, and the note that they were here."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any

from flask import Response, after_this_request
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from app.accounts.current import me
from app.bills.models import Bill
from app.discussion import visits
from app.discussion.asked import Asked
from app.discussion.pages import Page, list_page
from app.discussion.rows import CommentRow
from app.kernel.clock import request_now, taipei_day
from app.kernel.db import close_session, database
from app.kernel.web.parameters import text_parameter

VISIT = "visit"  # asks for what is new since the last visit; a number for what is new since a comment


def news_of_bills(db: Session, bills: Sequence[Bill], now: datetime) -> dict[int, int]:
    """Count what is new on each of some bills to who is asking."""
    person = me()
    return visits.count_news(db, person, [bill.id for bill in bills], now) if person and bills else {}


def read_since() -> str:
    """Read what somebody asks to be new since; visitors ask in vain."""
    since = text_parameter("since", 18)
    is_known = since == VISIT or (since.isascii() and since.isdigit())
    return since if is_known and me() is not None else ""


def find_news(db: Session, bill: Bill) -> visits.News | None:
    """Find what is new on a bill to who is asking; nothing is new to visitors, whom nobody knows again."""
    person = me()
    return visits.read_news(db, person, bill, request_now()) if person else None


def follow(db: Session, bill: Bill) -> visits.News | None:
    """Find what is new; where that is due, note that the discussion was read once its page is written."""
    news = find_news(db, bill)
    if news is not None and news.wants_note(request_now()):
        after_this_request(partial(_note, news, bill.id))
    return news


def _note(news: visits.News, bill_id: int, shown: Response) -> Response:
    """Note a visit in a transaction of its own, after the reading; a database that is busy or read-only does not hinder."""
    if shown.status_code != 200:
        return shown
    close_session()
    try:
        with database().writers() as writer:
            visits.note_visit(writer, news.person_id, bill_id, news.newest_id, request_now())
            writer.commit()
    except DBAPIError:
        pass
    return shown


def list_asked(db: Session, bill: Bill, asked: Asked, news: visits.News | None) -> Page:
    """Read the page of a discussion that is asked for, or of what is new in it."""
    if news is None or not asked.since:
        return list_page(db, bill, asked)
    own = news.newest_id if news.since_id is None else news.since_id
    since = own if asked.since == VISIT else int(asked.since)
    return visits.list_new(db, bill, news.person_id, since, asked.cursor)


def mark_new(cards: list[dict[str, Any]], rows: Sequence[CommentRow], news: visits.News | None) -> list[dict[str, Any]]:
    """Mark the cards of comments that are new to who is asking."""
    for card, row in zip(cards, rows, strict=True):
        card["is_new"] = news is not None and news.is_new(row)
    return cards


def news_line(bill: Bill, news: visits.News | None) -> dict[str, Any] | None:
    """How much is new, since when, and where it is listed; None where nothing is."""
    if news is None or news.since_at is None or not news.count:
        return None
    return {
        "count": news.count,
        "most": visits.MOST,
        "since": taipei_day(news.since_at),
        "href": f"/bills/{bill.slug}/discussion?since={news.since_id}",
        "reading": f"/bills/{bill.slug}/discussion/reading",
        "newest": news.newest_id,
    }
