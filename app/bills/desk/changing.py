"""Desk pages: rescheduling and extending a notice, postponing the response, asking for a withdrawal."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.accounts.access import Permission
from app.accounts.current import require_me
from app.accounts.models import Person
from app.bills import actions, policy
from app.bills.desk import bp
from app.bills.desk.forms import ActForm
from app.bills.desk.notice_forms import ExtensionForm, PostponementForm, ReasonForm, ReschedulingForm
from app.bills.desk.posting import bill_for_act, bill_to_prepare, do_or_count, do_sent
from app.bills.models import Bill, PendingKind
from app.bills.queries_path import find_waiting
from app.kernel.clock import request_now
from app.kernel.db import session
from app.kernel.guards import needs
from app.kernel.i18n import gettext as _
from app.kernel.i18n import show_day
from app.kernel.verdict import Verdict

Rule = Callable[[Person | None, Bill, datetime], Verdict]


@bp.route("/<slug:slug>/notice/rescheduling", methods=["GET", "POST"])
@needs(Permission.PREPARE_BILL)
def rescheduling(slug: str) -> ResponseReturnValue:
    """Set other days for a notice that has not opened; a short one waits for another official's signature."""
    form = ReschedulingForm()
    done, status = do_or_count(form, lambda db, person: _reschedule(db, person, slug, form))
    if done:
        return done
    bill = bill_to_prepare(slug)
    if request.method == "GET":
        form.show(bill)
    waiting = find_waiting(session(), bill, PendingKind.RESCHEDULING)
    return _page("rescheduling", bill, form, policy.may_reschedule, waiting=waiting), status


def _reschedule(db: Session, person: Person, slug: str, form: ReschedulingForm) -> str:
    bill, plan, now = bill_for_act(db, person, slug), form.plan(form.pair("reason")), request_now()
    if plan.notice.is_short:
        actions.ask_for_rescheduling(db, person, bill, plan, revision=form.seen, now=now)
        flash(_("The new days wait for the signature of another official of your agency."), "success")
        return f"/desk/bills/{slug}/waiting"
    actions.reschedule_notice(db, person, bill, plan, revision=form.seen, now=now)
    flash(_("The notice is rescheduled. Everybody can see it on the bill's page."), "success")
    return f"/desk/bills/{slug}/notice"


@bp.route("/<slug:slug>/notice/extension", methods=["GET", "POST"])
@needs(Permission.PREPARE_BILL)
def extension(slug: str) -> ResponseReturnValue:
    """Give an open notice a later last day."""
    form = ExtensionForm()
    done, status = do_or_count(form, lambda db, person: _extend(db, person, slug, form))
    if done:
        return done
    bill = bill_to_prepare(slug)
    if request.method == "GET" and bill.last_day:
        form.last_day.data = bill.last_day + timedelta(days=14)
    return _page("extension", bill, form, policy.may_extend, notice=form.notice(bill)), status


def _extend(db: Session, person: Person, slug: str, form: ExtensionForm) -> str:
    bill, last_day, reason = bill_for_act(db, person, slug), form.last_day.data, form.pair("reason")
    assert last_day is not None  # noqa: S101
    actions.extend_notice(db, person, bill, last_day=last_day, reason=reason, revision=form.seen, now=request_now())
    flash(_("The notice is extended to %(day)s.", day=show_day(last_day)), "success")
    return f"/desk/bills/{slug}/notice"


@bp.route("/<slug:slug>/notice/postponement", methods=["GET", "POST"])
@needs(Permission.PREPARE_BILL)
def postponement(slug: str) -> ResponseReturnValue:
    """Have the consolidated response due later."""
    form = PostponementForm()
    done, status = do_sent(form, lambda db, person: _postpone(db, person, slug, form))
    return done or (_page("postponement", bill_to_prepare(slug), form, policy.may_postpone), status)


def _postpone(db: Session, person: Person, slug: str, form: PostponementForm) -> str:
    bill, due_day, reason = bill_for_act(db, person, slug), form.due_day.data, form.pair("reason")
    assert due_day is not None  # noqa: S101
    actions.postpone_response(db, person, bill, due_day=due_day, reason=reason, revision=form.seen, now=request_now())
    flash(_("The response is now due by %(day)s.", day=show_day(due_day)), "success")
    return f"/desk/bills/{slug}/notice"


@bp.route("/<slug:slug>/withdrawal", methods=["GET", "POST"])
@needs(Permission.PREPARE_BILL)
def withdrawal(slug: str) -> ResponseReturnValue:
    """Ask for a bill's withdrawal, which another official signs."""
    form = ReasonForm()
    done, status = do_sent(form, lambda db, person: _ask_to_withdraw(db, person, slug, form))
    if done:
        return done
    bill = bill_to_prepare(slug)
    waiting = find_waiting(session(), bill, PendingKind.WITHDRAWAL)
    return _page("withdrawal", bill, form, policy.may_withdraw_bill, waiting=waiting), status


def _ask_to_withdraw(db: Session, person: Person, slug: str, form: ReasonForm) -> str:
    bill = bill_for_act(db, person, slug)
    reason, now = form.pair("reason"), request_now()
    actions.ask_for_withdrawal(db, person, bill, reason=reason, revision=form.seen, now=now)
    flash(_("The withdrawal waits for the signature of another official of your agency."), "success")
    return f"/desk/bills/{slug}/waiting"


def _page(name: str, bill: Bill, form: ActForm, rule: Rule, **more: Any) -> str:
    form.revision.data = str(bill.revision)
    allowed = rule(require_me(), bill, request_now())
    return render_template(f"bills/desk_{name}.html", bill=bill, form=form, allowed=allowed, **more)
