"""Whether the process is up and whether it is ready: its database answers and the migrations are current."""

import sqlalchemy as sa
from alembic.runtime.migration import MigrationContext
from flask import Blueprint, Response, make_response

from app.kernel.db import database
from app.kernel.guards import public
from app.kernel.migrate import head_revision

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
        with database().engine.connect() as connection:
            current = MigrationContext.configure(connection).get_current_revision()
    except sa.exc.OperationalError:
        return make_response("database unreachable\n", 503, {"Content-Type": "text/plain"})
    if current != head_revision():
        return make_response("migrations are not current\n", 503, {"Content-Type": "text/plain"})
    return make_response("ready\n", 200, {"Content-Type": "text/plain"})
