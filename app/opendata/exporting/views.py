"""The addresses of a bill's exports, and of what describes them. They are the same for everybody."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

import flask
from flask import Blueprint, Flask, Response, current_app, g, request
from werkzeug.wrappers import Response as AnyResponse

from app.accounts.throttles import count_try
from app.kernel.clock import request_now
from app.kernel.db import database
from app.kernel.guards import public
from app.opendata.exporting.json_file import in_blocks, write_json
from app.opendata.exporting.package import write_zip
from app.opendata.exporting.parts import read_parts
from app.opendata.exporting.schemas import schema
from app.opendata.exporting.snapshot import Snapshot, take_snapshot
from app.opendata.exporting.tables import BOM, write_comments
from app.record.queries import see_one_moment

bp = Blueprint("exports", __name__)
Write = Callable[[Snapshot], Iterable[bytes]]


def _table(snapshot: Snapshot) -> Iterator[bytes]:
    """The comments; with `bom=1` headed by the mark by which spreadsheets know UTF-8."""
    return chain([BOM] if request.args.get("bom") == "1" else [], write_comments(snapshot))


def _json(snapshot: Snapshot) -> Iterator[bytes]:
    return write_json(read_parts(snapshot))


KINDS: dict[str, tuple[str, Write]] = {
    "json": ("application/json; charset=utf-8", _json),
    "csv": ("text/csv; charset=utf-8", _table),
    "zip": ("application/zip", write_zip),
}


@bp.get("/bills/<slug:slug>/export.json", defaults={"kind": "json"})
@bp.get("/bills/<slug:slug>/export.csv", defaults={"kind": "csv"})
@bp.get("/bills/<slug:slug>/export.zip", defaults={"kind": "zip"})
@public
def bill(slug: str, kind: str) -> AnyResponse:
    """Hand out all public facts of a bill, written while they are read, so that its size matters to nobody's memory."""
    db = database().readers()
    try:
        see_one_moment(db)
        response = _answer(take_snapshot(db, slug, request_now()), slug, kind)
    except BaseException:
        db.close()
        raise
    response.call_on_close(db.close)
    return response


def _answer(snapshot: Snapshot, slug: str, kind: str) -> Response:
    media, write = KINDS[kind]
    mark = current_app.extensions["gongyi.pages"].key(request.path, request.args.get("bom") == "1", snapshot.state)
    response = Response(content_type=media)
    response.automatically_set_content_length = False
    is_known = request.if_none_match.contains_weak(mark)
    if is_known or request.method == "HEAD":
        response.status_code = 304 if is_known else 200
        snapshot.session.close()
    else:
        count_try("export")
        app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
        response.response = _in_context(app, in_blocks(write(snapshot)), snapshot)
    response.set_etag(mark)
    name = f"{slug.replace('~', '-')}.{kind}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _in_context(app: Flask, blocks: Iterator[bytes], snapshot: Snapshot) -> Iterator[bytes]:
    """Write each block within the application, and leave it between them: whoever reads may be slow, or go away.

    One block is written ahead, so that most exports let the database go before they are sent.
    """
    ready: bytes | None = b""
    while ready is not None:
        with app.app_context():
            g.now = snapshot.now
            following = next(blocks, None)
        if following is None:
            snapshot.session.close()
        if ready:
            yield ready
        ready = following


@bp.get("/exports/bill.schema.json")
@public
def bill_schema() -> AnyResponse:
    """Hand out the JSON Schema of a bill's export."""
    response = flask.jsonify(schema())
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.add_etag()
    return response.make_conditional(request)
