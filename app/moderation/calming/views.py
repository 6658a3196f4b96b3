"""Pages with which moderators calm a discussion: what holds, and a form for each act."""

from typing import Any

from flask import Blueprint, flash, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.accounts.access import Permission
from app.accounts.current import me, require_me
from app.accounts.models import Person
from app.bills.desk.posting import do_sent
from app.bills.models import Bill
from app.bills.queries import get_bill
from app.discussion.queries import get_comment
from app.discussion.restraints.policy import last_days_begin
from app.discussion.restraints.queries import get_restraint, get_row, list_in_force
from app.discussion.rows import list_rows_by_ids
from app.kernel.clock import request_now
from app.kernel.db import session
from app.kernel.guards import needs
from app.kernel.i18n import gettext as _
from app.kernel.verdict import Verdict
from app.kernel.web.forms import KeyedForm
from app.moderation.calming import actions, policy
from app.moderation.calming.forms import ButtonForm, GateForm, LiftForm, LockForm, SlowForm
from app.moderation.calming.queries import find_unsettled, get_proposal
from app.moderation.cases import plain_card
from app.moderation.policy import may_moderate_bill

bp = Blueprint("calming", __name__)


def _bill(db: Session, slug: str, *, lock: bool = False) -> Bill:
    """Load a bill that the person asking moderates, or raise Refused."""
    bill = get_bill(db, slug, me(), request_now(), lock=lock)
    may_moderate_bill(me(), bill, request_now()).require()
    return bill


def _home(bill: Bill) -> str:
    return f"/desk/bills/{bill.slug}/calming"


def _done(log_seq: int) -> None:
    flash(_("Done, on the record under log no. %(number)s.", number=log_seq), "success")


@bp.get("/desk/bills/<slug:slug>/calming")
@needs(Permission.MODERATE)
def index(slug: str) -> str:
    """Show what restrains a bill's discussion, what waits, and what may be done."""
    db, now, person = session(), request_now(), require_me()
    bill = _bill(db, slug)
    proposal = find_unsettled(db, bill)
    waits = proposal if proposal is not None and policy.is_waiting(proposal, now) else None
    in_force = list_in_force(db, bill, now)
    words = {
        "in_force": in_force,
        "rows": [*in_force.of_bill, *in_force.locks.values()],
        "proposal": waits,
        "may_calm": policy.may_calm(person, bill, now),
        "may_confirm": policy.may_confirm(person, waits, bill, now) if waits else None,
        "is_own": waits is not None and waits.asked_by_id == person.id,
        "button": ButtonForm(formdata=None),
        "last_days": last_days_begin(bill),
    }
    return render_template("moderation/calming/index.html", bill=bill, now=now, **words)


@bp.route("/desk/bills/<slug:slug>/calming/slow", methods=["GET", "POST"])
@needs(Permission.MODERATE)
def slow(slug: str) -> ResponseReturnValue:
    """Set slow mode."""
    form = SlowForm()

    def act(db: Session, person: Person) -> str:
        bill = _bill(db, slug, lock=True)
        asked: dict[str, Any] = {"minutes": form.minutes.data, "hours": form.hours.data}
        made = actions.slow_discussion(db, person, bill, **asked, reason=form.reason.data or "", now=request_now())
        _done(made.log_seq)
        return _home(bill)

    done, status = do_sent(form, act)
    return done or _show("moderation/calming/slow.html", form, slug, status)


@bp.route("/desk/bills/<slug:slug>/calming/gate", methods=["GET", "POST"])
@needs(Permission.MODERATE)
def gate(slug: str) -> ResponseReturnValue:
    """Propose to ask for older accounts."""
    form = GateForm()

    def act(db: Session, person: Person) -> str:
        bill = _bill(db, slug, lock=True)
        asked: dict[str, Any] = {"days": form.days.data, "hours": form.hours.data}
        actions.propose_gate(db, person, bill, **asked, reason=form.reason.data or "", now=request_now())
        flash(_("Proposed. Nothing changes until a second moderator confirms it."), "success")
        return _home(bill)

    done, status = do_sent(form, act)
    return done or _show("moderation/calming/gate.html", form, slug, status)


def _show(template: str, form: KeyedForm, slug: str, status: int) -> ResponseReturnValue:
    """Show a form on a whole bill, or why nothing can be set there."""
    bill, now = _bill(session(), slug), request_now()
    verdict = policy.may_calm(me(), bill, now)
    return _page(template, form, bill, status, verdict, _home(bill))


def _page(
    template: str, form: KeyedForm, bill: Bill, status: int, verdict: Verdict, back: str, **words: Any
) -> ResponseReturnValue:
    if verdict.reason is not None:
        status = verdict.reason.status
    shown = {"verdict": verdict, "back": back, "last_days": last_days_begin(bill), **words}
    return render_template(template, form=form, bill=bill, now=request_now(), **shown), status


@bp.post("/desk/bills/<slug:slug>/calming/gate/<id:proposal_id>/confirmation")
@needs(Permission.MODERATE)
def confirm(slug: str, proposal_id: int) -> ResponseReturnValue:
    """Confirm what another moderator proposed."""

    def act(db: Session, person: Person) -> str:
        bill = _bill(db, slug, lock=True)
        found = get_proposal(db, bill, proposal_id)
        _done(actions.confirm_gate(db, person, found, bill, now=request_now()).log_seq)
        return _home(bill)

    return _press(act)


@bp.post("/desk/bills/<slug:slug>/calming/gate/<id:proposal_id>/declining")
@needs(Permission.MODERATE)
def decline(slug: str, proposal_id: int) -> ResponseReturnValue:
    """Decline what another moderator proposed."""

    def act(db: Session, person: Person) -> str:
        bill = _bill(db, slug, lock=True)
        actions.decline_gate(db, person, get_proposal(db, bill, proposal_id), bill, now=request_now())
        flash(_("You have declined it. Nothing changes for those who comment."), "success")
        return _home(bill)

    return _press(act)


@bp.post("/desk/bills/<slug:slug>/calming/gate/<id:proposal_id>/taking-back")
@needs(Permission.MODERATE)
def take_back(slug: str, proposal_id: int) -> ResponseReturnValue:
    """Take back what one proposed."""

    def act(db: Session, person: Person) -> str:
        bill = _bill(db, slug, lock=True)
        actions.take_back_gate(db, person, get_proposal(db, bill, proposal_id), bill, now=request_now())
        flash(_("You have taken it back."), "success")
        return _home(bill)

    return _press(act)


def _press(act: Any) -> ResponseReturnValue:
    """Do what a button says; a refusal is a page of its own, as there are no words to keep."""
    done, status = do_sent(ButtonForm(), act, shows_refusals=False)
    return done or ("", status)


@bp.route("/comments/<id:comment_id>/lock", methods=["GET", "POST"])
@needs(Permission.MODERATE)
def lock(comment_id: int) -> ResponseReturnValue:
    """Pause the replies to the thread that a comment began."""
    form = LockForm()

    def act(db: Session, person: Person) -> str:
        root, hours = get_comment(db, comment_id, person, request_now(), lock=True), form.hours.data
        reason = form.reason.data or ""
        _done(actions.lock_thread(db, person, root, root.bill, hours=hours, reason=reason, now=request_now()).log_seq)
        return f"/comments/{comment_id}"

    done, status = do_sent(form, act)
    return done or _show_lock(form, comment_id, status)


def _show_lock(form: LockForm, comment_id: int, status: int) -> ResponseReturnValue:
    db, now = session(), request_now()
    root = get_comment(db, comment_id, me(), now)
    may_moderate_bill(me(), root.bill, now).require()
    card = plain_card(list_rows_by_ids(db, [root.id])[root.id])
    verdict = policy.may_lock(me(), root, root.bill, now)
    back = f"/comments/{comment_id}"
    return _page("moderation/calming/lock.html", form, root.bill, status, verdict, back, card=card)


@bp.route("/bills/<slug:slug>/restraints/<id:restraint_id>/lifting", methods=["GET", "POST"])
@needs(Permission.MODERATE)
def lift(slug: str, restraint_id: int) -> ResponseReturnValue:
    """End a restraint before its time."""
    form = LiftForm()

    def act(db: Session, person: Person) -> str:
        bill = _bill(db, slug, lock=True)
        found, reason = get_restraint(db, bill, restraint_id), form.reason.data or ""
        _done(actions.lift_restraint(db, person, found, bill, reason=reason, now=request_now()).seq)
        return f"/comments/{found.comment_id}" if found.comment_id else _home(bill)

    done, status = do_sent(form, act)
    return done or _show_lifting(form, slug, restraint_id, status)


def _show_lifting(form: LiftForm, slug: str, restraint_id: int, status: int) -> ResponseReturnValue:
    db, now = session(), request_now()
    bill = _bill(db, slug)
    found = get_restraint(db, bill, restraint_id)
    verdict, row = policy.may_lift(me(), found, bill, now), get_row(db, restraint_id)
    return _page("moderation/calming/lifting.html", form, bill, status, verdict, _home(bill), row=row)
