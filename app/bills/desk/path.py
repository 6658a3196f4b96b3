"""Desk page: the stages that a bill has reached, recorded and taken out again."""

from typing import Any

from flask import flash, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.accounts.access import Permission
from app.accounts.current import require_me
from app.accounts.models import Person
from app.bills import actions, policy, queries
from app.bills.desk import bp
from app.bills.desk.forms import ActForm
from app.bills.desk.notice_forms import MilestoneForm
from app.bills.desk.posting import bill_for_act, bill_to_prepare, do_sent
from app.bills.queries_path import get_milestone
from app.bills.words import STAGES
from app.kernel.clock import request_now, taipei_day
from app.kernel.db import session
from app.kernel.guards import needs
from app.kernel.i18n import gettext as _


@bp.route("/<slug:slug>/milestones", methods=["GET", "POST"])
@needs(Permission.PREPARE_BILL)
def milestones(slug: str) -> ResponseReturnValue:
    """List the stages that a bill has reached, and record one."""
    form = MilestoneForm()
    done, status = do_sent(form, lambda db, person: _add(db, person, slug, form))
    if done:
        return done
    bill, now = bill_to_prepare(slug), request_now()
    form.day.data = form.day.data or taipei_day(now)
    page = {"form": form, "found": queries.list_milestones(session(), bill), "stages": STAGES}
    allowed = policy.may_add_milestone(require_me(), bill, now)
    return render_template("bills/desk_milestones.html", bill=bill, allowed=allowed, **page), status


@bp.route("/<slug:slug>/milestones/<id:milestone_id>", methods=["GET", "POST"])
@needs(Permission.PREPARE_BILL)
def milestone(slug: str, milestone_id: int) -> ResponseReturnValue:
    """Correct a stage that was recorded."""
    form = MilestoneForm()
    done, status = do_sent(form, lambda db, person: _correct(db, person, slug, milestone_id, form))
    if done:
        return done
    bill = bill_to_prepare(slug)
    found = get_milestone(session(), bill, milestone_id)
    if status == 200:
        form.show(found)
    return render_template("bills/desk_milestone.html", bill=bill, form=form, milestone=found), status


@bp.post("/<slug:slug>/milestones/<id:milestone_id>/removal")
@needs(Permission.PREPARE_BILL)
def remove_milestone(slug: str, milestone_id: int) -> ResponseReturnValue:
    """Take out a stage that was recorded by mistake."""

    def act(db: Session, person: Person) -> str:
        bill = bill_for_act(db, person, slug)
        found = get_milestone(db, bill, milestone_id)
        actions.remove_milestone(db, person, bill, found, now=request_now())
        flash(_("The stage is taken out."), "success")
        return f"/desk/bills/{slug}/milestones"

    done, _status = do_sent(ActForm(), act, shows_refusals=False)
    return done or ("", 422)


def _sent(form: MilestoneForm) -> dict[str, Any]:
    return {
        "stage": form.chosen,
        "day": form.day.data,
        "note": form.pair("note"),
        "source_url": form.source_url.data or "",
        "source_label": form.pair("source_label"),
        "now": request_now(),
    }


def _add(db: Session, person: Person, slug: str, form: MilestoneForm) -> str:
    actions.add_milestone(db, person, bill_for_act(db, person, slug), **_sent(form))
    flash(_("The stage is recorded."), "success")
    return f"/desk/bills/{slug}/milestones"


def _correct(db: Session, person: Person, slug: str, milestone_id: int, form: MilestoneForm) -> str:
    bill = bill_for_act(db, person, slug)
    actions.correct_milestone(db, person, bill, get_milestone(db, bill, milestone_id), **_sent(form))
    flash(_("The stage is corrected."), "success")
    return f"/desk/bills/{slug}/milestones"
