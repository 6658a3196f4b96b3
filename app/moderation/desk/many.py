"""Acts on many comments at once: what is about to be done is shown first; then it is done whole, or not at all."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.accounts.access import Permission
from app.accounts.current import require_me
from app.accounts.models import Person
from app.discussion.words import place_label
from app.kernel.clock import request_now
from app.kernel.db import close_session, session
from app.kernel.guards import needs
from app.kernel.i18n import ngettext
from app.kernel.verdict import Refused
from app.kernel.web.forms import KeyedForm
from app.moderation.acts import do_keyed
from app.moderation.desk import actions
from app.moderation.desk.forms import ClaimManyForm, DismissManyForm, HideManyForm
from app.moderation.desk.keeping import list_given
from app.moderation.desk.queries import QueueItem, list_items
from app.moderation.desk.selection import MOST, Seen, has_changed, read_seen, require_all_known
from app.moderation.desk.views import bp, take_up
from app.moderation.grounds import ground_hints
from app.moderation.models import DecisionKind
from app.moderation.queries import DecisionRow, list_last_decisions

Act = Callable[[Session, Person, Sequence[Seen], Any, datetime], str]


@dataclass(frozen=True, slots=True)
class Chosen:
    """One of the comments chosen, whether it is still what was seen, and what was decided on it last."""

    item: QueueItem
    has_changed: bool
    decision: DecisionRow | None


@bp.route("/desk/reports/hidings", methods=["GET", "POST"])
@needs(Permission.MODERATE)
def hidings() -> ResponseReturnValue:
    """Show which comments are about to be hidden, and hide them."""
    return _answer(HideManyForm(), "hide", _hide)


@bp.route("/desk/reports/dismissals", methods=["GET", "POST"])
@needs(Permission.MODERATE)
def dismissals() -> ResponseReturnValue:
    """Show whose reports are about to be dismissed, and dismiss them."""
    return _answer(DismissManyForm(), "dismiss", _dismiss)


@bp.route("/desk/reports/claims", methods=["GET", "POST"])
@needs(Permission.MODERATE)
def claims() -> ResponseReturnValue:
    """Show which comments are about to be claimed, and claim them."""
    return _answer(ClaimManyForm(), "claim", _claim)


def _hide(db: Session, person: Person, seen: Sequence[Seen], form: Any, now: datetime) -> str:
    words = {"ground": form.ground.data, "reason": form.reason.data or "", "confirmed": form.over.data, "now": now}
    act = actions.hide_all(db, person, seen, **words)
    return ngettext(
        "%(num)s comment is hidden, with an entry on the record.",
        "%(num)s comments are hidden, each with an entry of its own on the record.",
        act.decision_count,
    )


def _dismiss(db: Session, person: Person, seen: Sequence[Seen], form: Any, now: datetime) -> str:
    act = actions.dismiss_all(db, person, seen, reason=form.reason.data or "", confirmed=form.over.data, now=now)
    return ngettext(
        "The reports of %(num)s comment are dismissed; it stays as it is.",
        "The reports of %(num)s comments are dismissed; they stay as they are.",
        act.decision_count,
    )


def _claim(db: Session, person: Person, seen: Sequence[Seen], _form: Any, now: datetime) -> str:
    actions.claim_comments(db, person, seen, now)
    return ngettext(
        "You have claimed %(num)s comment for 15 minutes.",
        "You have claimed %(num)s comments for 15 minutes.",
        len(seen),
    )


def _answer(form: KeyedForm, kind: str, act: Act) -> ResponseReturnValue:
    marks, status = request.values.getlist("item")[: 2 * MOST], 200
    if form.is_submitted():
        try:
            if form.validate():
                seen = read_seen(marks, whole=True)
                return do_keyed(form, "/desk/reports", lambda db, person, now: act(db, person, seen, form, now), *marks)
            status = 422
        except Refused as refused:
            if refused.reason.status in (403, 404):
                raise
            close_session()  # the page that follows shows what is stored
            form.refuse(refused)
            status = refused.reason.status
    return _show(form, kind, marks, status)


def _show(form: Any, kind: str, marks: Sequence[str], status: int) -> ResponseReturnValue:
    db, person, now = session(), require_me(), request_now()
    seen: Sequence[Seen] = ()
    try:
        seen = read_seen(marks, whole=False)
    except Refused as refused:
        status = refused.reason.status
        if refused.reason.text not in form.form_errors:
            form.refuse(refused)
    chosen = _read_chosen(db, person, seen, now, kind) if seen else []
    if status == 200 and any(each.has_changed for each in chosen):
        status = 409
    given = _given(db, person, kind)
    if request.method == "GET":
        take_up(given, form if kind == "hide" else None, form if kind == "dismiss" else None)
    left = [each for each in chosen if not each.has_changed]
    taken = sorted({each.item.taken.by for each in left if each.item.taken_from(person.id) and each.item.taken})
    words = {"kind": kind, "form": form, "chosen": chosen, "left": left, "taken": taken, "given": given, "now": now}
    page = render_template("moderation/many.html", hints=ground_hints(), place_label=place_label, **words)
    return page, status


def _read_chosen(db: Session, person: Person, seen: Sequence[Seen], now: datetime, kind: str) -> list[Chosen]:
    ids = [each.comment_id for each in seen]
    require_all_known(db, person, ids, now)
    seen_of, decided = {each.comment_id: each for each in seen}, list_last_decisions(db, ids)
    items = list_items(db, ids, now)
    return [
        Chosen(item, _is_over(item, seen_of[item.comment.id], kind), decided.get(item.comment.id)) for item in items
    ]


def _is_over(item: QueueItem, seen: Seen, kind: str) -> bool:
    is_gone = has_changed(seen, item.comment.state, item.comment.revision, item.first)
    return is_gone or (kind != "hide" and not item.reports)


def _given(db: Session, person: Person, kind: str) -> list[Any]:
    return [] if kind == "claim" else list_given(db, person, (DecisionKind(kind),))
