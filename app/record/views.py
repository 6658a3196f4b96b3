"""The public log's pages and its export."""

from flask import Blueprint, Response, render_template

from app.kernel.db import database, session
from app.kernel.guards import public
from app.kernel.verdict import not_found
from app.kernel.web.page_cache import kept
from app.kernel.web.parameters import code_parameter, number_parameter, text_parameter
from app.record import queries
from app.record.checkpoints.queries import find_covering, find_newest
from app.record.models import Act
from app.record.pages import read_entry, read_page

bp = Blueprint("record", __name__)


@bp.get("/record")
@public
@kept("record", reads=("act", "bill", "before"))
def index() -> str:
    """Show every act of power, newest first."""
    act, bill = code_parameter("act", Act), text_parameter("bill", 80) or None
    page = read_page(session(), before=number_parameter("before"), bill=bill, act=act, with_bills=True)
    head = queries.find_head(session())
    signed = find_newest(session())
    return render_template("record/index.html", page=page, acts=list(Act), act=act, bill=bill, head=head, signed=signed)


@bp.get("/record/<id:seq>")
@public
@kept("record")
def entry(seq: int) -> str:
    """Show one act with everything that is needed to check it."""
    found = read_entry(session(), seq)
    if found is None:
        raise not_found()
    line, stored, opening = found
    covering = find_covering(session(), seq)
    return render_template("record/entry.html", line=line, entry=stored, opening=opening, checkpoint=covering)


@bp.get("/record.ndjson")
@public
def export() -> Response:
    """Hand out the whole log, one RFC 8785 JSON document a line, with the openings of its public words."""
    lines = queries.iterate_lines(database().readers)
    return Response(
        lines, mimetype="application/x-ndjson", headers={"Content-Disposition": "inline; filename=record.ndjson"}
    )
