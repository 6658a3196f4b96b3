"""Handing a bill over: proposing or assigning it, and answering."""

from typing import Any

from flask import flash
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from app.accounts.access import Permission
from app.accounts.current import require_me
from app.accounts.models import Person, Subgroup
from app.bills.handover import policy
from app.bills.handover.actions import (
    accept_handover,
    assign_bill,
    decline_handover,
    propose_handover,
    take_back_handover,
)
from app.bills.handover.models import Handover, HandoverOutcome
from app.bills.handover.queries import find_waiting, load_handover
from app.bills.models import Bill
from app.bills.queries import get_bill
from app.kernel.clock import request_now
from app.kernel.db import session
from app.kernel.guards import needs
from app.kernel.i18n import gettext as _
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import Reason, Refused
from app.site.offices import bp
from app.site.offices.choices import list_offices, place_choices
from app.site.offices.forms import HandoverAnswerForm, HandoverForm
from app.site.offices.posting import answer, do_sent, show_act
from app.site.offices.queries import load_office

_NOT_YOURS = _l("Only the leads of the two subgroups, and administrators, open this page.")
OUTCOMES = {
    HandoverOutcome.ACCEPTED: _l("The bill was handed over."),
    HandoverOutcome.DECLINED: _l("The offer was declined; the bill stayed where it was."),
    HandoverOutcome.TAKEN_BACK: _l("The offer was taken back."),
}


@bp.route("/desk/bills/<slug:slug>/handover", methods=["GET", "POST"])
@needs(Permission.APPOINT)
def handover(slug: str) -> ResponseReturnValue:
    """Offer a bill to another subgroup; or, as an administrator, assign it at once."""
    form = HandoverForm()
    bill = get_bill(session(), slug, require_me(), request_now())
    form.to.choices = place_choices([s for s in list_offices(session())[1] if s.id != bill.subgroup_id])
    done = do_sent(form, lambda db, person: _hand_over(db, person, slug, form))
    return answer(done, lambda status: _show(form, slug, status))


def _hand_over(db: Session, person: Person, slug: str, form: HandoverForm) -> str:
    now, reason = request_now(), form.reason.data or ""
    bill = get_bill(db, slug, person, now, lock=True)
    to, here = load_office(db, Subgroup, form.to.data or ""), bill.subgroup.slug
    if policy.may_assign(person, bill, now):
        assign_bill(db, person, bill, to, reason=reason, now=now)
        flash(_("The bill is assigned, on the record."), "success")
        return f"/desk/subgroups/{to.slug}"
    propose_handover(db, person, bill, to, reason=reason, now=now)
    flash(_("The bill is offered. It changes hands when the other subgroup's lead accepts."), "success")
    return f"/desk/subgroups/{here}"


def _show(form: HandoverForm, slug: str, status: int) -> tuple[str, int]:
    db, now, person = session(), request_now(), require_me()
    bill = get_bill(db, slug, person, now)
    assigns, waiting = bool(policy.may_assign(person, bill, now)), find_waiting(db, bill)
    verdict = policy.may_propose(person, bill, now, waits=waiting is not None and not assigns)
    if verdict.reason and verdict.reason.status == 403:
        verdict.require()
    title = _("Assign the bill to a subgroup") if assigns else _("Hand the bill over")
    lede = _("Open reports, appeals and drafts of the summary go along. The reason is published.")
    back = f"/desk/subgroups/{bill.subgroup.slug}"
    more: dict[str, Any] = {"missing": verdict.reason.text if verdict.reason else None}
    more |= {"facts": [(_("Bill"), bill.title), (_("Its subgroup now"), bill.subgroup.name)]}
    submit = _("Assign it, on the record") if assigns else _("Offer the bill")
    return show_act(form, status, title=title, lede=lede, submit=submit, back=back, **more)


@bp.route("/desk/handovers/<id:handover_id>", methods=["GET", "POST"])
@needs(Permission.APPOINT)
def offer(handover_id: int) -> ResponseReturnValue:
    """Accept or decline a bill that is offered, or take the offer back."""
    form = HandoverAnswerForm()
    form.answer.choices = _answers(load_handover(session(), handover_id))
    done = do_sent(form, lambda db, person: _answer(db, person, handover_id, form))
    return answer(done, lambda status: _show_offer(form, handover_id, status))


def _answers(found: Handover) -> list[SelectChoice]:
    """What somebody may answer; refuse who has no part in it."""
    person, now = require_me(), request_now()
    given = policy.may_answer(person, found, now)
    backs = policy.may_take_back(person, found, now)
    if all(v.reason and v.reason.status == 403 for v in (given, backs)):
        raise Refused(Reason("not_allowed", _NOT_YOURS))
    choices = [SelectChoice("accept", _("Accept the bill")), SelectChoice("decline", _("Decline"))] if given else []
    return [*choices, *([SelectChoice("take-back", _("Take the offer back"))] if backs else [])]


def _answer(db: Session, person: Person, handover_id: int, form: HandoverAnswerForm) -> str:
    found, now = load_handover(db, handover_id, lock=True), request_now()
    act, done = {
        "accept": (accept_handover, _("The bill is yours now, on the record, with all that is open on it.")),
        "decline": (decline_handover, _("The offer is declined.")),
        "take-back": (take_back_handover, _("The offer is taken back.")),
    }[form.answer.data]
    act(db, person, found, now)
    flash(done, "success")
    home = found.from_subgroup if form.answer.data == "take-back" else found.to_subgroup
    return f"/desk/subgroups/{home.slug}"


def _show_offer(form: HandoverAnswerForm, handover_id: int, status: int) -> tuple[str, int]:
    found = load_handover(session(), handover_id)
    bill: Bill = found.bill
    facts = [
        (_("Bill"), bill.title),
        (_("From"), found.from_subgroup.name),
        (_("To"), found.to_subgroup.name),
        (_("Proposed by"), found.proposed_by.handle),
        (_("Reason"), found.reason),
    ]
    missing = OUTCOMES[found.outcome] if found.outcome else None
    lede = _("With the bill come its open reports, appeals and drafts of the summary.")
    words = {"title": _("A bill is offered"), "submit": _("Send the answer"), "back": "/desk"}
    return show_act(form, status, lede=lede, facts=facts, missing=missing, **words)
