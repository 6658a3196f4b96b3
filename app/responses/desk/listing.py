"""The work list of one response: what is asked, who answers it until when, and acts on several points at once."""

from datetime import datetime

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.accounts.access import Permission
from app.accounts.models import Person
from app.bills.models import Bill
from app.bills.queries import get_bill, latest_version, list_articles, list_versions
from app.kernel.clock import request_now, taipei_day
from app.kernel.db import session
from app.kernel.guards import needs
from app.kernel.i18n import gettext as _
from app.kernel.i18n import ngettext
from app.responses import actions
from app.responses.desk import bp
from app.responses.desk.opening import desk_of, open_bill, read_target
from app.responses.desk.rows import Filter, list_rows, owners_of
from app.responses.forms import ReadyForm, SeveralForm, SharingForm
from app.responses.queries import Item, days_left, read_response
from app.responses.releasing.queries import latest_release, list_officials
from app.responses.sharing.actions import share_out
from app.responses.sharing.queries import list_tasks
from app.responses.targets import Target
from app.responses.words import HINTS, target_name
from app.summaries.sending import do_sent


@bp.get("")
@needs(Permission.ANSWER)
def desk(slug: str) -> ResponseReturnValue:
    """Show all that is asked, with the state of each answer, who writes it and until when."""
    return _show_list(slug, ReadyForm(formdata=None), 200)


@bp.post("/readiness")
@needs(Permission.ANSWER)
def declare_ready(slug: str) -> ResponseReturnValue:
    """Declare drafts ready to be released, or not ready after all."""
    form = ReadyForm()

    def act(db: Session, person: Person, now: datetime) -> str:
        bill, targets = get_bill(db, slug, person, now), _read_targets(form.targets.data)
        done = actions.declare_ready(db, person, bill, targets, is_ready=form.is_ready, now=now)
        flash(
            ngettext("%(num)s draft is ready.", "%(num)s drafts are ready.", len(done))
            if form.is_ready
            else ngettext("%(num)s draft is not ready.", "%(num)s drafts are not ready.", len(done)),
            "success",
        )
        return f"{desk_of(slug)}/publication" if form.is_ready else desk_of(slug)

    done, status = do_sent(form, act)
    return done or _show_list(slug, form, status)


@bp.route("/sharing", methods=["GET", "POST"])
@needs(Permission.ANSWER)
def sharing(slug: str) -> ResponseReturnValue:
    """Give the chosen points an owner and a day."""
    form = SharingForm()

    def act(db: Session, person: Person, now: datetime) -> str:
        bill = get_bill(db, slug, person, now)
        share_out(db, person, bill, _read_targets(form.targets.data), form.sharing, now=now)
        flash(_("The work is assigned. Only your agency sees this."), "success")
        return desk_of(slug)

    done, status = do_sent(form, act)
    return done or _show_sharing(slug, form, status)


@bp.route("/several", methods=["GET", "POST"])
@needs(Permission.ANSWER)
def several(slug: str) -> ResponseReturnValue:
    """Answer the chosen points together: one decision and one reason."""
    form = SeveralForm()

    def act(db: Session, person: Person, now: datetime) -> str:
        bill, targets = get_bill(db, slug, person, now), _read_targets(form.targets.data)
        is_ready = bool(form.ready.data)
        done = actions.answer_several(db, person, bill, targets, form.words, is_ready=is_ready, now=now)
        flash(ngettext("%(num)s answer is drafted.", "%(num)s answers are drafted.", len(done)), "success")
        return desk_of(slug)

    done, status = do_sent(form, act)
    return done or _show_several(slug, form, status)


def _read_targets(codes: list[str] | None) -> list[Target]:
    return [read_target(code) for code in dict.fromkeys(codes or ())]


def _chosen(db: Session, bill: Bill, form: SharingForm | SeveralForm) -> list[Item]:
    """The points that were chosen on the list, or in the form that is shown again."""
    if not form.is_submitted():
        form.targets.data = request.args.getlist("targets")
    response = read_response(db, bill, drafts=True)
    return [response.find(target) for target in _read_targets(form.targets.data)]


def _show_list(slug: str, form: ReadyForm, status: int) -> ResponseReturnValue:
    db, now = session(), request_now()
    bill = open_bill(db, slug, now)
    found, tasks = read_response(db, bill, drafts=True), list_tasks(db, bill)
    chosen = Filter.read(request.args)
    page = render_template(
        "responses/desk.html",
        bill=bill,
        found=found,
        rows=list_rows(found.items, tasks, taipei_day(now), chosen),
        statement=list_rows([found.statement], tasks, taipei_day(now), Filter())[0],
        retired=list_rows(found.retired, tasks, taipei_day(now), Filter()),
        chosen=chosen,
        owners=owners_of(tasks),
        last=latest_release(db, bill),
        form=form,
        days_left=days_left(bill, now),
        overdue=bill.overdue_days(now),
    )
    return page, status


def _show_sharing(slug: str, form: SharingForm, status: int) -> ResponseReturnValue:
    db, now = session(), request_now()
    bill = open_bill(db, slug, now)
    items = _chosen(db, bill, form)
    form.offer([official.handle for official in list_officials(db, bill, now)])
    page = render_template("responses/sharing.html", bill=bill, form=form, items=items, target_name=target_name)
    return page, status


def _show_several(slug: str, form: SeveralForm, status: int) -> ResponseReturnValue:
    db, now = session(), request_now()
    bill = open_bill(db, slug, now)
    items = _chosen(db, bill, form)
    form.offer(list_versions(db, bill))
    page = render_template(
        "responses/several.html",
        bill=bill,
        form=form,
        items=items,
        target_name=target_name,
        hints={code.value: hint for code, hint in HINTS.items()},
        articles=list_articles(db, latest_version(db, bill)),
    )
    return page, status
