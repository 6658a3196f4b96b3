"""The page of an argument: who says it, and where their words differ."""

from typing import Any

from flask import current_app, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.accounts.current import me
from app.bills.comparison import redline
from app.discussion.argument_queries import Found, find_face, get_argument, list_members
from app.discussion.cards import Viewer, card, view_as
from app.discussion.copies import letters_of
from app.discussion.rows import CommentRow
from app.discussion.views import bp, pages
from app.discussion.words import place_label
from app.kernel.clock import request_now
from app.kernel.db import session
from app.kernel.guards import public
from app.kernel.richtext import plain_lines
from app.kernel.web.page_cache import kept
from app.kernel.web.parameters import text_parameter


@bp.get("/arguments/<id:argument_id>")
@public
@kept("argument", reads=("cursor",))
def argument(argument_id: int) -> ResponseReturnValue:
    """Show everybody who makes an argument in nearly the same words, oldest first."""
    db, now, cursor = session(), request_now(), text_parameter("cursor", 200)
    found = get_argument(db, argument_id, me(), now)
    page = list_members(db, found.argument, cursor)
    face = find_face(db, found.argument) if cursor else next(iter(page.rows), None)
    viewer = view_as(db, me(), found.bill, page.rows, now, changed=frozenset())
    return render_template(
        "discussion/argument.html",
        bill=found.bill,
        status=found.bill.status(now),
        now=now,
        tab="discussion",
        argument=found.argument,
        place_name=place_label(face.place.partition(".")[0]) if face else "",
        face=card(face, viewer, depth=0, alone=True) | {"argument": None} if face else None,
        voices=[voice(row, face or row, viewer) for row in page.rows if face is None or row.id != face.id],
        viewer=viewer,
        panels=show_panels(db, found),
        **pages(page, cursor),
    )


def voice(row: CommentRow, face: CommentRow, viewer: Viewer) -> dict[str, Any]:
    """One of an argument's comments as `voice` takes it: its card, and how its words differ from the face's."""
    is_same = letters_of(row.body or "") == letters_of(face.body or "")
    shown = None if is_same else redline(_plain(face), _plain(row), row.lang)
    return card(row, viewer, depth=0, alone=True) | {"differs": shown}


def _plain(row: CommentRow) -> str:
    return "\n".join(plain_lines(row.body or ""))


def show_panels(db: Session, found: Found) -> list[dict[str, object]]:
    """What the rooms above have to show on an argument's page: a template and its words each."""
    makers = current_app.extensions.get("gongyi.argument_panels", [])
    return [{"template": shown[0], "words": shown[1]} for make in makers if (shown := make(db, found))]
