"""A bill's public pages before their time: what a citizen will see, shown to the bill's agency alone.

The public pages' own templates and readings are used. What is read is taken out of the session and given the facts that it
will have, so that nothing of that can ever be stored.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from app.bills.models import Bill, PendingKind, Version
from app.bills.notice_period import SHORTEST, NoticePeriod
from app.bills.notice_plan import NoticePlan, read_plan
from app.bills.queries import get_draft
from app.bills.queries_path import find_waiting
from app.bills.text_page import read_text_page
from app.kernel.clock import taipei_day
from app.kernel.i18n import gettext as _
from app.kernel.i18n import show_day
from app.kernel.verdict import not_found
from app.site.next_step import next_step
from app.site.queries_bill import read_overview


@dataclass(frozen=True, slots=True)
class Preview:
    """Where the pages of a preview are, and what it shows in words."""

    front: str
    text: str
    words: str


def preview_front(session: Session, bill: Bill, now: datetime) -> dict[str, Any]:
    """What the front page takes, as it will be with the draft published."""
    overview, plan = read_overview(session, bill, drafts=True), _plan(session, bill, now)
    draft = overview.texts.version
    if draft is None or draft.published_at is not None:  # a draft without articles, or none at all
        draft = get_draft(session, bill)
    page = _show(session, bill, draft, plan, now)
    return page | {"overview": overview, "step": next_step(None, bill, overview, page["now"])}


def preview_text(session: Session, bill: Bill, asked: Mapping[str, str], now: datetime) -> dict[str, Any]:
    """What the text page takes, as it will be with the draft published; against what is published, where it is asked for."""
    text, plan = read_text_page(session, bill, asked, now, drafts=True), _plan(session, bill, now)
    draft = next((version for version in text["shown"].versions if version.published_at is None), None)
    if draft is None:
        raise not_found()
    page = _show(session, bill, draft, plan, now)
    public, here = f"/bills/{bill.slug}/text", page["preview"].text
    for switch in (*text["versions"], *text["against"]):
        switch["href"] = here + switch["href"].removeprefix(public)
    for row in text["rows"]:
        row["href"] = None
    return page | text


def _plan(session: Session, bill: Bill, now: datetime) -> NoticePlan | None:
    """The days for which an unpublished bill is planned, or else the earliest full notice; None once it is announced."""
    if bill.announced_at is not None:
        return None
    act = find_waiting(session, bill, PendingKind.ANNOUNCEMENT)
    if act is not None:
        return read_plan(act.parameters)
    first_day = taipei_day(now) + timedelta(days=1)
    return NoticePlan(first_day, first_day + timedelta(days=SHORTEST - 1))


def _show(session: Session, bill: Bill, draft: Version, plan: NoticePlan | None, now: datetime) -> dict[str, Any]:
    for thing in (bill, draft):
        session.expunge(thing)
    if plan is None:
        words = _("As it will look with version %(number)s published.", number=draft.number)
    else:
        now = plan.notice.opens_at
        _announce(bill, plan, plan.notice)
        words = _("As a citizen will see it on the first day of the notice, %(day)s.", day=show_day(plan.first_day))
    draft.published_at = now
    here = f"/desk/bills/{bill.slug}/preview"
    preview = Preview(here, f"{here}/text", str(words))
    return {"bill": bill, "now": now, "status": bill.status(now), "preview": preview}


def _announce(bill: Bill, plan: NoticePlan, notice: NoticePeriod) -> None:
    bill.first_day, bill.last_day = notice.first_day, notice.last_day
    bill.opens_at, bill.closes_at = notice.opens_at, notice.closes_at
    bill.response_due_day, bill.announced_at = notice.response_due_day, notice.opens_at
    if notice.is_short:
        bill.short_ground, bill.justification = plan.short_ground, plan.justification
