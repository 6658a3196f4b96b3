"""Pages to black out a passage of a comment and to uncover it."""

from datetime import datetime
from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.accounts.access import Permission
from app.accounts.current import me
from app.accounts.models import Person
from app.discussion.blackouts.plans import Sighting, look_for
from app.discussion.blackouts.texts import NOW
from app.discussion.queries import get_comment
from app.kernel.clock import request_now
from app.kernel.db import session
from app.kernel.guards import needs
from app.kernel.i18n import gettext as _
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import Refused, invalid
from app.moderation.acts import do_keyed, do_sent
from app.moderation.cases import show_case
from app.moderation.passages import actions, policy
from app.moderation.passages.forms import PassageForm, UncoverForm
from app.moderation.passages.queries import (
    find_elsewhere,
    get_blackout,
    list_standing,
    list_withheld_words,
    show_sighting,
)
from app.moderation.policy import may_moderate
from app.moderation.views import bp


@bp.route("/comments/<id:comment_id>/passages/new", methods=["GET", "POST"])
@needs(Permission.MODERATE)
def passage(comment_id: int) -> ResponseReturnValue:
    """Black out a passage of a comment: look where it stands, choose, and decide."""
    form = PassageForm()
    done, status = do_sent(form, comment_id, _black_out) if form.decides else (None, 200)
    return done or _show_passage(form, comment_id, status)


@bp.route("/comments/<id:comment_id>/passages/<id:blackout_id>/removal", methods=["GET", "POST"])
@needs(Permission.MODERATE)
def uncovering(comment_id: int, blackout_id: int) -> ResponseReturnValue:
    """Read what was blacked out, and show it to everybody again."""
    form = UncoverForm()
    done, status = do_sent(form, comment_id, lambda sent, at: _uncover(sent, at, blackout_id))
    return done or _show_uncovering(form, comment_id, blackout_id, status)


def _black_out(form: PassageForm, comment_id: int) -> Response:
    if not form.is_looked_for:
        raise invalid(_l("See first where these words stand, then choose."), "passage")
    words: dict[str, Any] = {"passage": form.passage.data or "", "places": form.places.data or []}
    words |= {"ground": form.ground.data, "reason": form.reason.data or "", "revision": form.revision.number}

    def act(db: Session, person: Person, now: datetime) -> str:
        comment = get_comment(db, comment_id, person, now, lock=True)
        decision = actions.black_out(db, person, comment, comment.bill, now=now, **words)
        return str(_("The passage is blacked out, on the record under log no. %(number)s.", number=decision.log_seq))

    return do_keyed(form, url_for("discussion.comment", comment_id=comment_id), act)


def _uncover(form: UncoverForm, comment_id: int, blackout_id: int) -> Response:
    reason, revision = form.reason.data or "", form.revision.number

    def act(db: Session, person: Person, now: datetime) -> str:
        comment = get_comment(db, comment_id, person, now, lock=True)
        found = get_blackout(db, comment, blackout_id)
        decision = actions.uncover(db, person, comment, found, comment.bill, reason=reason, revision=revision, now=now)
        return str(_("The passage is shown again, on the record under log no. %(number)s.", number=decision.log_seq))

    return do_keyed(form, url_for("discussion.comment", comment_id=comment_id), act)


def _show_passage(form: PassageForm, comment_id: int, status: int) -> ResponseReturnValue:
    """Show the comment, the places where the words stand in it, and where else near it they stand."""
    db, now = session(), request_now()
    comment = get_comment(db, comment_id, me(), now)
    may_moderate(me(), comment, comment.bill, now).require()
    found: list[Sighting] = []
    if form.passage.data or form.look.data:
        try:
            found = look_for(db, comment, form.passage.data or "")
        except Refused as refused:
            if status == 200:
                form.refuse(refused)
                status = refused.reason.status
    sights = [show_sighting(sighting) for sighting in found]
    form.offer([str(number) for number, seen in enumerate(found) if seen.slot.ordinal == NOW])
    more = {"sights": sights, "standing": list_standing(db, comment), "is_looked": bool(found)}
    more["elsewhere"] = find_elsewhere(db, comment, form.passage.data or "") if found else []
    return show_case("moderation/passage.html", comment_id, status, policy.may_black_out, more, passage=form)


def _show_uncovering(form: UncoverForm, comment_id: int, blackout_id: int, status: int) -> ResponseReturnValue:
    db, now = session(), request_now()
    comment = get_comment(db, comment_id, me(), now)
    may_moderate(me(), comment, comment.bill, now).require()
    blackout = get_blackout(db, comment, blackout_id)
    more = {"blackout": blackout, "withheld": list_withheld_words(db, comment, blackout)}

    def may(person: Any, _comment: Any, bill: Any, at: datetime) -> Any:
        return policy.may_uncover(person, comment, blackout, bill, at)

    return show_case("moderation/uncovering.html", comment_id, status, may, more, uncover=form)
