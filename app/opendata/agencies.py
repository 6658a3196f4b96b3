"""An agency in the JSON API: who it is and how it keeps the days, in figures, each with what it counts."""

from typing import Any, Literal

from pydantic import BaseModel, Field
from werkzeug.wrappers import Response as AnyResponse

from app.accounts.queries import AgencyLine, load_agency
from app.kernel.clock import request_now
from app.kernel.db import session
from app.kernel.guards import public
from app.kernel.web.api import Asked, Document, Words, answer
from app.opendata.api import MISSING, bp
from app.opendata.parameters import Slug
from app.opendata.schemas_bills import AgencyName, Day, SubgroupName
from app.opendata.shapes_bills import Shape, address, agency_name, both, day, subgroup_name
from app.responses.figure_words import DEFINITIONS, in_both
from app.responses.figures import AgencyFigures, BillClock, Figures, read_agency_figures


class AgencyPath(BaseModel):
    """The slug of an agency."""

    slug: Slug


class DecisionItem(Document):
    """What was decided on recommendations; `share_adopted` is of the answered ones, from 0 to 1, and null where there are none."""

    asked: int
    answered: int
    adopted: int
    partly_adopted: int
    share_adopted: float | None


class FigureItem(Document):
    """The figures of some bills; `definitions` says what each counts."""

    bills: int
    responses_due: int = Field(description="Answered in full, or overdue: what `answered_in_time` is counted of.")
    answered_in_time: int
    answered_late: int
    overdue: int
    share_in_time: float | None
    median_days: float | None = Field(
        description="From the last day of the notice to the full response, of those that have one."
    )
    recommendations: DecisionItem


class YearItem(FigureItem):
    """The figures of the bills whose notice ended in a year."""

    year: int


class ClockItem(Document):
    """The days that count on one bill. `rule_due_day` is the day that the rule alone sets, where the response was put off."""

    bill: str
    title: Words
    standing: Literal["ahead", "waiting", "overdue", "in-time", "late", "withdrawn"]
    last_day: Day
    response_due_day: Day
    rule_due_day: Day | None
    answered_day: Day | None
    days_taken: int | None
    late_days: int = Field(description="By how many days it was answered late, or is overdue; else 0.")
    url: str


class DefinitionItem(Document):
    """What each figure counts."""

    bills: Words
    answered_in_time: Words
    overdue: Words
    median_days: Words
    adopted_share: Words
    years: Words


class AgencyDocument(AgencyName):
    """An agency with the figures of the public bills that it leads: together, by year, and bill by bill (the last 200)."""

    description: Words
    parent: AgencyName | None
    subgroup: SubgroupName
    figures: FigureItem
    years: list[YearItem]
    clocks: list[ClockItem]
    definitions: DefinitionItem
    url: str


@bp.get(
    "/agencies/<slug:slug>",
    summary="Read an agency",
    operation_id="readAgency",
    responses={"200": AgencyDocument, **MISSING},
)
@public
def read_agency(path: AgencyPath, query: Asked) -> AnyResponse:  # noqa: ARG001
    """How an agency keeps the days on which its responses are due, and what it decides on recommendations."""
    db, now = session(), request_now()
    line = load_agency(db, path.slug, now)
    return answer(agency_document(line, read_agency_figures(db, line.agency.id, now)))


def agency_document(line: AgencyLine, found: AgencyFigures) -> Shape:
    """An agency with its figures as plain JSON."""
    return agency_name(line.agency) | {
        "description": both(line.agency.description),
        "parent": agency_name(line.parent) if line.parent else None,
        "subgroup": subgroup_name(line.subgroup),
        "figures": figure_item(found.whole),
        "years": [{"year": year, **figure_item(figures)} for year, figures in found.years],
        "clocks": [clock_item(clock) for clock in found.clocks],
        "definitions": {name: both(in_both(words)) for name, words in DEFINITIONS.items()},
        "url": address(f"/agencies/{line.agency.slug}"),
    }


def figure_item(figures: Figures) -> Shape:
    """The figures of some bills."""
    decided = figures.decisions
    return {
        "bills": figures.bills,
        "responses_due": figures.due,
        "answered_in_time": figures.in_time,
        "answered_late": figures.late,
        "overdue": figures.overdue,
        "share_in_time": _rounded(figures.share_in_time),
        "median_days": figures.median_days,
        "recommendations": {
            "asked": decided.asked,
            "answered": decided.answered,
            "adopted": decided.adopted,
            "partly_adopted": decided.partly,
            "share_adopted": _rounded(decided.share),
        },
    }


def clock_item(clock: BillClock) -> Shape:
    """One bill's clock."""
    return {
        "bill": clock.slug,
        "title": both(clock.title),
        "standing": clock.standing.value,
        "last_day": day(clock.last_day),
        "response_due_day": day(clock.due_day),
        "rule_due_day": day(clock.rule_day),
        "answered_day": day(clock.answered_day),
        "days_taken": clock.days_taken,
        "late_days": clock.late_days,
        "url": address(f"/bills/{clock.slug}"),
    }


def _rounded(share: float | None) -> Any:
    return None if share is None else round(share, 4)
