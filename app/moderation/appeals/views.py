"""Pages of appeals: making and withdrawing one, the list of those that wait, and the decision."""

from typing import Any

from flask import Blueprint, redirect, render_template
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from app.accounts.access import Permission
from app.accounts.current import me, require_me
from app.discussion.models import Comment, State
from app.discussion.proposal_cards import proposed_card
from app.discussion.queries import get_comment
from app.discussion.rows import list_rows_by_ids
from app.discussion.words import place_label
from app.kernel.clock import request_now
from app.kernel.db import session
from app.kernel.guards import needs, public, signed_in
from app.kernel.i18n import same_page
from app.kernel.verdict import Verdict
from app.kernel.web.parameters import number_parameter
from app.moderation.acts import do_sent
from app.moderation.appeals import policy
from app.moderation.appeals.acts import appeal_once, decide_once, withdraw_once
from app.moderation.appeals.course import read_course
from app.moderation.appeals.deadlines import days_left, decision_due_day, last_day_to_appeal
from app.moderation.appeals.forms import OUTCOME_HINTS, AppealForm, DecideForm, WithdrawAppealForm
from app.moderation.appeals.queries import find_appeal, find_hiding, get_appeal, list_office, list_waiting
from app.moderation.cases import plain_card
from app.moderation.queries import said

bp = Blueprint("appeals", __name__)


@bp.route("/comments/<id:comment_id>/appeal", methods=["GET", "POST"])
@signed_in
def making(comment_id: int) -> ResponseReturnValue:
    """Appeal the hiding of one's own comment, or see how the appeal stands."""
    form = AppealForm()
    done, status = do_sent(form, comment_id, appeal_once)
    return done or _show_making(form, comment_id, status)


@bp.get("/appeals/<id:appeal_id>")
@public
def show(appeal_id: int) -> ResponseReturnValue:
    """Lead to where a comment's page tells of an appeal."""
    _appeal, comment = get_appeal(session(), appeal_id, me(), request_now())
    return redirect(f"/comments/{comment.id}#appeal-{appeal_id}", 303)


@bp.route("/appeals/<id:appeal_id>/withdrawal", methods=["GET", "POST"])
@signed_in
def withdrawal(appeal_id: int) -> ResponseReturnValue:
    """Withdraw one's own appeal."""
    form = WithdrawAppealForm()
    done, status = do_sent(form, appeal_id, withdraw_once)
    return done or _show_withdrawal(form, appeal_id, status)


@bp.get("/desk/appeals")
@needs(Permission.MODERATE)
def waiting() -> ResponseReturnValue:
    """Show the open appeals on the bills that one moderates, oldest first."""
    after = number_parameter("after")
    page = list_waiting(session(), require_me(), request_now(), after)
    return render_template(
        "moderation/appeals.html",
        page=page,
        place_label=place_label,
        first_url=same_page(after=None) if after is not None else None,
        next_url=same_page(after=str(page.next)) if page.next else None,
    )


@bp.route("/appeals/<id:appeal_id>/decision", methods=["GET", "POST"])
@needs(Permission.MODERATE)
def decision(appeal_id: int) -> ResponseReturnValue:
    """Read a hidden comment, the reason of its hiding and the appeal, and decide; whose it is not reads why, and finds the way back."""
    form = DecideForm()
    done, status = do_sent(form, appeal_id, decide_once)
    return done or _show_decision(form, appeal_id, status)


def _show_making(form: AppealForm, comment_id: int, status: int) -> ResponseReturnValue:
    db, now = session(), request_now()
    comment = get_comment(db, comment_id, me(), now)
    hiding = find_hiding(db, comment)
    appeal = find_appeal(db, hiding)
    verdict = policy.may_appeal(me(), comment, comment.bill, hiding, now, has_appealed=appeal is not None)
    _refuse_stranger(verdict)
    shown = {
        "hiding": hiding,
        "hiding_words": said(hiding.reason) if hiding else None,
        "last_day": last_day_to_appeal(hiding.decided_at) if hiding else None,
        "appeal": appeal,
        "due_day": decision_due_day(appeal.appealed_at) if appeal else None,
        "text": said(appeal.text) if appeal else None,
    }
    return _render("moderation/appeal.html", comment, verdict, status, form=form, **shown)


def _show_withdrawal(form: WithdrawAppealForm, appeal_id: int, status: int) -> ResponseReturnValue:
    appeal, comment = get_appeal(session(), appeal_id, me(), request_now())
    verdict = policy.may_withdraw_appeal(me(), appeal, comment, comment.bill, request_now())
    _refuse_stranger(verdict)
    shown = {"appeal": appeal, "text": said(appeal.text)}
    return _render("moderation/appeal_withdrawal.html", comment, verdict, status, form=form, **shown)


def _show_decision(form: DecideForm, appeal_id: int, status: int) -> ResponseReturnValue:
    db, now = session(), request_now()
    appeal, comment = get_appeal(db, appeal_id, me(), now)
    office = list_office(db, [comment.bill.subgroup_id], now)
    verdict = policy.may_decide(me(), appeal, comment, comment.bill, now, office=office)
    form.revision.data = str(comment.revision)
    due_day = decision_due_day(appeal.appealed_at)
    shown = {
        "appeal": appeal,
        "text": said(appeal.text) if verdict else None,
        "hiding": appeal.hiding,
        "hiding_words": said(appeal.hiding.reason),
        "due_day": due_day,
        "days_left": days_left(due_day, now),
        "hints": OUTCOME_HINTS,
    }
    return _render("moderation/appeal_decision.html", comment, verdict, status, form=form, **shown)


def _refuse_stranger(verdict: Verdict) -> None:
    """Refuse who may not act; who only comes too late sees on the page how things stand."""
    if verdict.reason is not None and verdict.reason.code != "conflict":
        verdict.require()


def _render(template: str, comment: Comment, verdict: Verdict, status: int, **shown: Any) -> ResponseReturnValue:
    """Show a page on one comment to its author or to who decides: with its hidden words while there is something to do."""
    rows = list_rows_by_ids(session(), {comment.id, comment.parent_id or comment.id})
    parent = rows.get(comment.parent_id or 0)
    is_told = bool(verdict) and comment.state is State.HIDDEN
    page = render_template(
        template,
        bill=comment.bill,
        row=rows[comment.id],
        card=plain_card(rows[comment.id]),
        parent=plain_card(parent) if parent else None,
        words=Markup(comment.body_html or "") if is_told else None,  # noqa: S704  sanitised when it was written
        proposed=proposed_card(comment, comment.bill.slug) if is_told else None,
        course=read_course(session(), comment, request_now()),
        place=place_label(rows[comment.id].place),
        verdict=verdict,
        **shown,
    )
    return page, status if verdict.reason is None else verdict.reason.status
