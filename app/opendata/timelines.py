"""A discussion's comments per day in the JSON API: the route, its shape, and the shape's description."""

from typing import Any, Literal

from pydantic import Field
from werkzeug.wrappers import Response as AnyResponse

from app.bills.models import Bill
from app.bills.queries import get_bill
from app.discussion.timeline import Timeline, make_timeline, read_path
from app.kernel.clock import request_now
from app.kernel.db import session
from app.kernel.guards import public
from app.kernel.web.api import Asked, Document, answer
from app.opendata.api import MISSING, bp
from app.opendata.parameters import BillPath
from app.opendata.schemas_bills import Day
from app.opendata.shapes_bills import address, day


class DayItem(Document):
    """A day in Taipei on which comments were posted that are visible now."""

    day: Day
    comments: int


class MarkItem(Document):
    """A day on which something happened to the notice; `until` is the last day that an extension set, else null."""

    kind: Literal["opening", "extension", "closing", "withdrawal"]
    day: Day
    until: Day | None


class TimelineDocument(Document):
    """Comments per day over the notice period; days without any are left out. All is empty before the notice opens."""

    bill: str
    first_day: Day | None
    last_day: Day | None = Field(description="The last day of the notice as it is fixed now.")
    comments: int = Field(description="Of all days together.")
    days: list[DayItem]
    marks: list[MarkItem]
    url: str


@bp.get(
    "/bills/<slug:slug>/timeline",
    summary="Count comments by day",
    operation_id="readTimeline",
    responses={"200": TimelineDocument, **MISSING},
)
@public
def timeline(path: BillPath, query: Asked) -> AnyResponse:  # noqa: ARG001
    """How many visible comments were posted on each day of the notice."""
    db, now = session(), request_now()
    bill = get_bill(db, path.slug, None, now)
    return answer(timeline_document(bill, make_timeline(bill, read_path(db, bill), now)))


def timeline_document(bill: Bill, found: Timeline | None) -> dict[str, Any]:
    """A bill's timeline as plain JSON."""
    return {
        "bill": bill.slug,
        "first_day": day(found.first_day) if found else None,
        "last_day": day(found.last_day) if found else None,
        "comments": found.total if found else 0,
        "days": [{"day": day(one.day), "comments": one.comments} for one in found.days] if found else [],
        "marks": [{"kind": m.kind.value, "day": day(m.day), "until": day(m.until)} for m in found.marks]
        if found
        else [],
        "url": address(f"/bills/{bill.slug}/discussion/timeline"),
    }
