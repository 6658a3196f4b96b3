"""The public pages of bills: the list, the text beside its discussion, one article, the comparison."""

from typing import Any

from flask import Blueprint, render_template, request

from app.accounts.current import me
from app.bills import queries, reading, sides, switches
from app.bills.cards import bill_card
from app.bills.explaining import explain_articles
from app.bills.history import article_history, lay_origins
from app.bills.models import Bill, Status
from app.bills.panels import article_panels, bill_news
from app.bills.queries_terms import explained, list_terms
from app.bills.text_page import read_text_page
from app.bills.words import STATUSES, topic_name
from app.kernel.clock import request_now
from app.kernel.db import session
from app.kernel.guards import public
from app.kernel.i18n import same_page, words
from app.kernel.web.page_cache import kept
from app.kernel.web.parameters import code_parameter, text_parameter

bp = Blueprint("bills", __name__)


@bp.get("/bills")
@public
@kept("all bills", reads=("status", "agency", "topic", "cursor"), unless="q")
def index() -> str:
    """List the bills that everybody may read, with filters."""
    db, now = session(), request_now()
    status = code_parameter("status", Status)
    agency, topic, q = (text_parameter(name, 80) for name in ("agency", "topic", "q"))
    cursor = text_parameter("cursor")
    page = queries.list_bills(db, now, status=status, agency=agency, topic=topic, q=q, cursor=cursor)
    news = bill_news(db, page.items, now)
    return render_template(
        "bills/index.html",
        bills=[bill_card(bill, now) | {"new": news.get(bill.id)} for bill in page.items],
        first_url=same_page(cursor=None) if cursor else None,
        next_url=same_page(cursor=page.next) if page.next else None,
        wanted={"status": status.value if status else "", "agency": agency, "topic": topic, "q": q},
        statuses=[(code.value, name) for code, name in STATUSES.items()],
        agencies=[(agency.slug, words(agency.name).text) for agency in queries.list_agencies(db)],
        topics=[(topic, topic_name(topic)) for topic in queries.list_topics(db, now)],
    )


@bp.get("/bills/<slug:slug>/text")
@public
@kept("bill", reads=("version", "against"))
def text(slug: str) -> str:
    """Show a version's text article by article, the discussion of each beside it."""
    bill = _bill(slug)
    return _render("bills/text.html", bill, "text", **read_text_page(session(), bill, request.args, request_now()))


@bp.get("/bills/<slug:slug>/articles/<slug:key>")
@public
@kept("bill")
def article(slug: str, key: str) -> str:
    """Show one article over all versions, with what was said on it and what came of that."""
    bill = _bill(slug)
    texts = queries.list_texts_of_article(session(), bill, key)
    found = texts[-1].article
    related = queries.list_related(session(), texts)
    history = article_history(bill, texts, related)
    terms = explain_articles([history[0]["card"]], explained(list_terms(session(), bill)))
    panels = article_panels(session(), bill, found, request_now())
    lay_origins(history, panels)
    neighbours = reading.neighbours(texts[-1], related)
    return _render(
        "bills/article.html", bill, "text", article=found, history=history, panels=panels, terms=terms, **neighbours
    )


@bp.get("/bills/<slug:slug>/compare")
@public
@kept("bill", reads=("from", "to", "view", "only", "change"))
def compare(slug: str) -> str:
    """Show a version against the law in force or an earlier version, article by article."""
    bill = _bill(slug)
    shown = sides.read_sides(session(), bill, request.args)
    ways = switches.compare_switches(bill, shown)
    return _render("bills/compare.html", bill, "compare", sides=shown, rows=sides.compare_rows(bill, shown), **ways)


def _bill(slug: str) -> Bill:
    return queries.get_bill(session(), slug, me(), request_now())


def _render(template: str, bill: Bill, tab: str, **more: Any) -> str:
    now = request_now()
    return render_template(template, bill=bill, now=now, status=bill.status(now), tab=tab, **more)
