"""The home page."""

from flask import render_template

from app.kernel.clock import request_now
from app.kernel.db import session
from app.kernel.guards import public
from app.kernel.web.page_cache import kept
from app.site.lines import bill_line
from app.site.queries_home import read_front
from app.site.views.blueprint import bp


@bp.get("/")
@public
@kept("all bills")
def home() -> str:
    """Show what is open now, what was just answered, what is overdue, and what comes next."""
    now = request_now()
    front = read_front(session(), now)
    lists = {name: [bill_line(bill, now) for bill in getattr(front, name).bills] for name in front.names}
    return render_template("site/home.html", front=front, lists=lists)
