"""The pages on which one answer is drafted."""

from datetime import datetime

from flask import flash, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.accounts.access import Permission
from app.accounts.models import Person
from app.bills.queries import get_bill, latest_version, list_articles, list_versions
from app.kernel.clock import request_now
from app.kernel.db import session
from app.kernel.guards import needs
from app.kernel.i18n import gettext as _
from app.responses import actions
from app.responses.cards import answer_card
from app.responses.desk import bp
from app.responses.desk.history import step_cards
from app.responses.desk.opening import desk_of, draft_card, open_bill, read_target
from app.responses.forms import AnswerForm, DraftForm
from app.responses.queries import read_response
from app.responses.sharing.queries import list_steps, list_tasks
from app.responses.targets import Target
from app.responses.words import HINTS, target_name
from app.summaries.sending import do_sent


@bp.route("/<code>", methods=["GET", "POST"])
@needs(Permission.ANSWER)
def answer(slug: str, code: str) -> ResponseReturnValue:
    """Draft the answer to one thing that is asked, or an addition to the published one."""
    form, target = AnswerForm(), read_target(code)

    def act(db: Session, person: Person, now: datetime) -> str:
        bill = get_bill(db, slug, person, now)
        is_published = read_response(db, bill).find(target).answer is not None
        write = actions.add_to_answer if is_published else actions.save_answer
        write(db, person, bill, target, form.words, revision=form.seen, is_ready=bool(form.ready.data), now=now)
        flash(_("The draft is saved. It is public once two officials have released it."), "success")
        return f"{desk_of(slug)}#{target.code}"

    done, status = do_sent(form, act)
    return done or _show_answer(slug, target, form, status)


@bp.post("/<code>/draft/removal")
@needs(Permission.ANSWER)
def discard(slug: str, code: str) -> ResponseReturnValue:
    """Throw a draft away."""
    form, target = DraftForm(), read_target(code)

    def act(db: Session, person: Person, now: datetime) -> str:
        bill = get_bill(db, slug, person, now)
        actions.discard_answer(db, person, bill, target, revision=form.seen or 0, now=now)
        flash(_("The draft is gone."), "success")
        return f"{desk_of(slug)}#{target.code}"

    done, status = do_sent(form, act)
    return done or _show_answer(slug, target, AnswerForm(formdata=None), status, failed=form)


@bp.get("/<code>/history")
@needs(Permission.ANSWER)
def history(slug: str, code: str) -> ResponseReturnValue:
    """Show who did what with the drafts of one answer, and what they said before."""
    db, now, target = session(), request_now(), read_target(code)
    bill = open_bill(db, slug, now)
    item = read_response(db, bill, drafts=True).find(target)
    steps = step_cards(list_steps(db, bill, target))
    return render_template("responses/history.html", bill=bill, item=item, name=target_name(target), steps=steps)


def _show_answer(
    slug: str, target: Target, form: AnswerForm, status: int, failed: DraftForm | None = None
) -> ResponseReturnValue:
    db, now = session(), request_now()
    bill = open_bill(db, slug, now)
    found = read_response(db, bill, drafts=True)
    item = found.find(target)
    if target.is_statement:
        form.reason_zh.label.text, form.reason_en.label.text = _("Statement, in Chinese"), _("Statement, in English")
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
        has_points=bool(found.items),
        name=target_name(target),
        form=form,
        failed=failed or form,
        plain=DraftForm(formdata=None),
        hints={code.value: hint for code, hint in HINTS.items()},
        card=answer_card(item, bill, now) if item.answer else None,
        now_says=draft_card(item.draft, bill) if is_stale else None,
        task=list_tasks(db, bill).get(target.code),
        articles=list_articles(db, latest_version(db, bill)),
    )
    return page, status
