"""The stations of a comment's journey: which were reached, when, and what is said of those that were not."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.bills.comparison import Change
from app.bills.models import Status
from app.kernel.clock import taipei_day
from app.kernel.i18n import gettext as _
from app.kernel.i18n import show_day
from app.opendata.journeys import Changed, Journey


@dataclass(frozen=True, slots=True)
class Station:
    """One station as its component takes it: reached on a day, or due by a day, or a note on why not."""

    title: str
    reached: bool
    day: date | None = None
    due_day: date | None = None
    overdue_days: int = 0
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Stations:
    """The five stations, and the whole journey in one sentence."""

    said: Station
    grouped: Station
    recommended: Station
    answered: Station
    changed: Station
    sentence: str


def read_stations(journey: Journey, now: datetime) -> Stations:
    """Tell where a comment has come to at an instant."""
    return Stations(
        said=Station(_("Said"), True, taipei_day(journey.row.posted_at)),
        grouped=_grouped(journey, now),
        recommended=_recommended(journey),
        answered=_answered(journey, now),
        changed=_changed(journey, now),
        sentence=_sentence(journey, now),
    )


def real_changes(journey: Journey) -> list[Changed]:
    """The articles that really read otherwise than when the comment was written."""
    return [change for change in journey.changes if change.compared.change is not Change.KEPT]


def _summary_day(journey: Journey) -> date | None:
    return taipei_day(journey.summarised_at) if journey.summarised_at else None


def _grouped(journey: Journey, now: datetime) -> Station:
    title, day = _("Grouped in"), _summary_day(journey)
    if journey.issues or journey.through:
        return Station(title, True, day)
    if journey.recommendations:
        return Station(title, False, note=_("No issue of the summary cites it; a recommendation does."))
    if day is not None:
        return Station(title, False, note=_("Not cited in the summary published on %(day)s.", day=show_day(day)))
    return Station(title, False, note=_no_summary(journey, now))


def _no_summary(journey: Journey, now: datetime) -> str:
    bill = journey.bill
    status = bill.status(now)
    if status is Status.WITHDRAWN:
        return str(_("The bill was withdrawn before a summary was published."))
    if status is Status.OPEN:
        words = _("The moderators publish the summary after the notice ends on %(day)s.", day=show_day(bill.last_day))
        return str(words)
    return str(_("The moderators have not published a summary yet. No day is set for it."))


def _recommended(journey: Journey) -> Station:
    title, day = _("Recommended"), _summary_day(journey)
    if journey.recommendations:
        return Station(title, True, day)
    if journey.led:
        return Station(title, False, note=_("The issue led to a recommendation, but none cites this comment."))
    if day is not None:
        return Station(title, False, note=_("No recommendation cites this comment."))
    return Station(title, False, note=_("Recommendations come with the summary."))


def _answered(journey: Journey, now: datetime) -> Station:
    title, bill = _("Answered by the agency"), journey.bill
    if journey.first_answer_at is not None:
        return Station(title, True, taipei_day(journey.first_answer_at))
    if bill.status(now) is Status.WITHDRAWN:
        return Station(title, False, note=_("The bill was withdrawn, so no answer is due."))
    if journey.summarised_at is not None and not journey.asked:
        return Station(title, False, note=_("Nothing in the response depends on this comment."))
    note = _("no response on record") if bill.status(now) is Status.CLOSED else None
    return Station(title, False, None, bill.response_due_day, bill.overdue_days(now), note)


def _changed(journey: Journey, now: datetime) -> Station:
    title, changes = _("Changed in the text"), real_changes(journey)
    if changes:
        return Station(title, True, taipei_day(min(change.published_at for change in changes)))
    if journey.answers:
        return Station(title, False, note=_("The answer points at no article that changed."))
    if journey.bill.status(now) in (Status.OPEN, Status.CLOSED) and (journey.asked or journey.summarised_at is None):
        return Station(title, False, note=_("Shown once the agency has answered."))
    return Station(title, False, note=_("No answer that concerns this comment points at a changed article."))


def _sentence(journey: Journey, now: datetime) -> str:
    if journey.answers:
        if real_changes(journey):
            return str(_("The agency answered what was drawn from it, and the text changed."))
        return str(_("The agency answered what was drawn from it; the text did not change for it."))
    if journey.bill.status(now) is Status.WITHDRAWN:
        return str(_("The bill was withdrawn; the journey ends there."))
    if journey.recommendations:
        return str(_("A recommendation rests on it. The agency has not answered it yet."))
    if journey.asked:
        return str(_("It speaks to a key question that the agency has not answered yet."))
    if journey.issues:
        return str(_("It was grouped into an issue. No recommendation cites it."))
    return _waiting(journey, now)


def _waiting(journey: Journey, now: datetime) -> str:
    if journey.summarised_at is not None:
        return str(_("The summary does not cite it, so its journey went no further."))
    if journey.bill.status(now) is Status.OPEN:
        return str(_("The notice is still open. What comes of it shows here, step by step."))
    return str(_("The notice is over, and the summary is being written."))


def answer_cards(journey: Journey, now: datetime) -> list[dict[str, Any]]:
    """What of the response concerns the comment, each thing with its answer or with the day by which one is due."""
    overdue = journey.bill.overdue_days(now)
    return [
        {
            "code": item.target.code,
            "is_question": item.target.question is not None,
            "ordinal": item.target.question or item.target.recommendation,
            "text": item.text,
            "outcome": item.outcome.value if item.outcome else None,
            "published": item.published,
            "due_day": journey.bill.response_due_day,
            "overdue_days": overdue,
        }
        for item in journey.asked
    ]
