"""Pages to split an argument, and to undo it: one comment taken out or put back, the whole dissolved or put together again."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from app.accounts.access import Permission
from app.accounts.current import require_me
from app.discussion.argument_pages import voice
from app.discussion.argument_queries import find_face, get_argument, has_spoken, list_members
from app.discussion.models import State
from app.discussion.queries import get_comment
from app.discussion.rows import CommentRow, list_rows_by_ids
from app.kernel.clock import request_now
from app.kernel.db import begin_write, session
from app.kernel.guards import needs
from app.kernel.i18n import gettext as _
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.idempotency import claim, fingerprint, settle
from app.kernel.verdict import Verdict
from app.moderation import policy, splitting
from app.moderation.acts import do_sent
from app.moderation.cases import NOBODY, plain_card
from app.moderation.forms import SplitForm
from app.moderation.views import bp


@dataclass(frozen=True, slots=True)
class _Act:
    """One of the acts: who may, what is done, on a comment or on a whole argument, and its words on the page."""

    may: Callable[..., Verdict]
    do: Callable[..., Any]
    on_comment: bool
    title: Any
    button: Any
    effect: Any


PART = _Act(
    policy.may_part,
    splitting.part_comment,
    True,
    _l("Take a comment out of an argument"),
    _l("Take it out, on the record"),
    _l("The comment then stands alone in the discussion, and does not come back into this argument by itself."),
)
REJOIN = _Act(
    policy.may_rejoin,
    splitting.rejoin_comment,
    True,
    _l("Put a comment back into its argument"),
    _l("Put it back, on the record"),
    _l("The comment then counts as one more voice of this argument again."),
)
DISSOLVE = _Act(
    policy.may_dissolve,
    splitting.dissolve_argument,
    False,
    _l("Dissolve an argument"),
    _l("Dissolve it, on the record"),
    _l("Each of these comments then stands alone in the discussion, and so does whoever repeats them."),
)
REUNITE = _Act(
    policy.may_reunite,
    splitting.reunite_argument,
    False,
    _l("Put an argument together again"),
    _l("Put it together, on the record"),
    _l("The discussion then shows these comments as one argument again."),
)


@bp.route("/comments/<id:comment_id>/separation", methods=["GET", "POST"])
@needs(Permission.MODERATE)
def separation(comment_id: int) -> ResponseReturnValue:
    """Take a comment out of its argument."""
    return _answer(PART, comment_id)


@bp.route("/comments/<id:comment_id>/separation/removal", methods=["GET", "POST"])
@needs(Permission.MODERATE)
def rejoining(comment_id: int) -> ResponseReturnValue:
    """Put a comment back into its argument."""
    return _answer(REJOIN, comment_id)


@bp.route("/arguments/<id:argument_id>/dissolution", methods=["GET", "POST"])
@needs(Permission.MODERATE)
def dissolution(argument_id: int) -> ResponseReturnValue:
    """Dissolve an argument."""
    return _answer(DISSOLVE, argument_id)


@bp.route("/arguments/<id:argument_id>/dissolution/removal", methods=["GET", "POST"])
@needs(Permission.MODERATE)
def reunion(argument_id: int) -> ResponseReturnValue:
    """Put an argument together again."""
    return _answer(REUNITE, argument_id)


def _answer(act: _Act, number: int) -> ResponseReturnValue:
    form = SplitForm()
    done, status = do_sent(form, number, lambda sent, at: _do(act, sent, at))
    return done or (_show_comment if act.on_comment else _show_argument)(act, form, number, status)


def _do(act: _Act, form: SplitForm, number: int) -> Response:
    """Do an act once for the form's key."""
    db, now, person = begin_write(), request_now(), require_me()
    key, reason, revision = form.key.data or "", form.reason.data or "", form.revision.number
    earlier = claim(db, person.id, key, fingerprint(request.path, reason, revision), now)
    if earlier is not None:
        return redirect(earlier, 303)
    if act.on_comment:
        comment = get_comment(db, number, person, now, lock=True)
        decision = act.do(db, person, comment, comment.bill, reason=reason, revision=revision, now=now)
    else:
        found = get_argument(db, number, person, now, lock=True)
        decision = act.do(db, person, *found, reason=reason, revision=revision, now=now)
    location = f"/arguments/{decision.argument_id}"
    settle(db, person.id, key, location)
    flash(_("Done, on the record under log no. %(number)s.", number=decision.log_seq), "success")
    return redirect(location, 303)


def _show_comment(act: _Act, form: SplitForm, comment_id: int, status: int) -> ResponseReturnValue:
    db, now, person = session(), request_now(), require_me()
    comment = get_comment(db, comment_id, person, now)
    policy.may_moderate(person, comment, comment.bill, now).require()
    verdict = act.may(person, comment, comment.bill, now)
    form.revision.data = str(comment.revision)
    argument_id = comment.argument_id or comment.parted_from_id
    argument = get_argument(db, argument_id, person, now).argument if argument_id else None
    face = find_face(db, argument) if argument else None
    row = list_rows_by_ids(db, [comment.id])[comment.id]
    first = face if face and face.id != comment.id else None
    words = {
        "comments": [_card(row)],
        "face": _card(first) if first else None,
        "voice": voice(row, first, NOBODY) | {"links": {}} if first and row.state is State.VISIBLE else None,
        "decisions": splitting.list_splittings(db, argument_id) if argument_id else [],
        "back": f"/comments/{comment.id}",
    }
    return _render(act, form, status, verdict, bill=comment.bill, **words)


def _show_argument(act: _Act, form: SplitForm, argument_id: int, status: int) -> ResponseReturnValue:
    db, now, person = session(), request_now(), require_me()
    argument, bill = get_argument(db, argument_id, person, now)
    policy.may_moderate_bill(person, bill, now).require()
    verdict = act.may(person, argument, bill, now, has_part=has_spoken(db, argument, person))
    form.revision.data = str(argument.revision)
    words = {
        "comments": [_card(row) for row in list_members(db, argument, limit=5).rows],
        "argument": argument,
        "decisions": splitting.list_splittings(db, argument_id),
        "back": f"/arguments/{argument_id}",
    }
    return _render(act, form, status, verdict, bill=bill, **words)


def _card(row: CommentRow) -> dict[str, Any]:
    return plain_card(row) | {"bare": True}


def _render(act: _Act, form: SplitForm, status: int, verdict: Verdict, **words: Any) -> ResponseReturnValue:
    if verdict.reason is not None:
        status = verdict.reason.status
    return render_template("moderation/splitting.html", act=act, split=form, verdict=verdict, **words), status
