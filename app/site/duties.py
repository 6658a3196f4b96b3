"""The desk's rows as the component `queue_row` takes them."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from app.bills.desk.waiting_cards import act_title
from app.bills.models import Bill, PendingAct, Status
from app.discussion.words import place_label
from app.kernel.clock import taipei_day
from app.kernel.i18n import gettext as _
from app.kernel.i18n import ngettext, show_day, show_instant, show_relative, words
from app.responses.duties import Duty
from app.site.queries_desk import Reported, ToSummarise

Row = dict[str, Any]
EXCERPT = 160
ORDER = (Status.UNPUBLISHED, Status.OPEN, Status.CLOSED, Status.ANNOUNCED, Status.ANSWERED, Status.WITHDRAWN)


def reported_row(item: Reported) -> Row:
    """A reported comment: where it stands, how often and since when it was reported."""
    row, count = item.row, item.reports
    reports = ngettext("%(num)s report", "%(num)s reports", count)
    oldest = _("oldest %(when)s", when=show_relative(item.oldest_at))
    return {
        "id": f"report-{row.id}",
        "title": _("Comment by %(author)s", author=row.author_handle),
        "href": f"/desk/reports/{row.id}",
        "excerpt": shorten(row.body or ""),
        "lang": row.lang,
        "tag": reports,
        "facts": [words(item.bill_title).text, place_label(row.place), oldest],
    }


def summary_row(item: ToSummarise, now: datetime) -> Row:
    """A bill to summarise: the agency's answer is due by a day, and it needs the summary before that."""
    bill, closed = item.bill, item.status is Status.CLOSED
    facts = [_("Draft begun") if item.has_draft else _("No draft yet")]
    if item.is_published:
        facts.append(_("A version is published"))
    if item.status is Status.OPEN:
        facts.append(_("The notice ends on %(day)s", day=show_day(bill.last_day)))
    elif closed:
        facts.append(_("The agency's response is due on %(day)s", day=show_day(bill.response_due_day)))
    facts.append(ngettext("%(num)s comment", "%(num)s comments", bill.comment_count))
    return {
        "id": f"summary-{bill.slug}",
        "title": bill.title,
        "href": f"/desk/bills/{bill.slug}/summary",
        "days": _days(bill.response_due_day, now) if closed and not item.is_published else None,
        "facts": facts,
    }


def sign_row(act: PendingAct) -> Row:
    """An act that another official asked for and that waits for this one's signature."""
    asked = _("%(who)s asked on %(when)s", who=act.asked_by.handle, when=show_instant(act.asked_at))
    due = [_("To be done on %(when)s", when=show_instant(act.due_at))] if act.due_at else []
    return {
        "id": f"act-{act.id}",
        "title": act.bill.title,
        "href": f"/desk/bills/{act.bill.slug}/waiting#act-{act.id}",
        "facts": [act_title(act), asked, *due],
    }


def answer_row(duty: Duty) -> Row:
    """A bill whose recommendations and questions wait for answers."""
    facts = [
        ngettext("%(num)s thing to answer", "%(num)s things to answer", duty.open_targets),
        _("The summary is published") if duty.has_summary else _("The summary is not published yet"),
        _("due on %(day)s", day=show_day(duty.due_day)),
    ]
    if duty.drafts:
        facts.append(ngettext("%(num)s draft", "%(num)s drafts", duty.drafts))
    return {
        "id": f"answer-{duty.slug}",
        "title": duty.title,
        "href": f"/desk/bills/{duty.slug}/response",
        "days": duty.days_left,
        "facts": facts,
    }


def bill_groups(bills: Sequence[Bill], now: datetime) -> list[tuple[Status, list[Row]]]:
    """An agency's bills by state, those that need something first."""
    by_day = sorted(bills, key=lambda bill: bill.closes_at or bill.created_at)
    groups = {status: [bill_row(bill, now) for bill in by_day if bill.status(now) is status] for status in ORDER}
    return [(status, rows) for status, rows in groups.items() if rows]


def bill_row(bill: Bill, now: datetime) -> Row:
    """A bill of an own agency with the next duty and its day."""
    status = bill.status(now)
    day, duty = _next_duty(bill, status)
    return {
        "id": f"bill-{bill.slug}",
        "title": bill.title,
        "href": f"/desk/bills/{bill.slug}" if status is not Status.WITHDRAWN else f"/bills/{bill.slug}",
        "days": _days(day, now) if day is not None and status is Status.CLOSED else None,
        "facts": [duty, bill.agency.abbreviation],
    }


def _next_duty(bill: Bill, status: Status) -> tuple[date | None, str]:
    if status is Status.UNPUBLISHED:
        return None, str(_("Next: finish the text and announce it"))
    if status is Status.ANNOUNCED:
        return bill.first_day, str(_("Next: the notice opens on %(day)s", day=show_day(bill.first_day)))
    if status is Status.OPEN:
        words_ = _("Next: the notice ends on %(day)s; answers are due after it", day=show_day(bill.last_day))
        return bill.last_day, str(words_)
    if status is Status.CLOSED:
        due = bill.response_due_day
        return due, str(_("Next: publish the response, due on %(day)s", day=show_day(due)))
    if status is Status.ANSWERED:
        return None, str(_("Answered; next: record the stages that the bill reaches"))
    return None, str(_("Withdrawn; nothing is due"))


def shorten(text: str) -> str:
    """Cut a text down to an excerpt on one line."""
    line = " ".join(text.split())
    return line if len(line) <= EXCERPT else line[: EXCERPT - 1] + "…"


def _days(day: date | None, now: datetime) -> int | None:
    return None if day is None else (day - taipei_day(now)).days
