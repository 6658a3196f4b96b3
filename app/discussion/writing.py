"""Pages to write in the discussion."""

from urllib.parse import urlsplit

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.accounts.current import me, require_me
from app.bills.models import Bill
from app.bills.queries import get_bill, latest_version
from app.discussion import actions, policy
from app.discussion.cards import card, view_as
from app.discussion.forms import CommentForm, EditForm, ReplyForm
from app.discussion.models import Comment
from app.discussion.options import list_places
from app.discussion.places import Place, find_place
from app.discussion.queries import get_comment
from app.discussion.rows import list_rows_by_ids
from app.discussion.views import bp
from app.kernel import richtext
from app.kernel.clock import request_now
from app.kernel.db import begin_write, session
from app.kernel.guards import signed_in
from app.kernel.i18n import gettext as _
from app.kernel.idempotency import claim, fingerprint, settle
from app.kernel.verdict import Refused
from app.kernel.web.parameters import text_parameter


def _post(form: ReplyForm, bill_slug: str, place: str, parent_id: int | None) -> Response:
    """Post what a form holds, once for its key, and go to the comment's own page."""
    text = richtext.read(form.body.data or "")
    db, now = begin_write(), request_now()
    author, key = require_me(), form.key.data or ""
    earlier = claim(db, author.id, key, fingerprint(bill_slug, place, parent_id, text.sha256, form.position.data), now)
    if earlier is not None:
        return redirect(earlier, 303)
    comment = _post_words(db, form, bill_slug, place, parent_id, text)
    location = url_for("discussion.comment", comment_id=comment.id)
    settle(db, author.id, key, location)
    flash(_("Your comment is public. Its receipt is below: keep it if you like."), "success")
    flash(f"comment-{bill_slug}-{parent_id or place}", "draft-clear")
    return redirect(location, 303)


def _post_words(
    db: Session, form: ReplyForm, slug: str, place: str, parent_id: int | None, text: richtext.RichText
) -> Comment:
    now, author = request_now(), require_me()
    bill = get_bill(db, slug, author, now, lock=True)
    version = latest_version(db, bill)
    parent = get_comment(db, parent_id, author, now) if parent_id else None
    policy.may_comment(author, bill, now).require()
    where = find_place(db, bill, version, place) if parent is None else Place()
    return actions.post_comment(
        db, author, bill, text=text, place=where, version=version, position=form.stance, parent=parent, now=now
    )


@bp.route("/bills/<slug:slug>/comments/new", methods=["GET", "POST"])
@signed_in
def new(slug: str) -> ResponseReturnValue:
    """Write a comment on a bill."""
    form, code = CommentForm(), 200
    if form.is_submitted():
        try:
            if form.validate():
                return _post(form, slug, form.place.data or "", None)
            code = 422
        except Refused as refused:
            form.refuse(refused)
            code = refused.reason.status
    elif not form.place.data:
        form.place.data = text_parameter("place", 48)
    return _show_new(form, get_bill(session(), slug, me(), request_now())), code


def _show_new(form: CommentForm, bill: Bill) -> str:
    now = request_now()
    places = list_places(session(), bill)
    form.place.choices = places.choices(form.place.data or "")
    return render_template(
        "discussion/new.html",
        form=form,
        bill=bill,
        status=bill.status(now),
        now=now,
        tab="discussion",
        may_comment=policy.may_comment(me(), bill, now),
        draft=f"comment-{bill.slug}-{form.place.data or ''}",
    )


@bp.route("/comments/<id:comment_id>/replies/new", methods=["GET", "POST"])
@signed_in
def reply(comment_id: int) -> ResponseReturnValue:
    """Write a reply to a comment."""
    form, code = ReplyForm(), 200
    parent = get_comment(session(), comment_id, me(), request_now())
    if form.is_submitted():
        try:
            if form.validate():
                return _post(form, parent.bill.slug, "", parent.id)
            code = 422
        except Refused as refused:
            form.refuse(refused)
            code = refused.reason.status
    verdict = policy.may_reply(me(), parent, parent.bill, request_now())
    return _show_act("discussion/reply.html", comment_id, form=form, may_reply=verdict), code


@bp.route("/comments/<id:comment_id>/edit", methods=["GET", "POST"])
@signed_in
def edit(comment_id: int) -> ResponseReturnValue:
    """Change the words of one's own comment."""
    form, code = EditForm(), 200
    found = get_comment(session(), comment_id, me(), request_now())
    verdict = policy.may_edit(me(), found, found.bill, request_now())
    if form.is_submitted():
        try:
            return _edit(form, comment_id)
        except Refused as refused:
            form.refuse(refused)
            code = refused.reason.status
    else:
        verdict.require()
        form.body.data = found.body
    form.revision.data = str(get_comment(session(), comment_id, me(), request_now()).revision)
    return _show_act("discussion/edit.html", comment_id, form=form, may_edit=verdict), code


def _edit(form: EditForm, comment_id: int) -> Response:
    text = richtext.read(form.body.data or "")
    db, now = begin_write(), request_now()
    found = get_comment(db, comment_id, me(), now, lock=True)
    if actions.edit_comment(db, require_me(), found, found.bill, text=text, revision=form.seen, now=now):
        flash(_("Your comment has been changed. The earlier text stays public behind “edited”."), "success")
    return redirect(url_for("discussion.comment", comment_id=comment_id), 303)


@bp.route("/comments/<id:comment_id>/withdrawal", methods=["GET", "POST"])
@signed_in
def withdrawal(comment_id: int) -> ResponseReturnValue:
    """Ask whether to withdraw a comment, and withdraw it."""
    form = EditForm()
    found = get_comment(session(), comment_id, me(), request_now())
    if not form.is_submitted():
        policy.may_withdraw(me(), found, found.bill, request_now()).require()
        return _show_act("discussion/withdrawal.html", comment_id, form=form)
    db, now = begin_write(), request_now()
    found = get_comment(db, comment_id, me(), now, lock=True)
    actions.withdraw_comment(db, require_me(), found, found.bill, now=now)
    flash(_("Your comment has been withdrawn. Its place and the replies stay."), "success")
    return redirect(url_for("discussion.comment", comment_id=comment_id), 303)


def _show_act(template: str, comment_id: int, **words: object) -> str:
    """Show a form about one comment, with the comment above it."""
    db, now = session(), request_now()
    found = get_comment(db, comment_id, me(), now)
    row = list_rows_by_ids(db, [found.id])[found.id]
    viewer = view_as(db, None, found.bill, [row], now)
    shown = card(row, viewer, depth=0) | {"links": {}}
    bill, status = found.bill, found.bill.status(now)
    return render_template(template, bill=bill, status=status, now=now, tab="discussion", row=row, card=shown, **words)


@bp.post("/comments/<id:comment_id>/endorsement")
@signed_in
def endorsement(comment_id: int) -> ResponseReturnValue:
    """Endorse a comment."""
    db, now = begin_write(), request_now()
    found = get_comment(db, comment_id, me(), now, lock=True)
    actions.endorse_comment(db, require_me(), found, found.bill, now=now)
    return redirect(_back(comment_id), 303)


@bp.post("/comments/<id:comment_id>/endorsement/removal")
@signed_in
def retraction(comment_id: int) -> ResponseReturnValue:
    """Take an endorsement back."""
    db, now = begin_write(), request_now()
    found = get_comment(db, comment_id, me(), now, lock=True)
    actions.retract_endorsement(db, require_me(), found, found.bill, now=now)
    return redirect(_back(comment_id), 303)


def _back(comment_id: int) -> str:
    """The page of this site that the button stood on, at the comment; else the comment's own page."""
    try:
        came = urlsplit(request.referrer or "")
    except ValueError:
        came = urlsplit("")
    if came.netloc == request.host and came.path.startswith(("/bills/", "/comments/")):
        return f"{came.path}{'?' + came.query if came.query else ''}#comment-{comment_id}"
    return url_for("discussion.comment", comment_id=comment_id)
