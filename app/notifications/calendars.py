"""iCalendar files (RFC 5545) of the days that matter: the notice's first and last day, and when the response is due."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import sqlalchemy as sa
from icalendar import Calendar, Event, vDate, vDatetime, vText, vUri
from sqlalchemy.orm import Session, raiseload

from app.bills.models import Bill, NoticeChange, Status
from app.kernel.clock import rfc3339, taipei_day
from app.kernel.i18n import gettext as _
from app.kernel.i18n import html_lang, ngettext, words
from app.notifications.feeds import legal

MOST = 500  # bills in the whole site's calendar, the last to close first


@dataclass(frozen=True, slots=True)
class Dated:
    """A bill, how often its days were changed since its announcement, and when last."""

    bill: Bill
    changes: int
    changed_at: datetime | None

    @property
    def modified_at(self) -> datetime:
        """When the bill's days were last set: announced, changed, or given up."""
        facts = (self.bill.announced_at, self.changed_at, self.bill.withdrawn_at)
        return max(fact for fact in facts if fact is not None)


def list_dated(session: Session, now: datetime, slug: str | None = None) -> list[Dated]:
    """List the public bills with their days, or the one with a slug; one statement."""
    changes = sa.select(sa.func.count()).where(NoticeChange.bill_id == Bill.id).scalar_subquery()
    changed_at = sa.select(sa.func.max(NoticeChange.at)).where(NoticeChange.bill_id == Bill.id).scalar_subquery()
    query = sa.select(Bill, changes, changed_at).where(Bill.status_at(now) != Status.UNPUBLISHED.value)
    query = query.options(raiseload(Bill.co_leads)).order_by(Bill.closes_at.desc(), Bill.id).limit(MOST)
    if slug is not None:
        query = query.where(Bill.slug == slug)
    return [Dated(*row) for row in session.execute(query)]


def write_calendar(name: str, dated: Sequence[Dated], now: datetime, *, base: str) -> bytes:
    """Write a calendar of some bills' days."""
    calendar = Calendar()
    calendar.add("prodid", "-//Gongyi//Calendar//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", vText(legal(name)))
    for one in dated:
        for event in _events(one, now, base):
            calendar.add_component(event)
    return bytes(calendar.to_ical())


def _events(one: Dated, now: datetime, base: str) -> Iterator[Event]:
    bill = one.bill
    closes = _("Comments are taken until %(instant)s (24:00 in Taipei).", instant=_exact(bill.closes_at))
    opens = _("Comments are taken from %(instant)s (0:00 in Taipei).", instant=_exact(bill.opens_at))
    due = _("The agency publishes its consolidated response by the end of this day.")
    for name, day, title, words_ in (
        ("opens", bill.first_day, _("Notice opens"), opens),
        ("closes", bill.last_day, _("Last day to comment"), closes),
        ("response", bill.response_due_day, _("Response due"), due),
    ):
        if day is not None:
            yield _event(one, name, day, title, [*_short(bill), str(words_)], now, base)


def _event(one: Dated, name: str, day: date, title: object, lines: Sequence[str], now: datetime, base: str) -> Event:
    bill, event = one.bill, Event()
    page, withdrawn = f"{base}/bills/{bill.slug}", bill.status(now) is Status.WITHDRAWN
    is_off = withdrawn and bill.withdrawn_at is not None and taipei_day(bill.withdrawn_at) <= day
    _add(event, "uid", vText(f"{bill.slug}-{name}@{urlsplit(base).hostname}"))
    _add(event, "dtstamp", vDatetime(one.modified_at.replace(microsecond=0)))
    _add(event, "last-modified", vDatetime(one.modified_at.replace(microsecond=0)))
    event.add("sequence", one.changes + withdrawn)
    _add(event, "dtstart", vDate(day))
    _add(event, "dtend", vDate(day + timedelta(days=1)))
    for part in ("dtstart", "dtend"):
        event[part].params["VALUE"] = "DATE"
    summary = _("%(what)s: %(title)s", what=title, title=words(bill.title).text)
    said = {"summary": str(summary), "description": "\n".join([*lines, page])}
    for part, text in said.items():
        _add(event, part, vText(legal(text), params={"LANGUAGE": html_lang()}))
    _add(event, "url", vUri(page))
    _add(event, "status", vText("CANCELLED" if is_off else "CONFIRMED"))
    _add(event, "transp", vText("TRANSPARENT"))
    return event


def _add(event: Event, name: str, value: Any) -> None:
    event.add(name, value, encode=False)


def _short(bill: Bill) -> Iterator[str]:
    """A short notice says so first."""
    notice = bill.notice
    if notice is not None and bill.justification:
        yield str(
            ngettext("Short notice: %(num)s day instead of 60", "Short notice: %(num)s days instead of 60", notice.days)
        )
        yield words(bill.justification).text


def _exact(instant: datetime | None) -> str:
    return rfc3339(instant).replace(".000000", "") if instant else ""
