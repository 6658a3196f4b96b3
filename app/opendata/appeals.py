"""Appeals through the API: making one, deciding one, and reading what everybody may know of one. An appeal's words are never answered."""

from typing import Any

from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from app.accounts.access import Permission
from app.accounts.models import Person
from app.discussion.queries import get_comment
from app.kernel.clock import request_now
from app.kernel.db import begin_write, session
from app.kernel.guards import needs, public, signed_in
from app.kernel.web.api import Asked, answer
from app.moderation.appeals.actions import appeal_hiding, decide_appeal
from app.moderation.appeals.course import AppealRow, list_appeals
from app.moderation.appeals.models import Appeal, AppealOutcome
from app.moderation.appeals.queries import get_appeal
from app.opendata import api, writing
from app.opendata.parameters import AppealPath, CommentPath
from app.opendata.schemas_debate import AppealItem
from app.opendata.schemas_writing import NewAppeal, NewAppealDecision
from app.opendata.shapes_bills import day, instant


@writing.bp.post(
    "/comments/<id:comment_id>/appeal",
    summary="Appeal a hiding",
    operation_id="appealHiding",
    responses={"201": AppealItem},
)
@signed_in
def appeal(path: CommentPath, body: NewAppeal) -> AnyResponse:
    """Appeal the hiding of one's own comment, once, within 30 days; the words are read by those who may decide alone."""

    def write(db: Session, author: Person) -> int:
        found = get_comment(db, path.comment_id, author, request_now(), lock=True)
        return appeal_hiding(db, author, found, found.bill, text=body.text, now=request_now()).id

    return _answer(begin_write(), writing.once(write), 201)


@writing.bp.post(
    "/appeals/<id:appeal_id>/decision",
    summary="Decide an appeal",
    operation_id="decideAppeal",
    responses={"200": AppealItem},
)
@needs(Permission.MODERATE)
def decide(path: AppealPath, body: NewAppealDecision) -> AnyResponse:
    """Uphold or overturn a hiding, on the record; overturned, the comment is shown again. Needs a token for acts in office."""

    def write(db: Session, decider: Person) -> int:
        found, comment = get_appeal(db, path.appeal_id, decider, request_now(), lock=True)
        said: dict[str, Any] = {"outcome": AppealOutcome(body.outcome), "reason": body.reason}
        revision = writing.seen(comment)
        return decide_appeal(db, decider, found, comment, comment.bill, **said, revision=revision, now=request_now()).id

    return _answer(begin_write(), writing.once(write))


@api.bp.get(
    "/appeals/<id:appeal_id>",
    summary="Read an appeal",
    operation_id="readAppeal",
    responses={"200": AppealItem, **api.MISSING},
)
@public
def read(path: AppealPath, query: Asked) -> AnyResponse:  # noqa: ARG001
    """When a hiding was appealed, and what came of it; not what its author wrote."""
    db = session()
    found, _comment = get_appeal(db, path.appeal_id, None, request_now())
    return _answer(db, found.id)


def _answer(db: Session, appeal_id: int, status: int = 200) -> AnyResponse:
    response = answer(appeal_item(list_appeals(db, Appeal.id == appeal_id)[0]))
    response.status_code = status
    return response


def appeal_item(row: AppealRow) -> dict[str, Any]:
    """An appeal as everybody may know of it."""
    return {
        "id": row.id,
        "comment": row.comment_id,
        "hiding_seq": row.hiding_seq,
        "appealed_at": instant(row.appealed_at),
        "log_seq": row.log_seq,
        "due_day": day(row.due_day),
        "outcome": row.outcome.value if row.outcome else None,
        "closed_at": instant(row.closed_at),
        "closed_seq": row.closed_seq,
        "reason": row.reason,
        "decided_by": row.decider_handle,
    }
