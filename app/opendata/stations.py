"""The stations of a comment's journey: which were reached, when and where, and what is said of those that were not.

Made once for the page, the card and the API, so that all tell the same.
"""

from dataclasses import dataclass, field
from datetime import date, datetime

from app.bills.models import Status
from app.kernel.clock import taipei_day
from app.kernel.i18n import gettext as _
from app.kernel.i18n import show_day
from app.opendata.journeys import Journey
from app.responses.queries import Item
from app.summaries.anchors import issue_anchor


@dataclass(frozen=True, slots=True)
class Stop:
    """One thing at a station: an issue (I1), a recommendation (R1), a question (Q1), an article (18), the comment; with its place and time.

    `state` is an answer's outcome or an article's change; None where there is none (yet).
    """

    code: str
    href: str
    at: datetime | None
    state: str | None = None


@dataclass(frozen=True, slots=True)
class Station:
    """One station: reached at a time, or due by a day, or a note on why not; always with where to read on."""

    code: str
    title: str
    reached: bool
    href: str
    link: str
    at: datetime | None = None
    due_day: date | None = None
    overdue_days: int = 0
    note: str | None = None
    stops: tuple[Stop, ...] = field(default=())

    @property
    def day(self) -> date | None:
        """The day in Taipei on which it was reached."""
        return taipei_day(self.at) if self.at else None


@dataclass(frozen=True, slots=True)
class Stations:
    """The five stations, and the whole journey in one sentence."""

    said: Station
    grouped: Station
    recommended: Station
    answered: Station
    changed: Station
    sentence: str

    @property
    def each(self) -> tuple[Station, ...]:
        """The stations in order."""
        return (self.said, self.grouped, self.recommended, self.answered, self.changed)


def read_stations(journey: Journey, now: datetime) -> Stations:
    """Tell where a comment has come to at an instant, in the language spoken."""
    return Stations(
        said=_said(journey),
        grouped=_grouped(journey, now),
        recommended=_recommended(journey),
        answered=_answered(journey, now),
        changed=_changed(journey, now),
        sentence=_sentence(journey, now),
    )


def _said(journey: Journey) -> Station:
    here, at = f"/comments/{journey.row.id}", journey.row.posted_at
    link, stop = _("See the comment in its thread"), Stop(str(journey.row.id), here, at)
    return Station("said", _("Said"), True, here, link, at, stops=(stop,))


def _at_summary(journey: Journey) -> tuple[str, str]:
    """Where the summary stands, and how that is said."""
    is_there = journey.summarised_at is not None
    return f"{_bill(journey)}/summary", _("Read the summary") if is_there else _("Where the summary will stand")


def _bill(journey: Journey) -> str:
    return f"/bills/{journey.bill.slug}"


def _version_note(journey: Journey) -> str | None:
    """Of which version of the summary the day is, where it is not the first."""
    if journey.summary_number is None or journey.summary_number == 1:
        return None
    return str(_("the day of version %(number)s of the summary, the latest", number=journey.summary_number))


def _grouped(journey: Journey, now: datetime) -> Station:
    code, title, at = "grouped", _("Grouped in"), journey.summarised_at
    href, link = _at_summary(journey)
    raised = [issue.ordinal for issue in journey.issues] + [led.issue for led in journey.through if led.issue]
    stops = tuple(Stop(f"I{n}", f"{href}#{issue_anchor(n)}", at) for n in dict.fromkeys(raised))
    if stops:
        return Station(code, title, True, href, link, at, note=_version_note(journey), stops=stops)
    if journey.recommendations:
        note = _("No issue of the summary cites it; a recommendation does.")
    elif at is None:
        note = _no_summary(journey, now)
    elif _version_note(journey) is None:
        note = _("Not cited in the summary published on %(day)s.", day=show_day(at))
    else:
        words = {"number": journey.summary_number, "day": show_day(at)}
        note = _("Not cited in version %(number)s of the summary, the latest, published on %(day)s.", **words)
    return Station(code, title, False, href, link, note=note)


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
    code, title, at = "recommended", _("Recommended"), journey.summarised_at
    href, link = _at_summary(journey)
    stops = tuple(Stop(cited.code, f"{href}#{cited.code}", at) for cited in journey.recommendations)
    if stops:
        return Station(code, title, True, href, link, at, note=_version_note(journey), stops=stops)
    if journey.led:
        note = _("The issue led to a recommendation, but none cites this comment.")
    elif at is not None:
        note = _("No recommendation cites this comment.")
    else:
        note = _("Recommendations come with the summary.")
    return Station(code, title, False, href, link, note=note)


def _answered(journey: Journey, now: datetime) -> Station:
    code, title, bill, at = "answered", _("Answered by the agency"), journey.bill, journey.first_answer_at
    href = f"{_bill(journey)}/response"
    link = _("Read the response") if bill.first_response_at else _("Where the response will stand")
    stops = tuple(_answer(item, href) for item in journey.asked)
    if at is not None:
        return Station(code, title, True, href, link, at, stops=stops)
    if bill.status(now) is Status.WITHDRAWN:
        note = _("The bill was withdrawn, so no answer is due.")
        return Station(code, title, False, href, link, note=note, stops=stops)
    if journey.summarised_at is not None and not journey.asked:
        return Station(code, title, False, href, link, note=_("Nothing in the response depends on this comment."))
    silence = _("no response on record") if bill.status(now) is Status.CLOSED else None
    due = {"due_day": bill.response_due_day, "overdue_days": bill.overdue_days(now), "note": silence}
    return Station(code, title, False, href, link, stops=stops, **due)  # type: ignore[arg-type]


def _answer(item: Item, href: str) -> Stop:
    at = item.answer.published_at if item.answer else None
    return Stop(item.target.code, f"{href}#{item.target.code}", at, item.outcome.value if item.outcome else None)


def _changed(journey: Journey, now: datetime) -> Station:
    code, title = "changed", _("Changed in the text")
    stops = tuple(
        Stop(
            change.key,
            f"{_bill(journey)}/articles/{change.key}#version-{change.to_version}",
            change.published_at,
            change.compared.change.value,
        )
        for change in journey.changes
    )
    if stops:
        at = min(change.published_at for change in journey.changes)
        return Station(code, title, True, stops[0].href, _("Why the article reads like this"), at, stops=stops)
    if journey.answers:
        note = _("The answer points at no article that changed.")
    elif journey.bill.status(now) in (Status.OPEN, Status.CLOSED) and (journey.asked or journey.summarised_at is None):
        note = _("Shown once the agency has answered.")
    else:
        note = _("No answer that concerns this comment points at a changed article.")
    return Station(code, title, False, f"{_bill(journey)}/text", _("Read the text"), note=note)


def _sentence(journey: Journey, now: datetime) -> str:
    if journey.answers:
        if journey.changes:
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
