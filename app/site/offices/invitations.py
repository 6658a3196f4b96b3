"""Taking an invitation up, and objecting to a suspension: for who holds a mailed link, or a password."""

from typing import Any

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue
from wtforms import PasswordField
from wtforms.validators import InputRequired

from app.accounts.current import me, require_me
from app.accounts.models import Person, Role
from app.accounts.offices import policy
from app.accounts.offices.invitations import accept_invitation, find_invitation
from app.accounts.offices.suspensions import find_suspension, object_to_suspension
from app.accounts.offices.words import SUSPENSION_GROUNDS
from app.accounts.proof import prove_identity
from app.kernel.clock import request_now
from app.kernel.db import begin_write, close_session, session
from app.kernel.guards import public, signed_in
from app.kernel.i18n import gettext as _
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import Refused
from app.kernel.web.forms import Form, Line, Prose
from app.site.offices import bp
from app.site.offices.choices import office_name

_DEAD = _l("This link does not work: it was used or revoked, or it is older than seven days. Ask for a new invitation.")


class ObjectionForm(Form):
    """Who objects to the suspension of their account, and why."""

    name = Line(_l("Handle or e-mail address"), [InputRequired(_l("Enter your handle or e-mail address."))])
    password = PasswordField(_l("Password"), [InputRequired(_l("Enter your password."))])
    objection = Prose(_l("Why the suspension is wrong"), [InputRequired(_l("Say why in words."))])


@bp.get("/invitations/<token>")
@public
def invitation(token: str) -> ResponseReturnValue:
    """Show what an invitation is to, and a button that accepts it: programs that read mail open links, but press no buttons."""
    return _show_invitation(token)


def _show_invitation(token: str, refused: Refused | None = None) -> ResponseReturnValue:
    try:
        found = find_invitation(session(), token, request_now())
    except Refused as gone:
        return render_template("offices/invitation.html", dead=_DEAD), gone.reason.status
    verdict = policy.may_accept(me(), found, request_now())
    reason = refused.reason if refused else verdict.reason
    words: dict[str, Any] = {
        "inviter": found.invited_by.handle,
        "place": found.agency or found.subgroup,
        "role": Role(found.role),
    }
    words |= {"ends_at": found.ends_at, "expires_at": found.expires_at, "token": token, "reason": reason}
    office = office_name(Role(found.role), found.agency or found.subgroup)
    page = render_template("offices/invitation.html", office=office, **words)
    return page, refused.reason.status if refused else 200


@bp.post("/invitations/<token>")
@signed_in
def accept(token: str) -> ResponseReturnValue:
    """Accept an invitation."""
    try:
        db, now = begin_write(), request_now()
        accept_invitation(db, require_me(), find_invitation(db, token, now, lock=True), now)
    except Refused as refused:
        close_session()
        return _show_invitation(token, refused)
    flash(_("You hold the office now. It is public, and on the record."), "success")
    return redirect("/desk", 303)


@bp.route("/account/objection", methods=["GET", "POST"])
@public
def object_by_form() -> ResponseReturnValue:
    """Tell somebody with a suspended account why it is, and let them object once."""
    form, status, person = ObjectionForm(), 200, None
    if form.is_submitted():
        status = 422
        try:
            if form.validate():
                person = _object(form)
                return redirect("/account/objection/sent", 303)
        except Refused as refused:
            close_session()
            form.refuse(refused)
            status = refused.reason.status
    return render_template("offices/objection.html", form=form, person=person, grounds=SUSPENSION_GROUNDS), status


def _object(form: ObjectionForm) -> Person:
    proof = prove_identity(form.name.data or "", form.password.data or "")
    db = begin_write()
    person = db.get_one(Person, proof.person_id)
    policy.may_object(find_suspension(db, person)).require()
    object_to_suspension(db, person, form.objection.data or "", request_now())
    return person


@bp.get("/account/objection/sent")
@public
def objected() -> str:
    """Tell somebody that their objection is with the administrators."""
    return render_template("offices/objected.html")
