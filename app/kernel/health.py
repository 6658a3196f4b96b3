"""Whether the process is up and whether it is ready: its database answers and the migrations are current."""

import sqlalchemy as sa
from flask import Blueprint, Response, make_response

from app.kernel.db import database
from app.kernel.guards import public
from app.kernel.schema import current_revision, head_revision

bp = Blueprint("health", __name__)


@bp.get("/healthz")
@public
def healthz() -> Response:
    """Answer that the process is up."""
    return make_response("ok\n", 200, {"Content-Type": "text/plain"})


@bp.get("/readyz")
@public
def readyz() -> Response:
    """Answer whether the database can be reached and has the newest schema."""
    try:
        current = current_revision(database().engine)
    except sa.exc.OperationalError:
        return make_response("database unreachable\n", 503, {"Content-Type": "text/plain"})
    if current != head_revision():
        return make_response("migrations are not current\n", 503, {"Content-Type": "text/plain"})
    return make_response("ready\n", 200, {"Content-Type": "text/plain"})
