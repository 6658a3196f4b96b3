"""Desk pages: a new bill, its overview with a checklist, its texts, its key questions."""

from flask import flash, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.accounts.access import Permission
from app.accounts.current import require_me
from app.accounts.models import Agency, Person
from app.bills import actions, policy, queries
from app.bills.cards import bill_card, proposed_articles
from app.bills.desk import bp
from app.bills.desk.checklist import check_bill, check_notice, is_ready
from app.bills.desk.forms import ActForm, NewBillForm, QuestionsForm, TextsForm, agency_choices
from app.bills.desk.posting import bill_for_act, bill_to_prepare, do_sent
from app.bills.duties import group_by_state
from app.bills.models import BillKind, PendingKind
from app.bills.queries_duties import list_work
from app.bills.queries_path import list_acts
from app.bills.queries_terms import list_questions_and_terms
from app.kernel.clock import request_now
from app.kernel.db import session
from app.kernel.guards import needs
from app.kernel.i18n import gettext as _
from app.kernel.verdict import not_found


@bp.get("")
@needs(Permission.PREPARE_BILL)
def index() -> ResponseReturnValue:
    """List the bills of one's agencies by state, unpublished ones too, each with what is to be done next."""
    now = request_now()
    groups = group_by_state(list_work(session(), require_me(), now), now)
    return render_template("bills/desk_index.html", groups=groups, bill_card=lambda bill: bill_card(bill, now))


@bp.route("/new", methods=["GET", "POST"])
@needs(Permission.PREPARE_BILL)
def new() -> ResponseReturnValue:
    """Prepare a new bill."""
    form = NewBillForm()
    agencies = queries.list_agencies_of(session(), require_me(), request_now())
    form.agency.choices = agency_choices(agencies)
    form.offer(queries.list_agencies(session()))
    done, status = do_sent(form, lambda db, person: _create(db, person, form))
    return done or (render_template("bills/desk_new.html", form=form), status)


def _create(db: Session, person: Person, form: NewBillForm) -> str:
    now = request_now()
    agency = next((a for a in queries.list_agencies_of(db, person, now) if a.slug == form.agency.data), None)
    if agency is None:
        raise not_found()
    bill = actions.create_bill(
        db,
        person,
        agency,
        slug=form.slug.data or "",
        kind=BillKind(form.kind.data),
        texts=form.texts,
        topics=form.topics.data or (),
        co_leads=_co_leads(db, form),
        now=now,
    )
    flash(_("The bill is prepared. Only your agency can see it."), "success")
    return f"/desk/bills/{bill.slug}"


@bp.get("/<slug:slug>")
@needs(Permission.PREPARE_BILL)
def overview(slug: str) -> ResponseReturnValue:
    """Show where a bill stands and what it lacks."""
    bill, db, now = bill_to_prepare(slug), session(), request_now()
    versions = queries.list_versions(db, bill, drafts=True)
    texts = queries.list_articles(db, versions[-1])
    questions, terms = list_questions_and_terms(db, bill)
    checks, acts = check_bill(bill, texts, questions, terms=len(terms)), list_acts(db, bill)
    waiting = [act for act in acts if act.settled_at is None]
    planned = next((act for act in waiting if act.kind is PendingKind.ANNOUNCEMENT), None)
    facts = {
        "versions": versions,
        "checks": checks,
        "is_ready": is_ready(checks),
        "form": ActForm(),
        "waiting": waiting,
        "proposed": proposed_articles(texts),
    }
    facts |= {"notice": check_notice(bill, planned), "may_start": policy.may_start_version(require_me(), bill, now)}
    return render_template("bills/desk_bill.html", bill=bill, card=bill_card(bill, now), **facts)


@bp.route("/<slug:slug>/texts", methods=["GET", "POST"])
@needs(Permission.PREPARE_BILL)
def texts(slug: str) -> ResponseReturnValue:
    """Edit what a bill says about itself."""
    form = TextsForm()
    topics = [filed.topic for filed in bill_to_prepare(slug).topics]
    form.offer(queries.list_agencies(session()), topics)
    done, status = do_sent(form, lambda db, person: _update(db, person, slug, form))
    if done:
        return done
    bill = bill_to_prepare(slug)
    allowed = policy.may_edit_texts(require_me(), bill, request_now())
    if status == 200:
        form.show(bill)
    form.revision.data = str(bill.revision)
    return render_template("bills/desk_texts.html", bill=bill, form=form, allowed=allowed, refused=status), status


def _co_leads(db: Session, form: TextsForm) -> list[Agency]:
    return [agency for agency in queries.list_agencies(db) if agency.slug in (form.co_leads.data or ())]


def _update(db: Session, person: Person, slug: str, form: TextsForm) -> str:
    bill = bill_for_act(db, person, slug)
    actions.update_bill_texts(
        db,
        person,
        bill,
        texts=form.texts,
        kind=BillKind(form.kind.data),
        topics=form.topics.data or (),
        co_leads=_co_leads(db, form),
        revision=form.seen,
        now=request_now(),
    )
    flash(_("The texts are saved."), "success")
    return f"/desk/bills/{slug}"


@bp.route("/<slug:slug>/questions", methods=["GET", "POST"])
@needs(Permission.PREPARE_BILL)
def questions(slug: str) -> ResponseReturnValue:
    """Set a bill's key questions."""
    form = QuestionsForm()
    done, status = do_sent(form, lambda db, person: _ask(db, person, slug, form))
    if done:
        return done
    bill = bill_to_prepare(slug)
    standing = queries.list_questions(session(), bill)
    if status == 200:
        for question in standing:
            form.questions.append_entry({"zh": question.text.zh, "en": question.text.en})
        form.offer_more()
    form.revision.data = str(bill.revision)
    allowed = policy.may_edit_questions(require_me(), bill, request_now())
    page = render_template("bills/desk_questions.html", bill=bill, form=form, allowed=allowed, standing=standing)
    return page, status


def _ask(db: Session, person: Person, slug: str, form: QuestionsForm) -> str:
    bill = bill_for_act(db, person, slug)
    actions.save_questions(db, person, bill, questions=form.texts, revision=form.seen, now=request_now())
    flash(_("The key questions are saved."), "success")
    return f"/desk/bills/{slug}"
