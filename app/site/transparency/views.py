"""Moderation in figures: of the whole site and of one bill, as a page and as a table to download."""

from datetime import datetime

from flask import Response, render_template
from sqlalchemy.orm import Session

from app.accounts.current import me
from app.bills.queries import get_bill
from app.kernel.clock import request_now
from app.kernel.db import session
from app.kernel.guards import public
from app.kernel.web.page_cache import kept
from app.kernel.web.parameters import text_parameter
from app.moderation.figures import Waits, read_counts, read_waits
from app.record.queries import find_first_instant
from app.site.transparency.period import MOST, Period, is_current, read_period
from app.site.transparency.picture import list_bills, read_picture
from app.site.transparency.table import write_csv
from app.site.transparency.words import duration, month_name, percentage
from app.site.views.blueprint import bp

WORDS = {"duration": duration, "month_name": month_name, "percentage": percentage}


@bp.get("/transparency")
@public
@kept("all bills", reads=("from", "to"))
def transparency() -> str:
    """Show how the whole site is moderated, in figures."""
    db, now = session(), request_now()
    period = _period_of_site(db, now)
    picture = read_picture(db, period, now)
    bills = list_bills(db, picture.counts)
    words = {"bill": None, "bills": bills, "here": "/transparency"}
    return render_template("transparency/site.html", **_words(period, now), picture=picture, **words)


@bp.get("/transparency.csv")
@public
def transparency_table() -> Response:
    """Give the figures of the whole site as a table, bill by bill."""
    db, now = session(), request_now()
    months = _period_of_site(db, now, usual=MOST).months
    return _file(
        write_csv(read_counts(db, months, now, by_bill=True), read_waits(db, months, by_bill=True)), "transparency.csv"
    )


@bp.get("/bills/<slug:slug>/transparency")
@public
@kept("bill", reads=("from", "to"))
def bill_transparency(slug: str) -> str:
    """Show how one bill is moderated, in figures."""
    db, now = session(), request_now()
    bill = get_bill(db, slug, me(), now)
    period = _period(bill.announced_at or now, now, MOST)
    picture = read_picture(db, period, now, bill)
    words = {
        "bill": bill,
        "status": bill.status(now),
        "tab": "transparency",
        "here": f"/bills/{bill.slug}/transparency",
    }
    return render_template("transparency/bill.html", **_words(period, now), picture=picture, **words)


@bp.get("/bills/<slug:slug>/transparency.csv")
@public
def bill_transparency_table(slug: str) -> Response:
    """Give the figures of one bill as a table."""
    db, now = session(), request_now()
    bill = get_bill(db, slug, me(), now)
    months = _period(bill.announced_at or now, now, MOST).months
    waits: Waits = {(month, bill.slug): wait for (month, _all), wait in read_waits(db, months, bill).items()}
    return _file(write_csv(read_counts(db, months, now, bill), waits), f"{bill.slug}-transparency.csv")


def _period_of_site(db: Session, now: datetime, usual: int = 12) -> Period:
    return _period(find_first_instant(db) or now, now, usual)


def _period(since: datetime, now: datetime, usual: int) -> Period:
    return read_period(text_parameter("from", 7), text_parameter("to", 7), since, now, usual=usual)


def _words(period: Period, now: datetime) -> dict[str, object]:
    return {"period": period, "now": now, "is_current": is_current, **WORDS}


def _file(text: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-cache"}
    return Response(text, mimetype="text/csv", headers=headers)
