"""Writing through the API: with a token, once for each Idempotency-Key, on the revision that If-Match names."""

import hashlib
import re
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from flask import request
from flask_openapi import APIBlueprint
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from app.accounts.access import Permission
from app.accounts.current import require_me, require_token
from app.accounts.models import Person
from app.bills.models import Version
from app.bills.queries import get_bill, latest_version
from app.discussion import actions, policy
from app.discussion.copies import sketch
from app.discussion.models import Comment, Ground, Position
from app.discussion.places import Place, find_place, place_of
from app.discussion.proposals import Keep, Proposal
from app.discussion.queries import get_comment
from app.discussion.states import require_revision
from app.discussion.wordings import read_proposal
from app.kernel import richtext
from app.kernel.clock import request_now, rfc3339
from app.kernel.db import begin_write, session
from app.kernel.guards import needs, signed_in
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.idempotency import claim, fingerprint, settle
from app.kernel.verdict import Refused, invalid
from app.kernel.web.api import ErrorBody, answer, refuse_repeated
from app.moderation.actions import hide_comment, report_comment, restore_comment
from app.moderation.models import Report
from app.opendata import queries, shapes_debate
from app.opendata.parameters import BillPath, CommentPath
from app.opendata.requests import refuse_odd_body, refuse_odd_query
from app.opendata.schemas_debate import CommentItem
from app.opendata.schemas_writing import NewComment, NewHiding, NewReport, NewRestoration, NewWords, ReportItem

REFUSALS: dict[Any, Any] = {str(code): ErrorBody for code in (401, 403, 404, 409, 413, 422, 429, 503)}
bp = APIBlueprint("api_writing", __name__, url_prefix="/api/v1", abp_security=[{"token": []}], abp_responses=REFUSALS)
_REVISION = re.compile(r'"(\d{1,9})"')
Write = Callable[[Session, Person], int]


@bp.before_request
def let_in() -> None:
    """Ask for the token before anything is read of what was sent."""
    require_token()
    refuse_repeated()
    refuse_odd_query()
    refuse_odd_body()


def once(write: Write) -> int:
    """Do an act that answers with an id, once for the Idempotency-Key of the request; else give the earlier answer's id."""
    db, key = begin_write(), request.headers.get("Idempotency-Key", "")
    if len(key) > 200:
        raise invalid(_l("An Idempotency-Key has at most 200 characters."))
    short = hashlib.sha256(f"api {key}".encode()).hexdigest() if key else ""
    asked = fingerprint(request.method, request.path, hashlib.sha256(request.get_data()).hexdigest())
    earlier = claim(db, require_me().id, short, asked, request_now())
    if earlier is not None:
        return int(earlier)
    made = write(db, require_me())
    settle(db, require_me().id, short, str(made))
    return made


def _comment(db: Session, comment_id: int) -> Comment:
    return get_comment(db, comment_id, require_me(), request_now(), lock=True)


def seen(comment: Comment) -> int:
    """The revision that If-Match names; the present one where the client names none."""
    named = request.headers.get("If-Match", "")
    if named in ("", "*"):
        return comment.revision
    match = _REVISION.fullmatch(named)
    if match is None:
        raise invalid(_l("If-Match holds a comment's revision in quotes."))
    return int(match[1])


def _answer(comment_id: int, status: int = 200) -> AnyResponse:
    response = answer(shapes_debate.comment_item(queries.get_comment_row(begin_write(), comment_id, request_now())))
    response.status_code = status
    if status == 201:
        response.headers["Location"] = f"/api/v1/comments/{comment_id}"
    return response


@bp.post(
    "/bills/<slug:slug>/comments",
    summary="Comment or reply",
    operation_id="postComment",
    responses={"201": CommentItem},
)
@signed_in
def post_comment(path: BillPath, body: NewComment) -> AnyResponse:
    """Post a comment on a bill, public at once."""
    text = richtext.read(body.body)
    sketch(text.source)  # and not while the database is held
    _foresee(body, lambda db: _place_of(db, path.slug, body))
    return _answer(once(lambda db, author: _post(db, author, path.slug, body, text)), 201)


def _place_of(db: Session, slug: str, sent: NewComment) -> tuple[Version, Place]:
    bill = get_bill(db, slug, require_me(), request_now())
    version = latest_version(db, bill)
    return version, find_place(db, bill, version, sent.article or "")


def _foresee(sent: NewComment | NewWords, find: Callable[[Session], tuple[Version, Place]]) -> None:
    """Make the redline before the write begins; there it is found in its cache."""
    if not sent.proposed_text:
        return
    with suppress(Refused):
        version, place = find(session())
        read_proposal(session(), version.id, place, sent.proposed_text, sent.proposed_lang or "")


def _post(db: Session, author: Person, slug: str, sent: NewComment, text: richtext.RichText) -> int:
    if (sent.article is not None) + (sent.question is not None) + (sent.parent is not None) > 1:
        raise invalid(_l("Name an article, a question or a parent: one of them."))
    now = request_now()
    bill = get_bill(db, slug, author, now, lock=True)
    version = latest_version(db, bill)
    policy.may_comment(author, bill, now).require()
    parent = get_comment(db, sent.parent, author, now) if sent.parent is not None else None
    written = sent.article or (f"Q{sent.question}" if sent.question else "")
    place = Place() if parent is not None else find_place(db, bill, version, written)
    proposal = read_proposal(db, version.id, place, sent.proposed_text or "", sent.proposed_lang or "")
    made = actions.post_comment(
        db,
        author,
        bill,
        text=text,
        place=place,
        version=version,
        position=Position(sent.position) if sent.position else None,
        parent=parent,
        proposal=proposal,
        now=now,
    )
    return made.id


@bp.patch(
    "/comments/<id:comment_id>",
    summary="Edit one's comment",
    operation_id="editComment",
    responses={"200": CommentItem},
)
@signed_in
def edit_comment(path: CommentPath, body: NewWords) -> AnyResponse:
    """Change the words of one's own comment while the notice is open; the earlier ones stay public."""
    text = richtext.read(body.body)
    sketch(text.source)  # and not while the database is held
    _foresee(body, lambda db: _place_said(get_comment(db, path.comment_id, require_me(), request_now())))
    db = begin_write()
    found = _comment(db, path.comment_id)
    proposal: Proposal | Keep | None = Keep.PROPOSAL
    if "proposed_text" in body.model_fields_set:
        typed, lang = body.proposed_text or "", body.proposed_lang or ""
        proposal = read_proposal(db, found.version_id, place_of(found), typed, lang)
    words: dict[str, Any] = {"text": text, "proposal": proposal, "revision": seen(found)}
    actions.edit_comment(db, require_me(), found, found.bill, **words, now=request_now())
    return _answer(found.id)


def _place_said(comment: Comment) -> tuple[Version, Place]:
    return comment.version, place_of(comment)


@bp.delete(
    "/comments/<id:comment_id>",
    summary="Withdraw one's comment",
    operation_id="withdrawComment",
    responses={"204": None},
)
@signed_in
def withdraw_comment(path: CommentPath) -> AnyResponse:
    """Take one's own comment back: its words are erased, its place and the replies stay."""
    db = begin_write()
    found = _comment(db, path.comment_id)
    require_revision(found, seen(found))
    actions.withdraw_comment(db, require_me(), found, found.bill, now=request_now())
    return AnyResponse(status=204)


@bp.put(
    "/comments/<id:comment_id>/endorsement", summary="Endorse", operation_id="endorseComment", responses={"204": None}
)
@signed_in
def endorse(path: CommentPath) -> AnyResponse:
    """Endorse somebody's comment; a second time changes nothing."""
    db = begin_write()
    found = _comment(db, path.comment_id)
    actions.endorse_comment(db, require_me(), found, found.bill, now=request_now())
    return AnyResponse(status=204)


@bp.delete(
    "/comments/<id:comment_id>/endorsement",
    summary="Take an endorsement back",
    operation_id="retractEndorsement",
    responses={"204": None},
)
@signed_in
def retract(path: CommentPath) -> AnyResponse:
    """Take an endorsement back; where there is none, nothing changes."""
    db = begin_write()
    found = _comment(db, path.comment_id)
    actions.retract_endorsement(db, require_me(), found, found.bill, now=request_now())
    return AnyResponse(status=204)


@bp.post(
    "/comments/<id:comment_id>/reports",
    summary="Report a comment",
    operation_id="reportComment",
    responses={"201": ReportItem},
)
@signed_in
def report(path: CommentPath, body: NewReport) -> AnyResponse:
    """Report a comment to the bill's moderators, who decide; a report alone hides nothing."""

    def write(db: Session, person: Person) -> int:
        found, ground = _comment(db, path.comment_id), Ground(body.ground)
        return report_comment(db, person, found, found.bill, ground=ground, note=body.note, now=request_now()).id

    sent = begin_write().get_one(Report, once(write))
    told = {"comment": sent.comment_id, "ground": sent.ground, "note": sent.note}
    response = answer({**told, "reported_at": rfc3339(sent.reported_at)})
    response.status_code = 201
    return response


@bp.post(
    "/comments/<id:comment_id>/hiding",
    summary="Hide a comment",
    operation_id="hideComment",
    responses={"201": CommentItem},
)
@needs(Permission.MODERATE)
def hide(path: CommentPath, body: NewHiding) -> AnyResponse:
    """Hide a comment on a published ground, on the record; needs a token for acts in office."""

    def write(db: Session, moderator: Person) -> int:
        found, now = _comment(db, path.comment_id), request_now()
        ground, revision = Ground(body.ground), seen(found)
        hide_comment(db, moderator, found, found.bill, ground=ground, reason=body.reason, revision=revision, now=now)
        return found.id

    return _answer(once(write), 201)


@bp.delete(
    "/comments/<id:comment_id>/hiding",
    summary="Show a comment again",
    operation_id="restoreComment",
    responses={"200": CommentItem},
)
@needs(Permission.MODERATE)
def restore(path: CommentPath, body: NewRestoration) -> AnyResponse:
    """Show a hidden comment again, on the record; needs a token for acts in office."""
    db = begin_write()
    found = _comment(db, path.comment_id)
    restore_comment(db, require_me(), found, found.bill, reason=body.reason, revision=seen(found), now=request_now())
    return _answer(found.id)
