"""Public reads of the JSON API. They take no token, set no cookie, and answer everybody alike."""

from typing import Any

from flask import Response, current_app, jsonify
from flask_openapi import APIBlueprint
from werkzeug.wrappers import Response as AnyResponse

from app.bills import queries as bills
from app.bills.queries_path import list_path
from app.discussion.queries import list_flat
from app.kernel.clock import request_now
from app.kernel.db import session
from app.kernel.guards import public
from app.kernel.web.api import Asked, ErrorBody, answer, refuse_repeated
from app.opendata import queries, shapes_bills, shapes_debate
from app.opendata.journeys import read_journey
from app.opendata.parameters import (
    BillPath,
    BillsAsked,
    CommentPath,
    CommentsAsked,
    CompareAsked,
    VersionPath,
)
from app.opendata.schemas_bills import BillDocument, BillList, Comparison, VersionDocument
from app.opendata.schemas_debate import (
    CommentItem,
    CommentList,
    JourneyDocument,
    ResponseDocument,
    SummaryDocument,
)
from app.responses.queries import read_response
from app.summaries.queries import read_published

ERRORS: dict[Any, Any] = {"422": ErrorBody, "503": ErrorBody}
MISSING: dict[Any, Any] = {"404": ErrorBody}
bp = APIBlueprint("api", __name__, url_prefix="/api/v1", abp_responses=ERRORS)
bp.before_request(refuse_repeated)


@bp.get("/openapi.json", doc_ui=False)
@public
def openapi() -> Response:
    """Describe this API (OpenAPI 3.1)."""
    return jsonify(current_app.api_doc)  # type: ignore[attr-defined]


@bp.get("/bills", summary="List bills", operation_id="listBills", responses={"200": BillList})
@public
def list_bills(query: BillsAsked) -> AnyResponse:
    """Bills that have been announced, last announced first, with filters."""
    now = request_now()
    page, topics = queries.list_bills(session(), query, now)
    items = [shapes_bills.bill_item(bill, topics.get(bill.id, ()), now) for bill in page.items]
    return answer({"items": items, "next": page.next})


@bp.get(
    "/bills/<slug:slug>", summary="Read a bill", operation_id="readBill", responses={"200": BillDocument, **MISSING}
)
@public
def read_bill(path: BillPath, query: Asked) -> AnyResponse:  # noqa: ARG001
    """A bill in full, with its questions, versions, milestones and changed days."""
    db, now = session(), request_now()
    bill = bills.get_bill(db, path.slug, None, now)
    parts = (bills.list_versions(db, bill), bills.list_questions(db, bill), *list_path(db, bill))
    return answer(shapes_bills.bill_document(bill, *parts, now))


@bp.get(
    "/bills/<slug:slug>/versions/<id:number>",
    summary="Read a version",
    operation_id="readVersion",
    responses={"200": VersionDocument, **MISSING},
)
@public
def read_version(path: VersionPath, query: Asked) -> AnyResponse:  # noqa: ARG001
    """A published version of a bill with all its articles."""
    db = session()
    bill = bills.get_bill(db, path.slug, None, request_now())
    version = bills.get_version(db, bill, path.number)
    return answer(shapes_bills.version_document(bill, version, bills.list_articles(db, version)))


@bp.get(
    "/bills/<slug:slug>/compare",
    summary="Compare two texts",
    operation_id="compareTexts",
    responses={"200": Comparison, **MISSING},
)
@public
def compare(path: BillPath, query: CompareAsked) -> AnyResponse:
    """Two versions of a bill, or one and the law in force, article by article."""
    db = session()
    bill = bills.get_bill(db, path.slug, None, request_now())
    return answer(shapes_bills.comparison(bill, *queries.compare(db, bill, query)))


@bp.get(
    "/bills/<slug:slug>/comments",
    summary="List comments",
    operation_id="listComments",
    responses={"200": CommentList, **MISSING},
)
@public
def list_comments(path: BillPath, query: CommentsAsked) -> AnyResponse:
    """A bill's comments, replies among them, in article order or newest first."""
    db = session()
    bill = bills.get_bill(db, path.slug, None, request_now())
    page = list_flat(db, bill, queries.discussion_asked(query), query.limit)
    return answer({"items": [shapes_debate.comment_item(row) for row in page.rows], "next": page.next})


@bp.get(
    "/comments/<id:comment_id>",
    summary="Read a comment",
    operation_id="readComment",
    responses={"200": CommentItem, **MISSING},
)
@public
def read_comment(path: CommentPath, query: Asked) -> AnyResponse:  # noqa: ARG001
    """One comment; a hidden or withdrawn one keeps its place without its words."""
    return answer(shapes_debate.comment_item(queries.get_comment_row(session(), path.comment_id, request_now())))


@bp.get(
    "/comments/<id:comment_id>/journey",
    summary="Follow a comment",
    operation_id="readJourney",
    responses={"200": JourneyDocument, **MISSING},
)
@public
def journey(path: CommentPath, query: Asked) -> AnyResponse:
    """What became of a comment: issues, recommendations, answers, changes."""
    now, lang = request_now(), "en" if query.lang == "en" else "zh-Hant-TW"
    return answer(shapes_debate.journey_document(read_journey(session(), path.comment_id, None, now, lang), now))


@bp.get(
    "/bills/<slug:slug>/summary",
    summary="Read the summary",
    operation_id="readSummary",
    responses={"200": SummaryDocument, **MISSING},
)
@public
def summary(path: BillPath, query: Asked) -> AnyResponse:  # noqa: ARG001
    """The latest published summary of a bill's discussion."""
    db = session()
    bill = bills.get_bill(db, path.slug, None, request_now())
    published = read_published(db, bill)
    return answer(shapes_debate.summary_document(bill, published.contents if published else None))


@bp.get(
    "/bills/<slug:slug>/response",
    summary="Read the response",
    operation_id="readResponse",
    responses={"200": ResponseDocument, **MISSING},
)
@public
def response(path: BillPath, query: Asked) -> AnyResponse:  # noqa: ARG001
    """The agency's answers on record, and what is still unanswered."""
    db, now = session(), request_now()
    bill = bills.get_bill(db, path.slug, None, now)
    return answer(shapes_debate.response_document(bill, read_response(db, bill), now))
