"""Public reads of the JSON API. They take no token, set no cookie, and answer everybody alike."""

from typing import Any

from flask import current_app
from flask_openapi import APIBlueprint
from werkzeug.wrappers import Response as AnyResponse

from app.bills import queries as bills
from app.bills.queries_path import list_path
from app.discussion.argument_queries import get_argument, list_members
from app.discussion.pages import list_flat
from app.kernel.clock import request_now
from app.kernel.db import session
from app.kernel.guards import public
from app.kernel.verdict import not_found
from app.kernel.web.api import Asked, ErrorBody, PageAsked, answer, refuse_repeated
from app.opendata import queries, shapes_bills, shapes_debate
from app.opendata.document import describe
from app.opendata.journeys import read_journey
from app.opendata.origins import tell_why
from app.opendata.parameters import (
    ArgumentPath,
    BillPath,
    BillsAsked,
    CheckpointAsked,
    CommentPath,
    CommentsAsked,
    CompareAsked,
    RecordAsked,
    VersionPath,
)
from app.opendata.schemas_bills import BillDocument, BillList, Comparison, VersionDocument
from app.opendata.schemas_debate import (
    ArgumentDocument,
    CommentItem,
    CommentList,
    JourneyDocument,
)
from app.opendata.schemas_outcome import ResponseDocument, SummaryDocument
from app.opendata.schemas_record import CheckpointDocument, KeyList, RecordList
from app.record.checkpoints.queries import find_covering, find_newest, key_documents
from app.record.queries import entry_document, list_entries
from app.responses.queries import list_answers, read_response
from app.responses.releasing.queries import list_released
from app.summaries.objections.queries import list_shown
from app.summaries.queries import read_published

ERRORS: dict[Any, Any] = {"422": ErrorBody, "503": ErrorBody}
MISSING: dict[Any, Any] = {"404": ErrorBody}
bp = APIBlueprint("api", __name__, url_prefix="/api/v1", abp_responses=ERRORS)
bp.before_request(refuse_repeated)


@bp.get("/openapi.json", doc_ui=False)
@public
def openapi(query: Asked) -> AnyResponse:  # noqa: ARG001
    """Describe this API (OpenAPI 3.1)."""
    return answer(describe(current_app))  # type: ignore[arg-type]


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
    """A published version of a bill with all its articles, each with what stands behind its change."""
    db = session()
    bill = bills.get_bill(db, path.slug, None, request_now())
    version = bills.get_version(db, bill, path.number)
    texts = bills.list_articles(db, version)
    return answer(shapes_bills.version_document(bill, version, texts, tell_why(db, bill, list_answers(db, bill))))


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
    """A bill's comments, replies among them. Where filters are combined, a page may hold few and still have a `next`."""
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
    "/arguments/<id:argument_id>",
    summary="Read an argument",
    operation_id="readArgument",
    responses={"200": ArgumentDocument, **MISSING},
)
@public
def read_argument(path: ArgumentPath, query: PageAsked) -> AnyResponse:
    """What several people say in nearly the same words, with their comments."""
    found = get_argument(session(), path.argument_id, None, request_now())
    page = list_members(session(), found.argument, query.cursor, query.limit)
    return answer(shapes_debate.argument_document(found, page))


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
    objections = list_shown(db, published.contents.head.id) if published else []
    return answer(shapes_debate.summary_document(bill, published.contents if published else None, objections))


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
    return answer(shapes_debate.response_document(bill, read_response(db, bill), list_released(db, bill), now))


@bp.get("/record", summary="Read the public record", operation_id="listRecord", responses={"200": RecordList})
@public
def list_record(query: RecordAsked) -> AnyResponse:
    """Acts of power, oldest first, each as it was hashed and with what opens its words."""
    after = int(query.cursor or query.after)
    rows = list_entries(session(), after=after, limit=query.limit + 1)
    items = [entry_document(*row) for row in rows[: query.limit]]
    return answer({"items": items, "next": str(items[-1]["seq"]) if len(rows) > query.limit else None})


@bp.get(
    "/record/checkpoint",
    summary="Read a checkpoint",
    operation_id="readCheckpoint",
    responses={"200": CheckpointDocument, **MISSING},
)
@public
def checkpoint(query: CheckpointAsked) -> AnyResponse:
    """The newest checkpoint of the public record, or the first that covers an entry."""
    found = find_newest(session()) if query.seq is None else find_covering(session(), query.seq)
    if found is None:
        raise not_found()
    return answer(found.document)


@bp.get("/record/keys", summary="List the keys that sign", operation_id="listKeys", responses={"200": KeyList})
@public
def list_keys(query: Asked) -> AnyResponse:  # noqa: ARG001
    """The keys that have signed checkpoints, each with what the one before signed."""
    return answer({"keys": key_documents(session())})
