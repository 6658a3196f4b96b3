"""The desk's pages on which a draft is declared ready, sent back, and signed."""

from datetime import datetime

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.accounts.access import Permission
from app.accounts.current import me
from app.accounts.models import Person
from app.kernel.clock import request_now
from app.kernel.db import session
from app.kernel.guards import needs
from app.kernel.i18n import gettext as _
from app.summaries import cards, policy
from app.summaries.checks import check_draft
from app.summaries.desk import bp, open_bill, open_for_writing, there_is
from app.summaries.forms import DraftForm
from app.summaries.models import Summary
from app.summaries.objections.cards import objection_card
from app.summaries.objections.queries import list_to_answer
from app.summaries.queries import read_desk_and_public
from app.summaries.sending import do_sent
from app.summaries.signing import actions
from app.summaries.signing.cards import signing_card
from app.summaries.signing.forms import SendingBackForm
from app.summaries.versions.page import TEXTS, compare_with_public, rows_of

MOST_QUOTES = 10  # of one part in the preview; all are on the part's own page


@bp.route("/publication", methods=["GET", "POST"])
@needs(Permission.SUMMARISE)
def publication(slug: str) -> ResponseReturnValue:
    """Check the draft and read it as the public will; sign what another moderator declared ready."""
    form = DraftForm()

    def act(db: Session, person: Person, now: datetime) -> str:
        draft = open_for_writing(db, person, slug, now)
        actions.sign_summary(db, person, draft, revision=form.seen, now=now)
        flash(_("The summary is public, on the record under log no. %(number)s.", number=draft.log_seq), "success")
        return url_for("summaries.summary", slug=slug)

    done, status = do_sent(form, act)
    return done or _show(slug, form, status)


@bp.post("/proposal")
@needs(Permission.SUMMARISE)
def propose(slug: str) -> ResponseReturnValue:
    """Declare the draft ready."""
    form = DraftForm()

    def act(db: Session, person: Person, now: datetime) -> str:
        draft = open_for_writing(db, person, slug, now)
        actions.propose_summary(db, person, draft, revision=form.seen, now=now)
        flash(_("The draft is declared ready. It waits for another moderator's signature."), "success")
        return _address(slug)

    done, status = do_sent(form, act)
    return done or _show(slug, form, status)


@bp.post("/proposal/removal")
@needs(Permission.SUMMARISE)
def take_back(slug: str) -> ResponseReturnValue:
    """Take back one's word that the draft is ready."""
    form = DraftForm()

    def act(db: Session, person: Person, now: datetime) -> str:
        actions.take_back_summary(db, person, open_for_writing(db, person, slug, now), now=now)
        flash(_("You have taken it back. Nobody can sign the draft until it is declared ready again."), "success")
        return _address(slug)

    done, status = do_sent(form, act)
    return done or _show(slug, form, status)


@bp.post("/proposal/refusal")
@needs(Permission.SUMMARISE)
def send_back(slug: str) -> ResponseReturnValue:
    """Send the draft back to who declared it ready."""
    form = SendingBackForm()

    def act(db: Session, person: Person, now: datetime) -> str:
        draft: Summary = open_for_writing(db, person, slug, now)
        words = form.words.data or ""
        actions.send_back_summary(db, person, draft, revision=form.seen, words=words, now=now)
        flash(_("The draft is sent back, with your words."), "success")
        return _address(slug)

    done, status = do_sent(form, act)
    return done or _show(slug, form, status)


def _address(slug: str) -> str:
    return url_for("summaries_desk.publication", slug=slug)


def _show(slug: str, form: DraftForm, status: int) -> ResponseReturnValue:
    db, now = session(), request_now()
    bill = open_bill(db, slug, now)
    draft, public = read_desk_and_public(db, bill)
    contents = there_is(db, bill, draft)
    found = compare_with_public(contents, public) if public else None
    refusal = form if isinstance(form, SendingBackForm) else SendingBackForm(formdata=None)
    signature = DraftForm(formdata=None) if refusal is form else form
    signature.revision.data = refusal.revision.data = str(contents.head.revision)
    for field in refusal:  # two forms stand on the page
        field.id = f"refusal-{field.id}"
    objections = list_to_answer(db, bill)
    page = render_template(
        "summaries/publication.html",
        bill=bill,
        failed=form,
        form=signature,
        refusal=refusal,
        contents=contents,
        checks=check_draft(contents, sum(not row.answer for row in objections)),
        objections=[(objection_card(row), row.answer) for row in objections],
        dropped=sum(not quote.is_shown for quote in contents.quotes),
        public=public.head if public else None,
        found=found,
        rows=rows_of(found) if found else [],
        texts=TEXTS,
        parts=cards.sections(contents, {}, MOST_QUOTES),
        verdict=policy.may_publish_summary(me(), bill, now),
        signing=signing_card(db, bill, contents.head, me(), now),
    )
    return page, status
