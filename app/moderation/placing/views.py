"""Pages to move a comment with its thread, to merge it into an earlier copy, and to undo that."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.accounts.access import Permission
from app.accounts.current import require_me
from app.accounts.models import Person
from app.discussion.models import Comment
from app.discussion.options import list_places
from app.discussion.placing import find_earlier, has_copies, has_proposed
from app.discussion.queries import get_comment
from app.discussion.rows import list_rows_by_ids
from app.discussion.words import place_label
from app.kernel.clock import request_now
from app.kernel.db import session
from app.kernel.guards import needs
from app.kernel.i18n import gettext as _
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import Verdict
from app.moderation.acts import do_keyed, do_sent
from app.moderation.cases import plain_card
from app.moderation.placing import actions, policy
from app.moderation.placing.forms import MergeForm, PlaceForm
from app.moderation.placing.queries import list_placings
from app.moderation.policy import may_moderate
from app.moderation.views import bp


@dataclass(frozen=True, slots=True)
class _Page:
    """What the page of an act says."""

    title: Any
    button: Any
    effect: Any


MOVE = _Page(
    _l("Move a comment"),
    _l("Move it, on the record"),
    _l("Its replies go along. The comment says from where and by which act it was moved, and it can be moved back."),
)
MERGE = _Page(
    _l("Merge a comment that was posted twice"),
    _l("Merge it, on the record"),
    _l(
        "Its place stays and points to the earlier comment; its replies stay where they are. It no longer counts as a comment "
        "of its own, and whoever endorsed it counts once, at the earlier one. It can be undone."
    ),
)
UNMERGE = _Page(
    _l("Undo a merging"),
    _l("Undo it, on the record"),
    _l("The comment then stands for itself again, with its words and its endorsements."),
)


@bp.route("/comments/<id:comment_id>/place", methods=["GET", "POST"])
@needs(Permission.MODERATE)
def place(comment_id: int) -> ResponseReturnValue:
    """Move a thread to where it belongs."""
    form = PlaceForm()
    done, status = do_sent(form, comment_id, _move)
    return done or _show_move(form, comment_id, status)


@bp.route("/comments/<id:comment_id>/merging", methods=["GET", "POST"])
@needs(Permission.MODERATE)
def merging(comment_id: int) -> ResponseReturnValue:
    """Merge a comment into the earlier one that it repeats."""
    form = MergeForm()
    done, status = do_sent(form, comment_id, lambda sent, at: _decide(sent, at, actions.merge_comment))
    return done or _show_merging(form, comment_id, status)


@bp.route("/comments/<id:comment_id>/merging/removal", methods=["GET", "POST"])
@needs(Permission.MODERATE)
def unmerging(comment_id: int) -> ResponseReturnValue:
    """Let a merged comment stand for itself again."""
    form = MergeForm()
    done, status = do_sent(form, comment_id, lambda sent, at: _decide(sent, at, actions.unmerge_comment))
    return done or _show_unmerging(form, comment_id, status)


def _move(form: PlaceForm, comment_id: int) -> Response:
    to = form.read_place()
    return _decide(form, comment_id, actions.move_comment, to=to)


def _decide(form: MergeForm | PlaceForm, comment_id: int, act: Callable[..., Any], **more: Any) -> Response:
    """Do an act once for the form's key, and go to the comment."""

    def do(db: Session, person: Person, now: datetime) -> str:
        comment = get_comment(db, comment_id, person, now, lock=True)
        words = {"reason": form.reason.data or "", "revision": form.revision.number, **more}
        decision = act(db, person, comment, comment.bill, now=now, **words)
        return str(_("Done, on the record under log no. %(number)s.", number=decision.log_seq))

    return do_keyed(form, url_for("discussion.comment", comment_id=comment_id), do)


def _load(comment_id: int) -> Comment:
    """The comment, for somebody who may decide on it."""
    comment = get_comment(session(), comment_id, require_me(), request_now())
    may_moderate(require_me(), comment, comment.bill, request_now()).require()
    return comment


def _show_move(form: PlaceForm, comment_id: int, status: int) -> ResponseReturnValue:
    comment, db = _load(comment_id), session()
    form.place.choices = list_places(db, comment.bill).choices("")
    verdict = policy.may_move(require_me(), comment, comment.bill, request_now(), proposes=has_proposed(db, comment))
    if not form.is_submitted() and comment.article is not None and comment.address:
        form.place.data, _dot, form.part.data = comment.address.partition(".")
    elif not form.is_submitted() and comment.question is not None:
        form.place.data = f"Q{comment.question.ordinal}"
    return _render(MOVE, form, comment, verdict, status)


def _show_merging(form: MergeForm, comment_id: int, status: int) -> ResponseReturnValue:
    comment, db = _load(comment_id), session()
    earlier = find_earlier(db, comment)
    verdict = policy.may_merge(
        require_me(),
        comment,
        comment.bill,
        request_now(),
        repeats=earlier is not None,
        open_reports=actions.count_open_reports(db, comment),
        has_copies=has_copies(db, comment),
    )
    return _render(MERGE, form, comment, verdict, status, earlier.id if earlier else None)


def _show_unmerging(form: MergeForm, comment_id: int, status: int) -> ResponseReturnValue:
    comment = _load(comment_id)
    verdict = policy.may_unmerge(require_me(), comment, comment.bill, request_now())
    return _render(UNMERGE, form, comment, verdict, status, comment.merged_into_id)


def _render(
    page: _Page,
    form: MergeForm | PlaceForm,
    comment: Comment,
    verdict: Verdict,
    status: int,
    earlier_id: int | None = None,
) -> ResponseReturnValue:
    db = session()
    form.revision.data = str(comment.revision)
    rows = list_rows_by_ids(db, {comment.id, earlier_id or comment.id})
    row = rows[comment.id]
    words = {
        "card": plain_card(row),
        "earlier": plain_card(rows[earlier_id]) if earlier_id else None,
        "row": row,
        "place_label": place_label,
        "placings": list_placings(db, comment.id),
    }
    template = "moderation/placing.html"
    shown = render_template(template, act=page, form=form, bill=comment.bill, verdict=verdict, **words)
    return shown, verdict.reason.status if verdict.reason else status
