"""Feeds and calendars: of everything, and of one bill. They are the same for everybody, and an unchanged one is not sent again."""

from flask import Blueprint, Response, current_app, request
from werkzeug.wrappers import Response as AnyResponse

from app.kernel.clock import request_now
from app.kernel.db import session
from app.kernel.guards import public
from app.kernel.i18n import gettext as _
from app.kernel.i18n import words
from app.kernel.verdict import not_found
from app.notifications.feeds import write_feed
from app.notifications.happenings import list_happenings

bp = Blueprint("feeds", __name__)


@bp.get("/feed.atom")
@public
def feed() -> AnyResponse:
    """Tell what happened to all bills, newest first."""
    return _feed(None, "/")


@bp.get("/bills/<slug:slug>/feed.atom")
@public
def bill_feed(slug: str) -> AnyResponse:
    """Tell what happened to one bill, newest first."""
    return _feed(slug, f"/bills/{slug}")


@bp.get("/calendar.ics")
@public
def calendar() -> AnyResponse:
    """Give the days of all bills."""
    return _calendar(None)


@bp.get("/bills/<slug:slug>/calendar.ics")
@public
def bill_calendar(slug: str) -> AnyResponse:
    """Give the days of one bill."""
    return _calendar(slug)


def _feed(slug: str | None, page: str) -> AnyResponse:
    happenings = list_happenings(session(), request_now(), slug)
    if slug is not None and not happenings:
        raise not_found()
    title = _("Gongyi") if slug is None else f"{_('Gongyi')} · {words(happenings[0].bill.title).text}"
    here, asked = request.path, request.args.get("lang", "")
    languages = {"zh-Hant-TW": f"{here}?lang=zh-TW", "en": f"{here}?lang=en"}
    own = f"{here}?lang={asked}" if asked in ("en", "zh-TW") else here
    content = write_feed(title, own, page, happenings, base=_base(), languages=languages)
    return _answer(content, "application/atom+xml")


def _calendar(slug: str | None) -> AnyResponse:
    # Late, since its library is large and few processes write calendars.
    from app.notifications.calendars import list_dated, write_calendar

    dated = list_dated(session(), request_now(), slug)
    if slug is not None and not dated:
        raise not_found()
    name = _("Gongyi") if slug is None else words(dated[0].bill.title).text
    return _answer(write_calendar(name, dated, request_now(), base=_base()), "text/calendar")


def _answer(content: bytes, kind: str) -> AnyResponse:
    response = Response(content, content_type=f"{kind}; charset=utf-8")
    response.add_etag()
    return response.make_conditional(request)


def _base() -> str:
    base: str = current_app.extensions["gongyi.settings"].base_url
    return base
