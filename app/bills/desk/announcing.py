"""Desk pages: setting the notice and announcing a bill, publishing a revised version."""

from datetime import timedelta

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.accounts.access import Permission
from app.accounts.current import require_me
from app.accounts.models import Person
from app.bills import actions, policy, queries
from app.bills.cards import article_card, bill_card, former_title
from app.bills.comparison import Change, compare_versions
from app.bills.desk import bp
from app.bills.desk.checklist import check_bill, is_ready
from app.bills.desk.forms import PublicationForm, sixty_days_from
from app.bills.desk.notice_forms import AnnouncementForm
from app.bills.desk.posting import bill_for_act, bill_to_prepare, do_or_count, do_sent
from app.bills.desk.waiting_cards import act_card
from app.bills.models import Bill, PendingKind, Version
from app.bills.notice_changes import change_cards
from app.bills.queries_path import find_waiting, list_acts, list_notice_changes
from app.kernel.clock import request_now, taipei_day
from app.kernel.db import session
from app.kernel.guards import needs
from app.kernel.i18n import gettext as _
from app.kernel.i18n import html_lang


@bp.route("/<slug:slug>/notice", methods=["GET", "POST"])
@needs(Permission.PREPARE_BILL)
def notice(slug: str) -> ResponseReturnValue:
    """Set the notice period and announce a bill, at once or later; of an announced bill, show what can be done about its days."""
    form = AnnouncementForm()
    done, status = do_or_count(form, lambda db, person: _announce(db, person, slug, form))
    if done:
        return done
    bill = bill_to_prepare(slug)
    if bill.announced_at is not None:
        return _days_page(bill), status
    if request.method == "GET":
        form.first_day.data = taipei_day(request_now()) + timedelta(days=1)
        form.last_day.data = sixty_days_from(form.first_day.data)
    return _notice_page(bill, form), status


def _notice_page(bill: Bill, form: AnnouncementForm) -> str:
    db = session()
    form.revision.data = str(bill.revision)
    texts = queries.list_articles(db, queries.list_versions(db, bill, drafts=True)[-1])
    checks = check_bill(bill, texts, queries.list_questions(db, bill))
    page = {"form": form, "checks": checks, "is_ready": is_ready(checks)}
    waiting = find_waiting(db, bill, PendingKind.ANNOUNCEMENT)
    allowed = policy.may_announce(require_me(), bill, request_now())
    return render_template("bills/desk_notice.html", bill=bill, allowed=allowed, waiting=waiting, **page)


def _days_page(bill: Bill) -> str:
    person, now = require_me(), request_now()
    rules = (policy.may_reschedule, policy.may_extend, policy.may_postpone, policy.may_withdraw_bill)
    acts = dict(
        zip(
            ("rescheduling", "extension", "postponement", "withdrawal"),
            (rule(person, bill, now) for rule in rules),
            strict=True,
        )
    )
    waiting = [act_card(act, bill, person, now) for act in list_acts(session(), bill) if act.settled_at is None]
    changes = change_cards(list_notice_changes(session(), bill))
    card = bill_card(bill, now)
    return render_template("bills/desk_days.html", bill=bill, card=card, acts=acts, waiting=waiting, changes=changes)


def _announce(db: Session, person: Person, slug: str, form: AnnouncementForm) -> str:
    bill, plan, due_at, now = bill_for_act(db, person, slug), form.plan(), form.due_at, request_now()
    if plan.notice.is_short or due_at is not None:
        actions.ask_for_announcement(db, person, bill, plan, due_at=due_at, revision=form.seen, now=now)
        if plan.notice.is_short:
            flash(_("The announcement waits for the signature of another official of your agency."), "success")
        else:
            flash(_("The announcement is planned. Until then only your agency sees the bill."), "success")
        return f"/desk/bills/{slug}/waiting"
    first, last = plan.first_day, plan.last_day
    actions.announce_bill(db, person, bill, first_day=first, last_day=last, revision=form.seen, now=now)
    flash(_("The bill is announced. Everybody can read it now."), "success")
    return f"/bills/{slug}"


@bp.route("/<slug:slug>/draft/publication", methods=["GET", "POST"])
@needs(Permission.PREPARE_BILL)
def publication(slug: str) -> ResponseReturnValue:
    """Show what a revised version changes, and publish it."""
    form = PublicationForm()
    done, status = do_sent(form, lambda db, person: _publish(db, person, slug, form))
    if done:
        return done
    bill, db = bill_to_prepare(slug), session()
    version = queries.get_draft(db, bill)
    policy.may_publish_version(require_me(), bill, version, request_now()).require()
    form.revision.data = str(version.revision)
    page = {"form": form, "changes": _list_changes(db, bill, version)}
    return render_template("bills/desk_publication.html", bill=bill, version=version, **page), status


def _publish(db: Session, person: Person, slug: str, form: PublicationForm) -> str:
    bill = bill_for_act(db, person, slug)
    version = queries.get_draft(db, bill)
    note = form.pair("note")
    actions.publish_version(db, person, bill, version, note=note, revision=form.seen, now=request_now())
    flash(_("Version %(number)s is published.", number=version.number), "success")
    return f"/bills/{slug}/text"


def _list_changes(db: Session, bill: Bill, version: Version) -> list[dict[str, object]]:
    latest = queries.list_articles(db, queries.latest_version(db, bill))
    compared = compare_versions(latest, queries.list_articles(db, version), html_lang())
    changed = [found for found in compared if found.change is not Change.KEPT]
    return [
        article_card(bill, found.row, found.change, {"segments": found.runs, "lang": found.lang, "deleted": False})
        | {"was": former_title(found)}
        for found in changed
    ]
