"""The officials' desk for one response: what is asked, an answer to each, and publication."""

from datetime import datetime

from flask import Blueprint, flash, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.accounts.access import Permission
from app.accounts.current import me
from app.accounts.models import Person
from app.bills.models import Bill
from app.bills.queries import get_bill, latest_version, list_articles, list_versions
from app.kernel.clock import request_now
from app.kernel.db import session
from app.kernel.guards import needs
from app.kernel.i18n import gettext as _
from app.kernel.verdict import not_found
from app.responses import actions, policy
from app.responses.cards import answer_card, change_links, prose
from app.responses.forms import AnswerForm, DraftForm, PublicationForm
from app.responses.queries import Item, days_left, read_response, stamp_drafts
from app.responses.targets import Target, parse_target
from app.responses.words import HINTS, target_name
from app.summaries.sending import do_sent

bp = Blueprint("responses_desk", __name__, url_prefix="/desk/bills/<slug:slug>/response")


@bp.get("")
@needs(Permission.ANSWER)
def desk(slug: str) -> ResponseReturnValue:
    """Show all that is asked, with the state of each answer."""
    db, now = session(), request_now()
    bill = _open_bill(db, slug, now)
    found = read_response(db, bill, drafts=True)
    return render_template(
        "responses/desk.html",
        bill=bill,
        found=found,
        days_left=days_left(bill, now),
        overdue=bill.overdue_days(now),
        target_name=target_name,
    )


@bp.route("/<code>", methods=["GET", "POST"])
@needs(Permission.ANSWER)
def answer(slug: str, code: str) -> ResponseReturnValue:
    """Draft the answer to one thing that is asked, or an addition to the published one."""
    form, target = AnswerForm(), _read_target(code)

    def act(db: Session, person: Person, now: datetime) -> str:
        bill = get_bill(db, slug, person, now)
        is_published = read_response(db, bill).find(target).answer is not None
        write = actions.add_to_answer if is_published else actions.save_answer
        write(db, person, bill, target, form.words, revision=form.seen, now=now)
        flash(_("The draft is saved. It is public once you publish the response."), "success")
        return f"{_desk_of(slug)}#{target.code}"

    done, status = do_sent(form, act)
    return done or _show_answer(slug, target, form, status)


@bp.post("/<code>/draft/removal")
@needs(Permission.ANSWER)
def discard(slug: str, code: str) -> ResponseReturnValue:
    """Throw a draft away."""
    form, target = DraftForm(), _read_target(code)

    def act(db: Session, person: Person, now: datetime) -> str:
        bill = get_bill(db, slug, person, now)
        actions.discard_answer(db, person, bill, target, revision=form.seen or 0, now=now)
        flash(_("The draft is gone."), "success")
        return f"{_desk_of(slug)}#{target.code}"

    done, status = do_sent(form, act)
    return done or _show_answer(slug, target, AnswerForm(formdata=None), status, failed=form)


@bp.route("/publication", methods=["GET", "POST"])
@needs(Permission.ANSWER)
def publication(slug: str) -> ResponseReturnValue:
    """Read all drafts as the public will, and publish them at once."""
    form = PublicationForm()

    def act(db: Session, person: Person, now: datetime) -> str:
        bill = get_bill(db, slug, person, now)
        published = actions.publish_response(db, person, bill, seen=form.seen.data or "", now=now)
        flash(
            _("The response is public, on the record under log no. %(number)s.", number=published[0].log_seq), "success"
        )
        return url_for("responses.response", slug=slug)

    done, status = do_sent(form, act)
    return done or _show_publication(slug, form, status)


def _desk_of(slug: str) -> str:
    return url_for("responses_desk.desk", slug=slug)


def _read_target(code: str) -> Target:
    target = parse_target(code)
    if target is None:
        raise not_found()
    return target


def _open_bill(db: Session, slug: str, now: datetime) -> Bill:
    bill = get_bill(db, slug, me(), now)
    policy.may_answer(me(), bill, now).require()
    return bill


def _show_answer(
    slug: str, target: Target, form: AnswerForm, status: int, failed: DraftForm | None = None
) -> ResponseReturnValue:
    db, now = session(), request_now()
    bill = _open_bill(db, slug, now)
    item = read_response(db, bill, drafts=True).find(target)
    form.offer(list_versions(db, bill))
    is_stale = status == 409 and failed is None
    if failed or status == 200:
        form.show_answer(item.draft)
    elif is_stale:  # what the draft says now stands beside; saving again counts from there
        form.revision.data = str(item.draft.revision) if item.draft else ""
    page = render_template(
        "responses/answer.html",
        bill=bill,
        item=item,
        name=target_name(target),
        form=form,
        failed=failed or form,
        plain=DraftForm(formdata=None),
        hints={code.value: hint for code, hint in HINTS.items()},
        card=answer_card(item, bill, now) if item.answer else None,
        now_says=_draft_card(item, bill) if is_stale else None,
        articles=list_articles(db, latest_version(db, bill)),
    )
    return page, status


def _show_publication(slug: str, form: PublicationForm, status: int) -> ResponseReturnValue:
    db, now = session(), request_now()
    bill = _open_bill(db, slug, now)
    found = read_response(db, bill, drafts=True)
    form.seen.data = stamp_drafts(found)
    drafts = [
        {
            "name": target_name(i.target),
            "text": i.text,
            "is_addition": i.answer is not None,
            "card": _draft_card(i, bill),
        }
        for i in found.drafts
    ]
    left = [item for item in found.unanswered if item.draft is None]
    page = render_template(
        "responses/publication.html", bill=bill, form=form, drafts=drafts, left=left, target_name=target_name
    )
    return page, status


def _draft_card(item: Item, bill: Bill) -> dict[str, object] | None:
    """A draft as the macro `answer` takes it."""
    if item.draft is None:
        return None
    outcome = item.draft.outcome.value if item.draft.outcome else None
    return {"outcome": outcome, "html": prose(item.draft.reason), "changes": change_links(item.draft, bill.slug)}
