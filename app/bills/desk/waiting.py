"""Desk pages: what waits on a bill for a signature or a day, and what an official does about it."""

from collections.abc import Callable

from flask import flash, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.accounts.access import Permission
from app.accounts.current import require_me
from app.accounts.models import Person
from app.bills import actions
from app.bills.desk import bp
from app.bills.desk.forms import ActForm
from app.bills.desk.notice_forms import DecliningForm
from app.bills.desk.posting import bill_for_act, bill_to_prepare, do_sent
from app.bills.desk.waiting_cards import act_card
from app.bills.models import Bill, PendingAct, PendingOutcome
from app.bills.queries_path import get_act, list_acts
from app.kernel.clock import request_now
from app.kernel.db import session
from app.kernel.guards import needs
from app.kernel.i18n import gettext as _

OnAct = Callable[[Session, Person, Bill, PendingAct], None]


@bp.get("/<slug:slug>/waiting")
@needs(Permission.PREPARE_BILL)
def waiting(slug: str) -> str:
    """Show what waits on a bill, and what became of what waited before."""
    return _page(slug)


@bp.post("/<slug:slug>/waiting/<id:act_id>/signature")
@needs(Permission.PREPARE_BILL)
def sign(slug: str, act_id: int) -> ResponseReturnValue:
    """Sign what another official asked for."""
    form = ActForm()

    def act(db: Session, person: Person, bill: Bill, found: PendingAct) -> None:
        actions.sign_act(db, person, bill, found, revision=form.seen, now=request_now())
        if found.outcome is PendingOutcome.FAILED:
            flash(_("Nothing was done. The reason stands below."), "error")
        elif found.outcome is PendingOutcome.DONE:
            flash(_("Signed and done. It is on the public record."), "success")
        else:
            flash(_("Signed. It will be done at the time that is set."), "success")

    return _on_act(slug, act_id, form, act)


@bp.post("/<slug:slug>/waiting/<id:act_id>/taking-back")
@needs(Permission.PREPARE_BILL)
def take_back(slug: str, act_id: int) -> ResponseReturnValue:
    """Take back what one asked for."""

    def act(db: Session, person: Person, bill: Bill, found: PendingAct) -> None:
        actions.take_back_act(db, person, bill, found, now=request_now())
        flash(_("You have taken it back."), "success")

    return _on_act(slug, act_id, ActForm(), act)


@bp.post("/<slug:slug>/waiting/<id:act_id>/declining")
@needs(Permission.PREPARE_BILL)
def decline(slug: str, act_id: int) -> ResponseReturnValue:
    """Decline what another official asked for, with words for them."""
    form = DecliningForm()

    def on_found(db: Session, person: Person) -> str:
        bill = bill_for_act(db, person, slug)
        found, words = get_act(db, bill, act_id), form.words.data or ""
        actions.decline_act(db, person, bill, found, words=words, now=request_now())
        flash(_("You have declined it. Who asked for it is told."), "success")
        return f"/desk/bills/{slug}/waiting"

    done, status = do_sent(form, on_found)
    return done or (_page(slug, form, act_id), status)


def _on_act(slug: str, act_id: int, form: ActForm, act: OnAct) -> ResponseReturnValue:
    """Do what one button says; a refusal is a page of its own, as there are no words to keep."""

    def on_found(db: Session, person: Person) -> str:
        bill = bill_for_act(db, person, slug)
        act(db, person, bill, get_act(db, bill, act_id))
        return f"/desk/bills/{slug}/waiting"

    done, _status = do_sent(form, on_found, shows_refusals=False)
    return done or ("", 422)


def _page(slug: str, sent: DecliningForm | None = None, declined: int | None = None) -> str:
    """Show what waits; `sent` is the form by which an act was to be declined and could not be."""
    bill, person, now = bill_to_prepare(slug), require_me(), request_now()
    cards = [act_card(act, bill, person, now) for act in list_acts(session(), bill)]
    for card in cards:
        act_id = card["act"].id
        card["form"] = _form_of(act_id, sent if act_id == declined else None, bill)
    return render_template("bills/desk_waiting.html", bill=bill, cards=cards, sent=sent)


def _form_of(act_id: int, sent: DecliningForm | None, bill: Bill) -> DecliningForm:
    """The form of one act; several stand on the page, so that its fields' ids name the act."""
    form = sent or DecliningForm(formdata=None)
    form.revision.data = str(bill.revision)
    for field in form:
        field.id = f"{field.id}-{act_id}"
    return form
