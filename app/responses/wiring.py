"""What this room plugs into the application."""

from datetime import datetime
from typing import Any

from flask import Flask
from sqlalchemy.orm import Session

from app.accounts.erasure.events import PersonLeaving
from app.bills.models import Article, Bill
from app.bills.panels import Panel, add_article_marks, add_article_panel
from app.kernel.events import Events
from app.record.reconciliation import add_check
from app.responses import desk, downloads, views  # noqa: F401  (downloads hang on views.bp)
from app.responses.actions import settle_answered
from app.responses.cards import answers_of, panel_rows
from app.responses.desk import answering, listing, release  # noqa: F401  (they hang their pages on desk.bp)
from app.responses.origins.cards import origins_of
from app.responses.origins.queries import read_origins
from app.responses.queries import list_answers_changing, outcomes_by_article
from app.responses.reconciling import check_answers
from app.responses.releasing.leaving import leave_releases
from app.summaries.events import SummaryPublished


def settle_after_summary(session: Session, event: SummaryPublished) -> None:
    """Open a bill again when its new summary asks for something that has no answer."""
    settle_answered(session, event.summary.bill, now=event.now)


def show_answers(session: Session, bill: Bill, article: Article, _now: datetime) -> Panel | None:
    """The answers that changed an article, for the article's page, and for each version what stands behind them."""
    answers = list_answers_changing(session, article)
    if not answers:
        return None
    return {
        "template": "responses/_article.html",
        "words": {"rows": panel_rows(answers, bill.slug, article)},
        "origins": origins_of(read_origins(session, bill, answers), article, bill.slug),
    }


def mark_articles(session: Session, bill: Bill, _now: datetime) -> dict[int, dict[str, Any]]:
    """The last decision about each article that an answer names, for the page of the text."""
    return {
        article_id: {"outcome": outcome.value} for article_id, outcome in outcomes_by_article(session, bill).items()
    }


def init_app(app: Flask) -> None:
    """Register the room's pages, its listener, its answers on the summary's page, and its panels on articles."""
    app.register_blueprint(views.bp)
    app.register_blueprint(desk.bp)
    listeners: Events = app.extensions["gongyi.events"]
    listeners.subscribe(SummaryPublished, settle_after_summary)
    listeners.subscribe(PersonLeaving, leave_releases)
    app.extensions["gongyi.answers_of"] = answers_of
    add_article_panel(app, show_answers)
    add_article_marks(app, mark_articles)
    add_check(app, check_answers)
