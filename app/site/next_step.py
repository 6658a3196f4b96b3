"""The one next step of a bill's front page for the person looking."""

from dataclasses import dataclass
from datetime import datetime

from app.accounts.models import Person
from app.bills.models import Bill, Status
from app.discussion.policy import may_comment
from app.kernel.i18n import gettext as _
from app.responses.policy import may_answer
from app.site.queries_bill import Overview
from app.summaries.policy import may_publish_summary


@dataclass(frozen=True, slots=True)
class Step:
    """What the primary button says and where it leads."""

    label: str
    href: str


def next_step(person: Person | None, bill: Bill, overview: Overview, now: datetime) -> Step:
    """Choose what somebody can best do with a bill now: a duty of their office first, then to speak, then to read."""
    status, here = bill.status(now), f"/bills/{bill.slug}"
    if status is Status.UNPUBLISHED:
        return Step(_("Prepare this bill"), f"/desk{here}")
    if status is Status.CLOSED and may_answer(person, bill, now):
        return Step(_("Answer what is asked"), f"/desk{here}/response")
    if status is Status.CLOSED and overview.summarised_at is None and may_publish_summary(person, bill, now):
        return Step(_("Write the summary"), f"/desk{here}/summary")
    if status is Status.OPEN and (person is None or may_comment(person, bill, now)):
        return Step(_("Comment on this bill"), f"{here}/comments/new")
    return _reading(status, overview, here)


def _reading(status: Status, overview: Overview, here: str) -> Step:
    if status is Status.ANNOUNCED:
        return Step(_("Read the text"), f"{here}/text")
    if status is Status.ANSWERED or overview.answered:
        return Step(_("Read the response"), f"{here}/response")
    if overview.summarised_at is not None and status is not Status.OPEN:
        return Step(_("Read the summary"), f"{here}/summary")
    return Step(_("Read the discussion"), f"{here}/discussion")
