"""Pages to write in the discussion."""

from typing import Any
from urllib.parse import urlsplit

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.accounts.current import me, require_me
from app.bills.models import Bill
from app.bills.queries import get_bill
from app.bills.queries_held import hold_bill
from app.discussion import actions, policy, rewriting
from app.discussion.cards import card, view_as
from app.discussion.composing import asked_help, find_quotable, quotable_comment, show_writing, take_up
from app.discussion.copies import sketch
from app.discussion.forms import CommentForm, EditForm, ReplyForm
from app.discussion.models import Comment
from app.discussion.options import list_places
from app.discussion.places import find_newest_place
from app.discussion.queries import get_comment
from app.discussion.restraints.pages import is_slower, judge_form
from app.discussion.restraints.queries import list_in_force
from app.discussion.rows import list_rows_by_ids
from app.discussion.views import bp
from app.kernel import richtext
from app.kernel.clock import request_now
from app.kernel.db import begin_write, session
from app.kernel.guards import signed_in
from app.kernel.i18n import gettext as _
from app.kernel.idempotency import claim, fingerprint, settle
from app.kernel.richtext import clean_line
from app.kernel.verdict import Refused, Verdict
from app.kernel.web.kept_words import takes_words_back
from app.kernel.web.parameters import text_parameter


def _post(form: ReplyForm, bill_slug: str, place: str, parent_id: int | None) -> Response:
    """Post what a form holds, once for its key, and go to the comment's own page."""
    text, now = richtext.read(form.body.data or ""), request_now()
    sketch(text.source)  # and not while the database is held
    proposed = form.proposed.data if isinstance(form, CommentForm) else None
    if isinstance(form, CommentForm) and proposed:
        rewriting.foresee_new(session(), form, get_bill(session(), bill_slug, me(), now), place)
    db, author, key = begin_write(), require_me(), form.key.data or ""
    asked = fingerprint(bill_slug, place, parent_id, text.sha256, form.position.data, *filter(None, [proposed]))
    bill = hold_bill(db, bill_slug, author, now)
    new_id = actions.draw_id(db)  # while the bill is held, so that its comments appear in the order of their ids
    location = _address(new_id)
    earlier = claim(db, author.id, key, asked, now, location)
    if earlier is not None:
        flash(_("This form was sent before. This is what came of it; nothing was posted again."), "info")
        _clear_draft(form)
        return redirect(earlier, 303)
    comment = _post_words(db, form, bill, place, parent_id, text, new_id)
    if comment.id == new_id:
        flash(_("Your comment is public. Its receipt is below: keep it if you like."), "success")
    else:
        location = _address(comment.id)
        settle(db, author.id, key, location)
        flash(_("You said the very same here a moment ago. This is that comment; it was not posted again."), "info")
    _clear_draft(form)
    return redirect(location, 303)


def _clear_draft(form: ReplyForm | EditForm) -> None:
    """Tell the browser that the draft it kept of a form is no longer needed."""
    if form.draft.data:
        flash(clean_line(form.draft.data)[:160], "draft-clear")


def _post_words(
    db: Session, form: ReplyForm, bill: Bill, place: str, parent_id: int | None, text: richtext.RichText, new_id: int
) -> Comment:
    """Post the words of a form under an id that was drawn for them; return the comment that there was, where they were said before."""
    now, author = request_now(), require_me()
    parent = get_comment(db, parent_id, author, now) if parent_id else None
    policy.may_comment(author, bill, now).require()
    version, where = find_newest_place(db, bill, "" if parent else place)
    said: dict[str, Any] = {"text": text, "position": form.stance, "parent": parent, "drawn": new_id}
    if isinstance(form, CommentForm):
        said["proposal"] = rewriting.read_new(db, form, version, where)
    return actions.post_comment_once(db, author, bill, place=where, version=version, now=now, **said)


def _address(comment_id: int) -> str:
    return url_for("discussion.comment", comment_id=comment_id)


@bp.route("/bills/<slug:slug>/comments/new", methods=["GET", "POST"])
@signed_in
@takes_words_back
def new(slug: str) -> ResponseReturnValue:
    """Write a comment on a bill."""
    form, code = CommentForm(), 200
    if form.is_submitted():
        try:
            if asked_help():
                policy.may_comment(me(), get_bill(session(), slug, me(), request_now()), request_now()).require()
            elif form.validate():
                return _post(form, slug, form.place.data or "", None)
            else:
                code = 422
        except Refused as refused:
            form.refuse(refused)
            code = refused.reason.status
    elif not form.place.data:
        form.place.data = text_parameter("place", 48)
    return _show_new(form, get_bill(session(), slug, me(), request_now()), code)


def _show_new(form: CommentForm, bill: Bill, code: int) -> Response:
    db, now = session(), request_now()
    in_force = list_in_force(db, bill, now)
    form.place.data = place = rewriting.asked_part() or form.place.data or ""
    form.place.choices = list_places(db, bill).choices(place)
    text = find_quotable(db, bill, place)
    take_up(form, text.quote if text else "")
    return show_writing(
        "discussion/new.html",
        form,
        code,
        bill=bill,
        status=bill.status(now),
        now=now,
        tab="discussion",
        may_comment=policy.may_comment(me(), bill, now) and judge_form(me(), bill, in_force, None, now),
        in_force=in_force,
        is_slower=is_slower(me(), bill, now),
        text=text,
        editor=rewriting.open_editor(db, form, bill, place),
        begun=rewriting.name_begun(form),
        wording=lambda: rewriting.read_proposed(db, form, bill, place),
        draft=f"comment-{bill.slug}-{place}",
    )


@bp.route("/comments/<id:comment_id>/replies/new", methods=["GET", "POST"])
@signed_in
@takes_words_back
def reply(comment_id: int) -> ResponseReturnValue:
    """Write a reply to a comment."""
    form, code = ReplyForm(), 200
    parent = get_comment(session(), comment_id, me(), request_now())
    if form.is_submitted():
        try:
            if asked_help():
                policy.may_reply(me(), parent, parent.bill, request_now()).require()
            elif form.validate():
                return _post(form, parent.bill.slug, "", parent.id)
            else:
                code = 422
        except Refused as refused:
            form.refuse(refused)
            code = refused.reason.status
    return _show_writing("discussion/reply.html", form, comment_id, code)


@bp.route("/comments/<id:comment_id>/edit", methods=["GET", "POST"])
@signed_in
@takes_words_back
def edit(comment_id: int) -> ResponseReturnValue:
    """Change the words of one's own comment."""
    form, code = EditForm(), 200
    found = get_comment(session(), comment_id, me(), request_now())
    verdict = policy.may_edit(me(), found, found.bill, request_now())
    if form.is_submitted():
        try:
            if not asked_help():
                return _edit(form, comment_id)
            verdict.require()
        except Refused as refused:
            form.refuse(refused)
            code = refused.reason.status
    else:
        verdict.require()
        form.body.data = found.body
    return _show_writing("discussion/edit.html", form, comment_id, code)


def _edit(form: EditForm, comment_id: int) -> Response:
    text, now = richtext.read(form.body.data or ""), request_now()
    sketch(text.source)  # and not while the database is held
    rewriting.foresee_edit(session(), form, get_comment(session(), comment_id, me(), now))
    db = begin_write()
    found = get_comment(db, comment_id, me(), now, lock=True)
    said: dict[str, Any] = {"text": text, "proposal": rewriting.read_edit(db, form, found), "revision": form.seen}
    if actions.edit_comment(db, require_me(), found, found.bill, now=now, **said):
        flash(_("Your comment has been changed. The earlier text stays public behind “edited”."), "success")
    _clear_draft(form)
    return redirect(url_for("discussion.comment", comment_id=comment_id), 303)


@bp.route("/comments/<id:comment_id>/withdrawal", methods=["GET", "POST"])
@signed_in
def withdrawal(comment_id: int) -> ResponseReturnValue:
    """Ask whether to withdraw a comment, and withdraw it."""
    form = EditForm()
    found = get_comment(session(), comment_id, me(), request_now())
    if not form.is_submitted():
        policy.may_withdraw(me(), found, found.bill, request_now()).require()
        return render_template("discussion/withdrawal.html", form=form, **_about(comment_id))
    db, now = begin_write(), request_now()
    found = get_comment(db, comment_id, me(), now, lock=True)
    actions.withdraw_comment(db, require_me(), found, found.bill, now=now)
    flash(_("Your comment has been withdrawn. Its place and the replies stay."), "success")
    return redirect(url_for("discussion.comment", comment_id=comment_id), 303)


def _about(comment_id: int) -> dict[str, Any]:
    """What a form about one comment shows above it."""
    db, now = session(), request_now()
    found = get_comment(db, comment_id, me(), now)
    row = list_rows_by_ids(db, [found.id])[found.id]
    shown = card(row, view_as(db, None, found.bill, [row], now), depth=0) | {"links": {}}
    bill = found.bill
    return {"bill": bill, "status": bill.status(now), "now": now, "tab": "discussion", "row": row, "card": shown}


def _show_writing(template: str, form: ReplyForm | EditForm, comment_id: int, code: int) -> Response:
    """Show the form of a reply or an edit, with the comment and the words that the two are about."""
    shown, now = _about(comment_id), request_now()
    found = get_comment(session(), comment_id, me(), now)
    if isinstance(form, EditForm):
        form.revision.data = str(found.revision)
    words = quotable_comment(found) if isinstance(form, ReplyForm) else ""
    text = find_quotable(session(), found.bill, shown["row"].place)
    take_up(form, words or (text.quote if text else ""))
    verdict = _may_write(form, found, shown)
    if isinstance(form, EditForm):
        shown["editor"] = rewriting.open_editor_again(session(), form, found)
        shown["wording"] = lambda: rewriting.read_edit(session(), form, found)
    return show_writing(template, form, code, may_write=verdict, text=text, words=words, **shown)


def _may_write(form: ReplyForm | EditForm, found: Comment, shown: dict[str, Any]) -> Verdict:
    """Decide whether a form is shown, and note for a reply what restrains it; nothing restrains an edit."""
    bill, now = found.bill, request_now()
    if isinstance(form, EditForm):
        return policy.may_edit(me(), found, bill, now)
    shown["in_force"] = in_force = list_in_force(session(), bill, now)
    shown["is_slower"] = is_slower(me(), bill, now)
    return policy.may_reply(me(), found, bill, now) and judge_form(me(), bill, in_force, found.root_id or found.id, now)


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
