"""Desk pages: setting the notice and announcing a bill, publishing a revised version."""

from datetime import timedelta

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.accounts.access import Permission
from app.accounts.current import require_me
from app.accounts.models import Person
from app.bills import actions, policy, queries
from app.bills.cards import article_card, former_title
from app.bills.comparison import Change, compare_versions
from app.bills.desk import bp
from app.bills.desk.checklist import check_bill, is_ready
from app.bills.desk.forms import NoticeForm, PublicationForm, sixty_days_from
from app.bills.desk.posting import bill_for_act, bill_to_prepare, do_sent
from app.bills.models import Bill, Version
from app.kernel.clock import request_now, taipei_day
from app.kernel.db import session
from app.kernel.guards import needs
from app.kernel.i18n import gettext as _
from app.kernel.i18n import html_lang
from app.kernel.verdict import invalid


@bp.route("/<slug:slug>/notice", methods=["GET", "POST"])
@needs(Permission.PREPARE_BILL)
def notice(slug: str) -> ResponseReturnValue:
    """Set the notice period and announce a bill; the button that only counts the days changes nothing."""
    form = NoticeForm()
    counting = "count" in request.form
    done, status = (None, 200) if counting else do_sent(form, lambda db, person: _announce(db, person, slug, form))
    if done:
        return done
    bill, db, now = bill_to_prepare(slug), session(), request_now()
    if request.method == "GET":
        form.first_day.data = taipei_day(now) + timedelta(days=1)
        form.last_day.data = sixty_days_from(form.first_day.data)
    form.revision.data = str(bill.revision)
    texts = queries.list_articles(db, queries.list_versions(db, bill, drafts=True)[-1])
    checks = check_bill(bill, texts, queries.list_questions(db, bill))
    page = {"form": form, "checks": checks, "is_ready": is_ready(checks)}
    allowed = policy.may_announce(require_me(), bill, now)
    return render_template("bills/desk_notice.html", bill=bill, allowed=allowed, **page), status


def _announce(db: Session, person: Person, slug: str, form: NoticeForm) -> str:
    notice = form.notice
    if notice is None:
        raise invalid(_("The last day lies before the first."), "last_day")
    actions.announce_bill(
        db,
        person,
        bill_for_act(db, person, slug),
        first_day=notice.first_day,
        last_day=notice.last_day,
        short_ground=form.ground,
        justification=form.pair("justification"),
        revision=form.seen,
        now=request_now(),
    )
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
        article_card(bill, found.row, found.change, {"segments": found.segments, "lang": found.lang, "deleted": False})
        | {"was": former_title(found)}
        for found in changed
    ]
