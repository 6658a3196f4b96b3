"""Suspending and reinstating accounts, and answering objections."""

from typing import Any

from flask import flash
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.accounts.access import Permission
from app.accounts.current import require_me
from app.accounts.models import Person
from app.accounts.offices import policy
from app.accounts.offices.models import Suspension, SuspensionGround
from app.accounts.offices.suspensions import find_suspension, reinstate_account, suspend_account, uphold_suspension
from app.accounts.offices.words import SUSPENSION_GROUNDS
from app.accounts.queries import count_other_administrators
from app.kernel.bilingual import Passage
from app.kernel.clock import request_now
from app.kernel.db import session
from app.kernel.guards import needs
from app.kernel.i18n import gettext as _
from app.kernel.richtext import guess_language
from app.kernel.verdict import not_found
from app.site.offices import bp
from app.site.offices.forms import ObjectionAnswerForm, ReasonForm, SuspendForm
from app.site.offices.institutions import crumbs
from app.site.offices.posting import answer, do_sent, show_act
from app.site.offices.queries import load_person

_HERE = "/desk/offices/people/"


@bp.route("/desk/offices/people/<slug:public_id>/suspension", methods=["GET", "POST"])
@needs(Permission.ADMINISTER)
def suspension(public_id: str) -> ResponseReturnValue:
    """Suspend an account on a published ground."""
    form = SuspendForm()
    done = do_sent(form, lambda db, person: _suspend(db, person, public_id, form))
    return answer(done, lambda status: _show_suspension(form, public_id, status))


def _suspend(db: Session, actor: Person, public_id: str, form: SuspendForm) -> str:
    found = load_person(db, public_id, lock=True)
    ground = SuspensionGround(form.ground.data)
    suspend_account(db, actor, found, ground=ground, reason=form.reason.data or "", now=request_now())
    flash(_("The account is suspended, on the record. Its sessions and tokens have ended."), "success")
    return _HERE + public_id


def _show_suspension(form: SuspendForm, public_id: str, status: int) -> tuple[str, int]:
    found = load_person(session(), public_id)
    verdict = policy.may_suspend(require_me(), found, request_now())
    hints = {ground.value: words.covers for ground, words in SUSPENSION_GROUNDS.items()}
    lede = _(
        "All sessions and tokens end at once. The person is told by mail and can object. Ground and reason are published; "
        "what the account wrote stays. What somebody thinks is no ground."
    )
    words: dict[str, Any] = {"title": _("Suspend %(who)s", who=found.handle), "submit": _("Suspend the account")}
    missing = verdict.reason.text if verdict.reason else None
    more = {"radio_hints": hints, "missing": missing, "crumbs": crumbs(), "kind": "danger"}
    return show_act(form, status, lede=lede, back=_HERE + public_id, **words, **more)


@bp.route("/desk/offices/people/<slug:public_id>/reinstatement", methods=["GET", "POST"])
@needs(Permission.ADMINISTER)
def reinstatement(public_id: str) -> ResponseReturnValue:
    """End the suspension of an account."""
    form = ReasonForm()
    done = do_sent(form, lambda db, person: _reinstate(db, person, public_id, form))
    return answer(done, lambda status: _show_reinstatement(form, public_id, status))


def _reinstate(db: Session, actor: Person, public_id: str, form: ReasonForm) -> str:
    found = load_person(db, public_id, lock=True)
    reinstate_account(db, actor, found, reason=form.reason.data or "", now=request_now())
    flash(_("The account works again, on the record."), "success")
    return _HERE + public_id


def _show_reinstatement(form: ReasonForm, public_id: str, status: int) -> tuple[str, int]:
    found = load_person(session(), public_id)
    verdict = policy.may_reinstate(require_me(), found, request_now())
    words = {"title": _("Reinstate %(who)s", who=found.handle), "submit": _("End the suspension")}
    missing = verdict.reason.text if verdict.reason else None
    return show_act(form, status, back=_HERE + public_id, missing=missing, crumbs=crumbs(), **words)


@bp.route("/desk/offices/people/<slug:public_id>/objection", methods=["GET", "POST"])
@needs(Permission.ADMINISTER)
def objection(public_id: str) -> ResponseReturnValue:
    """Answer the objection of a suspended person."""
    form = ObjectionAnswerForm()
    done = do_sent(form, lambda db, person: _answer_objection(db, person, public_id, form))
    return answer(done, lambda status: _show_objection(form, public_id, status))


def _answer_objection(db: Session, actor: Person, public_id: str, form: ObjectionAnswerForm) -> str:
    found, reason, now = load_person(db, public_id, lock=True), form.reason.data or "", request_now()
    if form.outcome.data == "reinstate":
        reinstate_account(db, actor, found, reason=reason, now=now)
    else:
        uphold_suspension(db, actor, _objected(db, found), reason=reason, now=now)
    flash(_("The objection is answered, on the record and by mail."), "success")
    return _HERE + public_id


def _objected(db: Session, person: Person) -> Suspension:
    found = find_suspension(db, person)
    if found is None or found.objected_at is None:
        raise not_found()
    return found


def _show_objection(form: ObjectionAnswerForm, public_id: str, status: int) -> tuple[str, int]:
    db = session()
    person = load_person(db, public_id)
    found = _objected(db, person)
    others = count_other_administrators(db, found.suspended_by_id, request_now())
    verdict = policy.may_uphold(require_me(), found, request_now(), others=others)
    words = {"title": _("Objection of %(who)s", who=person.handle), "submit": _("Answer, on the record")}
    ground = SUSPENSION_GROUNDS[found.ground].name
    facts = [(_("Ground"), ground), (_("Reason"), found.reason), (_("Suspended by"), found.suspended_by.handle)]
    said = Passage(found.objection or "", guess_language(found.objection or ""))
    missing = verdict.reason.text if verdict.reason else None
    more = {"facts": facts, "standing": said, "missing": missing, "crumbs": crumbs()}
    return show_act(form, status, back=_HERE + public_id, **words, **more)
