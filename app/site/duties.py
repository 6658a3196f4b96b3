"""The desk's rows as the component `queue_row` takes them."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from app.accounts.models import Person
from app.bills.desk.waiting_cards import act_title
from app.bills.duties import BillWork, Duty, Work, group_by_state
from app.bills.models import Bill, PendingAct, Status
from app.discussion.words import place_label
from app.kernel.clock import taipei_day
from app.kernel.i18n import gettext as _
from app.kernel.i18n import ngettext, show_day, show_instant, show_relative, words
from app.moderation.calming.queries import Watched
from app.responses.duties import Duty as AnswerDuty
from app.responses.releasing.models import Release
from app.site.queries_desk import Reported, ToSummarise

Row = dict[str, Any]
EXCERPT = 160


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
    if item.objections:
        facts.insert(0, ngettext("%(num)s objection to answer", "%(num)s objections to answer", item.objections))
    if item.asked_by is not None:
        facts.append(_("Waits for another moderator's signature"))
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


def watched_row(item: Watched, person: Person) -> Row:
    """An open bill that somebody moderates: what restrains its discussion, and what waits for a second moderator."""
    facts = [_("The notice ends on %(day)s", day=show_day(item.bill.last_day))]
    if item.asked_by_id is not None:
        own, others = (
            _("Your proposal waits for a second moderator"),
            _("A proposal waits for you to confirm or decline"),
        )
        facts.insert(0, own if item.asked_by_id == person.id else others)
    count = item.running
    held = ngettext("%(num)s pause or limit in force", "%(num)s pauses or limits in force", count)
    return {
        "id": f"watched-{item.bill.slug}",
        "title": item.bill.title,
        "href": f"/desk/bills/{item.bill.slug}/calming",
        "facts": [*facts, held if count else _("Nothing is restrained")],
    }


def sign_row(bill: Bill, act: PendingAct) -> Row:
    """An act that another official asked for and that waits for this one's signature."""
    asked = _("%(who)s asked on %(when)s", who=act.asked_by.handle, when=show_instant(act.asked_at))
    due = [_("To be done on %(when)s", when=show_instant(act.due_at))] if act.due_at else []
    return {
        "id": f"act-{act.id}",
        "title": bill.title,
        "href": f"/desk/bills/{bill.slug}/waiting#act-{act.id}",
        "facts": [act_title(act), asked, *due],
    }


def release_row(release: Release) -> Row:
    """Answers that another official asked to be released and that wait for this one."""
    asked = _("%(who)s asked on %(when)s", who=release.asked_by.handle, when=show_instant(release.asked_at))
    return {
        "id": f"release-{release.id}",
        "title": release.bill.title,
        "href": f"/desk/bills/{release.bill.slug}/response/publication",
        "facts": [_("Release of the response"), asked],
    }


def summary_sign_row(item: ToSummarise) -> Row:
    """A summary that another moderator declared ready and that waits for this one's signature."""
    asked = _("%(who)s declared it ready on %(when)s", who=item.asked_by, when=show_instant(item.asked_at))
    return {
        "id": f"summary-signature-{item.bill.slug}",
        "title": item.bill.title,
        "href": f"/desk/bills/{item.bill.slug}/summary/publication",
        "facts": [_("Summary of the discussion"), asked],
    }


def answer_row(duty: AnswerDuty) -> Row:
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


def bill_groups(bills: Sequence[BillWork], now: datetime) -> list[tuple[Status, list[Row]]]:
    """An agency's bills by state, the oldest duty first."""
    return [(status, [bill_row(*row) for row in rows]) for status, rows in group_by_state(bills, now)]


def bill_row(bill: Bill, _work: Work, duty: Duty) -> Row:
    """A bill of an own agency with the next duty and its day."""
    return {
        "id": f"bill-{bill.slug}",
        "title": bill.title,
        "href": f"/desk/bills/{bill.slug}",
        "days": duty.days_left,
        "facts": [_("Next step: %(duty)s", duty=duty.text), bill.agency.abbreviation],
    }


def shorten(text: str) -> str:
    """Cut a text down to an excerpt on one line."""
    line = " ".join(text.split())
    return line if len(line) <= EXCERPT else line[: EXCERPT - 1] + "…"


def _days(day: date | None, now: datetime) -> int | None:
    return None if day is None else (day - taipei_day(now)).days
