"""Giving and ending roles, and inviting to them."""

from typing import Any

from flask import flash, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.accounts import actions
from app.accounts.access import Permission
from app.accounts.current import require_me
from app.accounts.models import Membership, Person, Role, Subgroup
from app.accounts.offices.invitations import invite, load_invitation, revoke_invitation
from app.accounts.policy import may_end, may_grant
from app.accounts.queries import find_by_handle
from app.accounts.roles import Place
from app.kernel.clock import request_now
from app.kernel.db import session
from app.kernel.guards import needs
from app.kernel.i18n import gettext as _
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import invalid, not_found
from app.kernel.web.parameters import text_parameter
from app.site.offices import bp
from app.site.offices.choices import office_choices, office_name, read_office
from app.site.offices.forms import ConfirmForm, GrantForm, InviteForm, ReasonForm, require_days
from app.site.offices.posting import answer, do_sent, show_act
from app.site.offices.queries import load_membership

_HINTS = {
    "handle": _l("The person is told nothing by this; to ask first, invite them."),
    "first_day": _l("Leave it empty to begin at once."),
    "last_day": _l("Counted in full. Leave it empty for a term without an end."),
    "to": _l("An e-mail address is shown to nobody but you, and is erased once the invitation is accepted or over."),
}
_NOBODY = _l("Nobody with this handle has confirmed their account.")


def home_of(place: Place) -> str:
    """The page to which one goes back from an act on somebody's role in a place."""
    return f"/desk/subgroups/{place.slug}" if isinstance(place, Subgroup) else "/desk/offices"


def _prefill(form: Any) -> None:
    """Fill in what the link named, where a form is opened."""
    form.office.choices = office_choices(session(), require_me(), request_now())
    if request.method == "GET":
        form.office.data = text_parameter("office", 100)
        name = "handle" if "handle" in form else "to"
        form[name].data = text_parameter("handle", 64)


@bp.route("/desk/memberships/new", methods=["GET", "POST"])
@needs(Permission.APPOINT)
def grant() -> ResponseReturnValue:
    """Give somebody a role for a term."""
    form = GrantForm()
    _prefill(form)
    done = do_sent(form, lambda db, person: _grant(db, person, form))
    words = {"title": _("Appoint somebody"), "submit": _("Appoint, on the record"), "back": "/desk"}
    lede = _("A role counts from its first day until its last. Nobody gives a role to themselves.")
    return answer(done, lambda status: show_act(form, status, lede=lede, hints=_HINTS, **words))


def _grant(db: Session, actor: Person, form: GrantForm) -> str:
    require_days(form)
    role, place = read_office(db, form.office.data or "")
    person = _find(db, form.handle.data or "", "handle")
    term = {"starts_at": form.starts_at, "ends_at": form.ends_at}
    actions.grant_role(db, actor, person, role, place, **term, now=request_now())
    flash(_("%(who)s is appointed: %(office)s.", who=person.handle, office=office_name(role, place)), "success")
    return home_of(place)


def _find(db: Session, handle: str, field: str) -> Person:
    found = find_by_handle(db, handle)
    if found is None or found.confirmed_at is None:
        raise invalid(_NOBODY, field)
    return found


@bp.route("/desk/memberships/<id:membership_id>/ending", methods=["GET", "POST"])
@needs(Permission.APPOINT)
def ending(membership_id: int) -> ResponseReturnValue:
    """End somebody's role, with a reason."""
    form = ReasonForm()
    done = do_sent(form, lambda db, person: _end(db, person, membership_id, form))
    return answer(done, lambda status: _show_ending(form, membership_id, status))


def _end(db: Session, actor: Person, membership_id: int, form: ReasonForm) -> str:
    found = load_membership(db, membership_id, lock=True)
    actions.end_role(db, actor, found, request_now(), reason=form.reason.data or "")
    flash(_("The role of %(who)s has ended, on the record.", who=found.person.handle), "success")
    return home_of(found.agency or found.subgroup)


def _show_ending(form: ReasonForm, membership_id: int, status: int) -> tuple[str, int]:
    found = load_membership(session(), membership_id)
    place, verdict = found.agency or found.subgroup, may_end(require_me(), found, request_now())
    if not verdict and verdict.reason and verdict.reason.status == 403:
        verdict.require()
    words = {"title": _("End the role of %(who)s", who=found.person.handle), "submit": _("End the role")}
    lede = _("It stops counting at the next request. What was done in it stays valid. The reason is published.")
    return show_act(form, status, lede=lede, back=home_of(place), kind="danger", facts=_facts(found, place), **words)


def _facts(found: Membership, place: Place) -> list[tuple[Any, Any]]:
    return [(_("Handle"), found.person.handle), (_("Role"), office_name(found.role, place))]


@bp.route("/desk/invitations/new", methods=["GET", "POST"])
@needs(Permission.APPOINT)
def new_invitation() -> ResponseReturnValue:
    """Invite somebody to a role by mail."""
    form = InviteForm()
    _prefill(form)
    done = do_sent(form, lambda db, person: _invite(db, person, form))
    words = {"title": _("Invite somebody"), "submit": _("Send the invitation"), "back": "/desk"}
    lede = _(
        "A mail with a link goes out. The link works once, for seven days; who accepts it holds the role from then on."
    )
    return answer(done, lambda status: show_act(form, status, lede=lede, hints=_HINTS, **words))


def _invite(db: Session, actor: Person, form: InviteForm) -> str:
    role, place = read_office(db, form.office.data or "")
    typed = form.to.data or ""
    to: Person | str = typed if "@" in typed else _find(db, typed, "to")
    invite(db, actor, to, role, place, language=form.language.data, ends_at=form.ends_at, now=request_now())
    flash(_("The invitation is on its way."), "success")
    return home_of(place)


@bp.route("/desk/invitations/<id:invitation_id>/revocation", methods=["GET", "POST"])
@needs(Permission.APPOINT)
def revocation(invitation_id: int) -> ResponseReturnValue:
    """Revoke an invitation that nobody has accepted yet."""
    form = ConfirmForm()
    done = do_sent(form, lambda db, person: _revoke(db, person, invitation_id))
    return answer(done, lambda status: _show_revocation(form, invitation_id, status))


def _revoke(db: Session, actor: Person, invitation_id: int) -> str:
    found = load_invitation(db, invitation_id, lock=True)
    if found is None:
        raise not_found()
    revoke_invitation(db, actor, found, request_now())
    flash(_("The invitation is revoked; its link opens nothing any more."), "success")
    return home_of(found.agency or found.subgroup)


def _show_revocation(form: ConfirmForm, invitation_id: int, status: int) -> tuple[str, int]:
    found = load_invitation(session(), invitation_id)
    if found is None:
        raise not_found()
    place, role = found.agency or found.subgroup, Role(found.role)
    may_grant(require_me(), role, place, request_now()).require()
    words = {"title": _("Revoke an invitation"), "submit": _("Revoke it"), "back": home_of(place), "kind": "danger"}
    facts = [(_("Role"), office_name(role, place)), (_("Invited by"), found.invited_by.handle)]
    over = None if found.is_open(request_now()) else _("This invitation is over already.")
    return show_act(form, status, facts=facts, missing=over, **words)
