"""Slots on this room's pages that higher rooms fill at start, so that bills never knows them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from flask import Flask, current_app
from sqlalchemy.orm import Session

from app.bills.models import Article, Bill

# {"template": a path below templates/, "words": what it finds as `panel`}; of an article perhaps "origins" too: by version number the
# panels (list items) on why the article reads as it does there
Panel = dict[str, Any]
ArticlePanel = Callable[[Session, Bill, Article, datetime], Panel | None]
ArticleMarks = Callable[[Session, Bill, datetime], dict[int, dict[str, Any]]]
ArticlePeople = Callable[[Session, Bill], Mapping[int, int]]
BillNews = Callable[[Session, Sequence[Bill], datetime], Mapping[int, int]]


def add_article_panel(app: Flask, panel: ArticlePanel) -> None:
    """Show something on every article's page (the latest comments, the answer), in the order of wiring."""
    app.extensions.setdefault("gongyi.article_panels", []).append(panel)


def add_article_marks(app: Flask, marks: ArticleMarks) -> None:
    """Show something beside the articles of the text page: by article id, what the macro `beside` takes.

    That is `outcome` and `answered`, or `excerpts`; one statement for a whole bill.
    """
    app.extensions.setdefault("gongyi.article_marks", []).append(marks)


def article_panels(session: Session, bill: Bill, article: Article, now: datetime) -> Sequence[Panel]:
    """What the higher rooms show on an article's page."""
    registered: list[ArticlePanel] = current_app.extensions.get("gongyi.article_panels", [])
    return [shown for panel in registered if (shown := panel(session, bill, article, now)) is not None]


def article_marks(session: Session, bill: Bill, now: datetime) -> dict[int, dict[str, Any]]:
    """What the higher rooms show beside each article of the text page, by article id."""
    registered: list[ArticleMarks] = current_app.extensions.get("gongyi.article_marks", [])
    merged: dict[int, dict[str, Any]] = {}
    for marks in registered:
        for article_id, mark in marks(session, bill, now).items():
            merged.setdefault(article_id, {}).update(mark)
    return merged


def add_bill_news(app: Flask, news: BillNews) -> None:
    """Say how much is new to who is asking on each of some bills, by bill id, in one statement; to visitors nothing is."""
    app.extensions["gongyi.bill_news"] = news


def bill_news(session: Session, bills: Sequence[Bill], now: datetime) -> Mapping[int, int]:
    """How much is new to who is asking on each of some bills, where anything is."""
    news: BillNews | None = current_app.extensions.get("gongyi.bill_news")
    return news(session, bills, now) if news else {}


def add_article_people(app: Flask, people: ArticlePeople) -> None:
    """Say how many people speak on each article of a bill, by article id, in one statement."""
    app.extensions["gongyi.article_people"] = people


def article_people(session: Session, bill: Bill) -> Mapping[int, int]:
    """How many people speak on each article (visible comments alone), by article id."""
    people: ArticlePeople | None = current_app.extensions.get("gongyi.article_people")
    return people(session, bill) if people else {}
