"""The next duty of an agency on each of its bills, and the day by which it is due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.bills.models import Bill, PendingAct, Status
from app.kernel.clock import taipei_day
from app.kernel.i18n import gettext as _
from app.kernel.i18n import show_day

ORDER = (Status.CLOSED, Status.UNPUBLISHED, Status.OPEN, Status.ANNOUNCED, Status.ANSWERED, Status.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Work:
    """What lies in a bill beside its own columns: its draft's number and standing articles, key questions, acts that wait."""

    draft: int | None = None
    articles: int = 0
    questions: int = 0
    acts: Sequence[PendingAct] = ()


@dataclass(frozen=True, slots=True)
class Duty:
    """What is to be done next and where; `day` orders duties, `days_left` (negative: overdue) is told where a day binds."""

    text: str
    href: str
    day: date | None = None
    days_left: int | None = None


BillWork = tuple[Bill, Work, Duty]


def next_duty(bill: Bill, work: Work, person_id: int, now: datetime) -> Duty:
    """Tell somebody what an agency has to do next on a bill: what waits for their signature comes before all else."""
    here = f"/desk/bills/{bill.slug}"
    for act in work.acts:
        if act.needs_signature and act.signed_at is None and act.asked_by_id != person_id:
            asked = taipei_day(act.asked_at)
            text = _(
                "Sign, or decline, what %(who)s asked for on %(day)s", who=act.asked_by.handle, day=show_day(asked)
            )
            return Duty(str(text), f"{here}/waiting", asked, _until(act.due_at, now))
    for act in work.acts:
        if act.needs_signature and act.signed_at is None:
            return Duty(
                str(_("Waits for the signature of a second official")), f"{here}/waiting", taipei_day(act.asked_at)
            )
        if act.due_at is not None:
            day = taipei_day(act.due_at)
            return Duty(str(_("Is announced on %(day)s", day=show_day(day))), f"{here}/waiting", day)
    return _by_status(bill, work, here, now)


def _by_status(bill: Bill, work: Work, here: str, now: datetime) -> Duty:
    status = bill.status(now)
    if status is Status.UNPUBLISHED:
        return _preparing(bill, work, here)
    if status is Status.ANNOUNCED:
        return _on(_("The notice opens on %(day)s", day=show_day(bill.first_day)), here, bill.first_day)
    if status is Status.OPEN:
        return _on(
            _("The notice ends on %(day)s; answers are due after it", day=show_day(bill.last_day)), here, bill.last_day
        )
    if status is Status.CLOSED:
        due = bill.response_due_day
        text = _("Publish the response, due on %(day)s", day=show_day(due))
        left = (due - taipei_day(now)).days if due else None
        return Duty(str(text), f"{here}/response", due, left)
    if status is Status.ANSWERED:
        return Duty(str(_("Record the stages that the bill reaches")), f"{here}/milestones")
    return Duty(str(_("Nothing is due")), here)


def _preparing(bill: Bill, work: Work, here: str) -> Duty:
    if not bill.title or not bill.summary:
        return Duty(str(_("Write the title and the summary")), f"{here}/texts")
    if not work.articles:
        return Duty(str(_("Write the articles, or read them from a file")), f"{here}/draft")
    if not work.questions:
        return Duty(str(_("Write the key questions")), f"{here}/questions")
    return Duty(str(_("Set the notice and announce")), f"{here}/notice")


def _on(text: Any, href: str, day: date | None) -> Duty:
    return Duty(str(text), href, day)


def _until(instant: datetime | None, now: datetime) -> int | None:
    return (taipei_day(instant) - taipei_day(now)).days if instant else None


def group_by_state(rows: Sequence[BillWork], now: datetime) -> list[tuple[Status, list[BillWork]]]:
    """Group bills by state, each group by the day of its duties; the group with the oldest duty comes first."""
    by_day = sorted(rows, key=lambda row: (row[2].day or date.max, row[0].slug))
    groups = {status: [row for row in by_day if row[0].status(now) is status] for status in ORDER}
    found = [(status, group) for status, group in groups.items() if group]
    return sorted(found, key=lambda item: item[1][0][2].day or date.max)
