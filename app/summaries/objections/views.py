"""Pages of objections: an author makes one or takes it back; moderators answer them at the desk."""

from datetime import datetime

import sqlalchemy as sa
from flask import Blueprint, flash, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.accounts.access import Permission
from app.accounts.current import me
from app.accounts.models import Person
from app.discussion.blackouts.marks import mark_blocks
from app.discussion.queries import get_comment
from app.discussion.rows import list_rows_by_ids
from app.kernel.clock import request_now
from app.kernel.db import session
from app.kernel.guards import needs, signed_in
from app.kernel.i18n import gettext as _
from app.kernel.web.forms import KeyedForm
from app.summaries import queries as summaries
from app.summaries.desk import bp as desk
from app.summaries.desk import desk_of, open_bill, open_for_writing
from app.summaries.objections import actions, policy, queries
from app.summaries.objections.cards import objection_card
from app.summaries.objections.forms import AnswerForm, ObjectionForm
from app.summaries.sending import do_sent

bp = Blueprint("objections", __name__, url_prefix="/comments/<id:comment_id>/objection")


@bp.route("", methods=["GET", "POST"])
@signed_in
def objection(comment_id: int) -> ResponseReturnValue:
    """Say that the summary does not say what one said, or see what one said of it."""
    form = ObjectionForm()

    def act(db: Session, person: Person, now: datetime) -> str:
        comment = get_comment(db, comment_id, person, now, lock=True)
        words, version = form.words.data or "", form.version.number
        actions.object_to_summary(db, person, comment, words=words, version=version, now=now)
        flash(_("Your objection is public, beside the citation of your comment."), "success")
        return f"/comments/{comment_id}/objection"

    done, status = do_sent(form, act)
    return done or _show(comment_id, form, status)


@bp.post("/removal")
@signed_in
def take_back(comment_id: int) -> ResponseReturnValue:
    """Take one's objection back."""
    form = KeyedForm()

    def act(db: Session, person: Person, now: datetime) -> str:
        comment = get_comment(db, comment_id, person, now, lock=True)
        actions.take_back_objection(db, person, comment, now=now)
        flash(_("Your objection is taken back. It is shown no more."), "success")
        return f"/comments/{comment_id}/objection"

    done, status = do_sent(form, act)
    return done or _show(comment_id, ObjectionForm(formdata=None), status, failed=form)


@desk.get("/objections")
@needs(Permission.SUMMARISE)
def waiting(slug: str) -> ResponseReturnValue:
    """Show what cited authors object, and what the draft says to it."""
    db, now = session(), request_now()
    bill = open_bill(db, slug, now)
    rows = queries.list_to_answer(db, bill)
    contents, _published = summaries.read_desk(db, bill, sa.false())
    cards = [(row, objection_card(row)) for row in rows]
    return render_template("summaries/objections.html", bill=bill, rows=cards, has_draft=contents is not None)


@desk.route("/objections/<id:objection_id>", methods=["GET", "POST"])
@needs(Permission.SUMMARISE)
def answer(slug: str, objection_id: int) -> ResponseReturnValue:
    """Write what the next version says to an objection."""
    form = AnswerForm()

    def act(db: Session, person: Person, now: datetime) -> str:
        draft = open_for_writing(db, person, slug, now)
        found = queries.get_to_answer(db, draft.bill, objection_id)
        words, stamp = form.pair("answer"), form.stamp.data or ""
        actions.answer_objection(db, person, draft, found, words, stamp=stamp, now=now)
        flash(_("The answer is in the draft. It is public once the draft is."), "success")
        return f"{desk_of(slug)}/objections"

    done, status = do_sent(form, act)
    return done or _show_answer(slug, objection_id, form, status)


def _show(comment_id: int, form: ObjectionForm, status: int, failed: KeyedForm | None = None) -> ResponseReturnValue:
    db, now = session(), request_now()
    comment = get_comment(db, comment_id, me(), now)
    latest, is_cited = queries.find_latest_cited(db, comment)
    made = queries.find_objection(db, latest, comment)
    verdict = policy.may_object(me(), comment, comment.bill, now, is_cited=is_cited, objection=made)
    if verdict.reason is not None and verdict.reason.status in (401, 403):
        verdict.require()
    form.version.data = str(latest.number if latest else 0)
    row = list_rows_by_ids(db, [comment.id])[comment.id]
    page = render_template(
        "summaries/objection.html",
        bill=comment.bill,
        comment=comment,
        row=row,
        body=mark_blocks(row.body_html or ""),
        form=form,
        failed=failed or form,
        verdict=verdict,
        latest=latest,
        made=made,
        cited=summaries.citations_of_comment(db, comment.id),
        may_take_back=policy.may_take_back(me(), comment, comment.bill, now, made),
    )
    return page, status


def _show_answer(slug: str, objection_id: int, form: AnswerForm, status: int) -> ResponseReturnValue:
    db, now = session(), request_now()
    bill = open_bill(db, slug, now)
    found = queries.get_to_answer(db, bill, objection_id)
    row = next(row for row in queries.list_to_answer(db, bill) if row.id == objection_id)
    stamp = actions.stamp_answer(found.answer)
    is_stale = status == 409 and form.stamp.data != stamp
    if status == 200:
        form.answer_zh.data, form.answer_en.data = found.answer.zh, found.answer.en
    form.stamp.data = stamp
    comment = list_rows_by_ids(db, [row.comment_id])[row.comment_id]
    page = render_template(
        "summaries/objection_answer.html",
        bill=bill,
        form=form,
        row=row,
        card=objection_card(row),
        comment=comment,
        body=mark_blocks(comment.body_html or ""),
        is_stale=is_stale,
        cited=summaries.citations_of_comment(db, row.comment_id),
    )
    return page, status
