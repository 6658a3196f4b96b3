"""A bill's front page, and the acts of power on it."""

from flask import render_template

from app.accounts.current import me
from app.bills.queries import get_bill
from app.discussion.following import find_news, news_line
from app.kernel.clock import request_now
from app.kernel.db import session
from app.kernel.guards import public
from app.kernel.web.page_cache import kept
from app.kernel.web.parameters import number_parameter
from app.record.pages import read_page
from app.site import overview as parts
from app.site.next_step import next_step
from app.site.queries_bill import read_overview
from app.site.views.blueprint import bp


@bp.get("/bills/<slug:slug>")
@public
@kept("bill")
def bill(slug: str) -> str:
    """Show what a bill proposes, where it stands, and what came of it so far."""
    db, now = session(), request_now()
    found = get_bill(db, slug, me(), now)
    overview = read_overview(db, found)
    return render_template(
        "site/bill.html",
        bill=found,
        now=now,
        status=found.status(now),
        tab="overview",
        parts=parts,
        overview=overview,
        step=next_step(me(), found, overview, now),
        news=news_line(found, find_news(db, found)),
    )


@bp.get("/bills/<slug:slug>/record")
@public
@kept("bill", reads=("before",))
def record(slug: str) -> str:
    """Show every act of power on a bill, newest first."""
    db, now = session(), request_now()
    found = get_bill(db, slug, me(), now)
    page = read_page(db, before=number_parameter("before"), bill=found.slug)
    return render_template("site/record.html", bill=found, now=now, status=found.status(now), tab="record", page=page)
