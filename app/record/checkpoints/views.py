"""Checkpoints, keys, the states of comments and the program that checks them, as people and programs read them."""

import hashlib
from functools import cache
from pathlib import Path

from flask import Blueprint, Response, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from app.kernel.db import session
from app.kernel.guards import public
from app.kernel.verdict import not_found
from app.kernel.web.page_cache import kept
from app.kernel.web.parameters import number_parameter
from app.record import verify_log
from app.record.checkpoints import queries
from app.record.states import read_states
from app.record.verify_log import canonical

bp = Blueprint("checkpoints", __name__)
PAGE = 50


@bp.get("/record/checkpoint")
@public
def checkpoint() -> AnyResponse:
    """Hand out the newest checkpoint, or with `seq` the first that covers an entry."""
    seq = number_parameter("seq") if "seq" in request.args else 0
    found = queries.find_newest(session()) if seq == 0 else queries.find_covering(session(), seq or 10**9)
    if found is None:
        raise not_found()
    return _answer(canonical(found.document) + b"\n", "application/json")


@bp.get("/record/checkpoints")
@public
@kept("record", reads=("before",))
def checkpoints() -> str:
    """Show the checkpoints, newest first, and the keys that signed them."""
    before, db = number_parameter("before"), session()
    found = queries.list_checkpoints(db, before=before, limit=PAGE + 1)
    following = found[PAGE - 1].seq if len(found) > PAGE else None
    keys = queries.list_keys(db)
    return render_template("record/checkpoints.html", checkpoints=found[:PAGE], next=following, keys=keys)


@bp.get("/record/checkpoints.ndjson")
@public
def all_checkpoints() -> AnyResponse:
    """Hand out all checkpoints, one a line, the first first."""
    lines = [canonical(document) + b"\n" for document in queries.iterate_documents(session())]
    return _answer(b"".join(lines), "application/x-ndjson")


@bp.get("/record/keys")
@public
def keys() -> AnyResponse:
    """Hand out the keys that have signed checkpoints, the first first, each with what the one before signed."""
    return _answer(canonical({"keys": queries.key_documents(session())}) + b"\n", "application/json")


@bp.get("/record/states.ndjson")
@public
def states() -> AnyResponse:
    """Hand out the comments whose words are not public, beside the entry at which that was read."""
    lines = [canonical(state) + b"\n" for state in read_states(session())]
    return _answer(b"".join(lines), "application/x-ndjson")


@bp.get("/record/verification")
@public
@kept("record")
def verification() -> str:
    """Explain how anybody checks the record on a computer of their own."""
    digest, newest = hashlib.sha256(_program()).hexdigest(), queries.find_newest(session())
    return render_template("record/verification.html", digest=digest, newest=newest)


@bp.get("/record/verify_log.py")
@public
def program() -> AnyResponse:
    """Hand out the program that checks an export of the record."""
    return _answer(_program(), "text/x-python")


@cache
def _program() -> bytes:
    return Path(verify_log.__file__).read_bytes()


def _answer(content: bytes, kind: str) -> AnyResponse:
    response = Response(content, content_type=f"{kind}; charset=utf-8")
    response.add_etag()
    return response.make_conditional(request)
