"""What restrains a bill's discussion, and what has, in the JSON API: the route, its shape, and the shape's description."""

from typing import Any, Literal

from pydantic import Field
from werkzeug.wrappers import Response as AnyResponse

from app.bills.queries import get_bill
from app.discussion.restraints.queries import RestraintRow, list_restraints
from app.kernel.clock import request_now, rfc3339
from app.kernel.db import session
from app.kernel.guards import public
from app.kernel.web.api import Asked, Document, answer
from app.opendata.api import MISSING, bp
from app.opendata.parameters import BillPath
from app.opendata.schemas_bills import Instant
from app.opendata.shapes_bills import address


class RestraintsAsked(Asked):
    """Where to go on in the list."""

    cursor: str = Field("", pattern=r"^[0-9]{0,15}$", description="The `next` of the page before.")


class RestraintItem(Document):
    """A pause or limit with its public reason. It holds from `starts_at` until before `until_at`, or `ended_at` where that is set."""

    kind: Literal["lock", "slow", "gate"] = Field(
        description="Replies to one thread are paused; comments are spaced out; accounts must be some days old."
    )
    comment: int | None = Field(description="The comment that began the thread; of a lock alone.")
    minutes: int | None = Field(description="Between two comments of one person; of slow mode alone.")
    days: int | None = Field(description="That an account must be old; of a gate alone.")
    starts_at: Instant
    until_at: Instant
    reason: str
    set_by: str
    asked_by: str | None = Field(description="Who proposed it, where it takes two.")
    log_seq: int
    ended_at: Instant | None = Field(description="When a moderator ended it before its time.")
    ended_by: str | None
    ended_log_seq: int | None


class RestraintList(Document):
    """All pauses and limits of a bill's discussion, newest first."""

    items: list[RestraintItem]
    next: str | None
    url: str


@bp.get(
    "/bills/<slug:slug>/restraints",
    summary="List pauses and limits",
    operation_id="listRestraints",
    responses={"200": RestraintList, **MISSING},
)
@public
def restraints(path: BillPath, query: RestraintsAsked) -> AnyResponse:
    """What restrains the discussion of a bill now, and what did before."""
    db = session()
    bill = get_bill(db, path.slug, None, request_now())
    rows, following = list_restraints(db, bill, int(query.cursor) if query.cursor else None)
    items = [restraint_item(row) for row in rows]
    url = address(f"/bills/{bill.slug}/restraints")
    return answer({"items": items, "next": str(following) if following else None, "url": url})


def restraint_item(row: RestraintRow) -> dict[str, Any]:
    """One restraint as plain JSON."""
    return {
        "kind": row.kind.value,
        "comment": row.comment_id,
        "minutes": row.amount if row.kind.value == "slow" else None,
        "days": row.amount if row.kind.value == "gate" else None,
        "starts_at": rfc3339(row.starts_at),
        "until_at": rfc3339(row.until_at),
        "reason": row.reason,
        "set_by": row.set_by,
        "asked_by": row.asked_by,
        "log_seq": row.log_seq,
        "ended_at": rfc3339(row.ended_at) if row.ended_at else None,
        "ended_by": row.ended_by,
        "ended_log_seq": row.ended_log_seq,
    }
