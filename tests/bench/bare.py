"""The least that a page, a list and a post could cost, as views of the same application: what the real ones are held against."""

import sqlalchemy as sa
from flask import Flask, current_app, jsonify, render_template_string
from flask.typing import ResponseReturnValue

from app.accounts.models import Person
from app.discussion.models import Comment
from app.kernel.clock import request_now
from app.kernel.db import begin_write, session
from app.kernel.guards import public
from app.kernel.outbox import OutboxMessage

PAGE = """<!doctype html><title>bare</title><ol>{% for row in rows %}<li id="c{{ row.id }}"><b>{{ row.handle }}</b>
<time>{{ row.posted_at }}</time>{{ row.body_html|safe }}<i>{{ row.endorsement_count }}</i></li>{% endfor %}</ol>"""


def _rows() -> list[sa.Row[int, str, str, object, int]]:
    query = (
        sa.select(Comment.id, Person.handle, Comment.body_html, Comment.posted_at, Comment.endorsement_count)
        .join(Person, Person.id == Comment.author_id)
        .where(Comment.bill_id == current_app.config["BENCH_BILL"], Comment.path > "")
        .order_by(Comment.bill_id, Comment.place_rank, Comment.path)
        .limit(50)
    )
    return list(session().execute(query))  # type: ignore[arg-type]


@public
def hello() -> str:
    """Say hello."""
    return "hello"


@public
def page() -> str:
    """Fifty comments by position, author joined, through the smallest template."""
    return render_template_string(PAGE, rows=_rows())


@public
def items() -> ResponseReturnValue:
    """The same fifty as JSON."""
    return jsonify([{"id": r.id, "author": r.handle, "html": r.body_html, "at": str(r.posted_at)} for r in _rows()])


@public
def post() -> str:
    """Store one row."""
    now = request_now()
    row = OutboxMessage(template="bench", person_id=1, parameters={}, created_at=now, due_at=now)
    begin_write().add(row)
    return "stored"


def add_views(app: Flask, bill_id: int) -> None:
    """Hang the bare views below /bench; they show comments on a bill."""
    app.config["BENCH_BILL"] = bill_id
    for view, methods in ((hello, ["GET"]), (page, ["GET"]), (items, ["GET"]), (post, ["POST"])):
        app.add_url_rule(f"/bench/{view.__name__}", f"bench_{view.__name__}", view, methods=methods)
