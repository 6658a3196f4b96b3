"""Declaring conflicts of interest, recording them for a member, and retracting them."""

from typing import Any

from flask import flash, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from app.accounts.access import Permission
from app.accounts.current import require_me
from app.accounts.models import Agency, Person, Subgroup
from app.accounts.offices import policy
from app.accounts.offices.conflicts import BillMark, declare_conflict, find_conflict, retract_conflict
from app.accounts.offices.models import Conflict
from app.bills.handover.policy import leads
from app.bills.models import Bill
from app.kernel.clock import request_now
from app.kernel.db import session
from app.kernel.guards import needs
from app.kernel.i18n import gettext as _
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import invalid, not_found
from app.site.offices import bp, queries
from app.site.offices.choices import about_choices, read_about
from app.site.offices.forms import ConflictForm, MemberConflictForm, ReasonForm
from app.site.offices.posting import answer, do_sent, show_act
from app.site.offices.subgroups import require_leading

_HINTS = {
    "about": _l("With an agency: you then decide on none of its bills, whether it leads or co-leads them."),
    "note": _l("That you have a conflict is public, what it is need not be. Up to 300 characters."),
}


@bp.route("/desk/conflicts", methods=["GET", "POST"])
@needs(Permission.MODERATE)
def own_conflicts() -> ResponseReturnValue:
    """Show one's own conflicts of interest, and declare one."""
    form, db, now = ConflictForm(), session(), request_now()
    form.about.choices = about_choices(db, policy.serves_in(require_me(), now), now)
    done = do_sent(form, lambda writer, person: _declare(writer, person, form), over_others=False)
    return answer(done, lambda status: _show_own(form, status))


def _declare(db: Session, person: Person, form: ConflictForm) -> str:
    now = request_now()
    about = read_about(db, form.about.data or "", now)
    declare_conflict(db, person, person, about, note=form.note.data or "", now=now)
    flash(_("Your conflict of interest is declared. You decide on nothing there from now on."), "success")
    return "/desk/conflicts"


def _show_own(form: ConflictForm, status: int) -> tuple[str, int]:
    own = queries.list_conflicts(session(), request_now(), Conflict.person_id == require_me().id)
    return render_template("offices/conflicts.html", form=form, conflicts=own, hints=_HINTS), status


@bp.route("/desk/subgroups/<slug:slug>/conflicts/new", methods=["GET", "POST"])
@needs(Permission.APPOINT)
def new_conflict(slug: str) -> ResponseReturnValue:
    """Record a conflict of interest of a member."""
    form, db, now = MemberConflictForm(), session(), request_now()
    subgroup = require_leading(slug)
    members = queries.list_terms(db, now, subgroup_id=subgroup.id)
    names = {m.public_id: m.handle for m in members if m.starts_at <= now and m.public_id != require_me().public_id}
    form.member.choices = [SelectChoice("", _l("Choose …")), *(SelectChoice(*pair) for pair in names.items())]
    form.about.choices = about_choices(db, frozenset({subgroup.id}), now)
    done = do_sent(form, lambda writer, person: _record(writer, person, slug, form))
    words = {"title": _("Record a conflict of interest"), "submit": _("Record it"), "back": f"/desk/subgroups/{slug}"}
    lede = _("From now on the member decides on nothing there. It is public, with the reason.")
    return answer(done, lambda status: show_act(form, status, lede=lede, **words))


def _record(db: Session, actor: Person, slug: str, form: MemberConflictForm) -> str:
    now = request_now()
    person = queries.load_person(db, form.member.data or "")
    subgroup = queries.load_office(db, Subgroup, slug)
    if subgroup.id not in policy.serves_in(person, now):
        raise invalid(_l("This person serves in the subgroup no more."), "member")
    about = read_about(db, form.about.data or "", now)
    declare_conflict(db, actor, person, about, note=form.note.data or "", now=now)
    flash(_("The conflict of interest of %(who)s is on record.", who=person.handle), "success")
    return f"/desk/subgroups/{slug}"


@bp.route("/desk/conflicts/<id:conflict_id>/retraction", methods=["GET", "POST"])
@needs(Permission.APPOINT)
def retraction(conflict_id: int) -> ResponseReturnValue:
    """Retract a conflict of interest of a member that is no more."""
    form = ReasonForm()
    done = do_sent(form, lambda db, person: _retract(db, person, conflict_id, form))
    return answer(done, lambda status: _show_retraction(form, conflict_id, status))


def _load(db: Session, conflict_id: int) -> tuple[Conflict, Person, Agency | BillMark]:
    found = find_conflict(db, conflict_id)
    if found is None:
        raise not_found()
    person = db.get_one(Person, found.person_id)
    if found.agency_id is not None:
        return found, person, db.get_one(Agency, found.agency_id)
    bill = db.get_one(Bill, found.bill_id)
    return found, person, BillMark(bill.id, bill.slug)


def _home(person: Person, actor: Person) -> str:
    """The page of the subgroup in which a person serves, the actor's own where they lead one; else the desk."""
    now = request_now()
    served = sorted(policy.serves_in(person, now), key=lambda one: not leads(actor, one, now))
    found = session().get(Subgroup, served[0]) if served else None
    return f"/desk/subgroups/{found.slug}" if found else "/desk"


def _retract(db: Session, actor: Person, conflict_id: int, form: ReasonForm) -> str:
    found, person, about = _load(db, conflict_id)
    retract_conflict(db, actor, found, about, reason=form.reason.data or "", now=request_now())
    flash(_("The conflict of interest is retracted, on the record."), "success")
    return _home(person, actor)


def _show_retraction(form: ReasonForm, conflict_id: int, status: int) -> tuple[str, int]:
    db, now = session(), request_now()
    found, person, _about = _load(db, conflict_id)
    verdict = policy.may_retract(require_me(), found, person, now)
    if verdict.reason and verdict.reason.status == 403:
        verdict.require()
    line = next(iter(queries.list_conflicts(db, now, Conflict.id == conflict_id)), None)
    words: dict[str, Any] = {"title": _("Retract a conflict of interest"), "submit": _("Retract it")}
    facts = [(_("Member"), person.handle), *([(_("Conflict with"), line.name)] if line else [])]
    missing = verdict.reason.text if verdict.reason else None
    lede = _("The member may decide there again. The reason is published.")
    return show_act(form, status, lede=lede, back=_home(person, require_me()), facts=facts, missing=missing, **words)
