"""The moderators' desk for one summary: what is not covered yet, and the draft (signing/ publishes it)."""

from datetime import datetime

import sqlalchemy as sa
from flask import Blueprint, flash, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.accounts.access import Permission
from app.accounts.current import me
from app.accounts.models import Person
from app.bills.models import Bill
from app.bills.queries import get_bill
from app.discussion.proposal_lists import list_articles_proposed
from app.discussion.words import place_label
from app.kernel.clock import request_now
from app.kernel.db import session
from app.kernel.guards import needs
from app.kernel.web.forms import KeyedForm
from app.summaries import actions, policy
from app.summaries.contents import Contents
from app.summaries.forms import CitationForm, IntroductionForm, texts_of
from app.summaries.gathering.citing import chosen_comments, go_on, say_cited
from app.summaries.gathering.page import show_gathering
from app.summaries.map.coverage import read_coverage
from app.summaries.map.merging import find_differences, seal, take_theirs
from app.summaries.map.page import show_coverage, show_map
from app.summaries.map.targets import find_target, name_parts, offer_targets, say_target
from app.summaries.models import Summary
from app.summaries.queries import get_draft, read_desk
from app.summaries.sending import do_sent

bp = Blueprint("summaries_desk", __name__, url_prefix="/desk/bills/<slug:slug>/summary")


@bp.get("")
@needs(Permission.SUMMARISE)
def desk(slug: str) -> ResponseReturnValue:
    """Show the comments that are not covered yet beside the draft."""
    return show_desk(slug, CitationForm(), 200)


@bp.post("/draft")
@needs(Permission.SUMMARISE)
def draft(slug: str) -> ResponseReturnValue:
    """Begin the draft."""

    def act(db: Session, person: Person, now: datetime) -> str:
        actions.open_draft(db, person, get_bill(db, slug, person, now), now=now)
        return desk_of(slug)

    form = KeyedForm()
    done, status = do_sent(form, act)
    return done or show_desk(slug, CitationForm(formdata=None), status, failed=form)


@bp.post("/citations")
@needs(Permission.SUMMARISE)
def citations(slug: str) -> ResponseReturnValue:
    """Cite comments under a part of the draft."""
    form = CitationForm()

    def act(db: Session, person: Person, now: datetime) -> str:
        draft = open_for_writing(db, person, slug, now)
        part, side = find_target(draft, form.part.data, form.named.data)
        chosen = chosen_comments(db, draft.bill, form)
        cited = actions.cite_comments(db, person, draft, part, chosen, side=side, now=now)
        flash(say_cited(len(cited), say_target(form.part.data)), "success")
        return go_on(desk_of(slug), form.part.data)

    done, status = do_sent(form, act)
    return done or show_desk(slug, form, status)


@bp.route("/introduction", methods=["GET", "POST"])
@needs(Permission.SUMMARISE)
def introduction(slug: str) -> ResponseReturnValue:
    """Write the introduction."""
    form = IntroductionForm()

    def act(db: Session, person: Person, now: datetime) -> str:
        draft = open_for_writing(db, person, slug, now)
        if form.seen == draft.introduction_revision:
            take_theirs(form, texts_of(introduction=draft.introduction))
        actions.save_introduction(db, person, draft, form.pair("introduction"), revision=form.seen, now=now)
        return desk_of(slug)

    done, status = do_sent(form, act)
    return done or _show_introduction(slug, form, status)


def desk_of(slug: str) -> str:
    """The address of a bill's summary at the desk."""
    return url_for("summaries_desk.desk", slug=slug)


def open_bill(db: Session, slug: str, now: datetime) -> Bill:
    """Load a bill for somebody who may work on its summary, or raise Refused."""
    bill = get_bill(db, slug, me(), now)
    policy.may_summarise(me(), bill, now).require()
    return bill


def open_for_writing(db: Session, person: Person, slug: str, now: datetime) -> Summary:
    """Load and lock the draft of a bill for somebody who may work on it, or raise Refused."""
    bill = get_bill(db, slug, person, now)
    policy.may_summarise(person, bill, now).require()
    return get_draft(db, bill)


def read_draft(db: Session, bill: Bill, quoted: sa.ColumnElement[bool] | None = None) -> Contents:
    """Read the draft of a bill (with some of its citations: see read_desk), or raise Refused where there is none."""
    return there_is(db, bill, read_desk(db, bill, quoted)[0])


def there_is(db: Session, bill: Bill, draft: Contents | None) -> Contents:
    """Give the draft of a bill that was read, or raise Refused (conflict) where there is none."""
    if draft is None:
        get_draft(db, bill)
    assert draft is not None  # noqa: S101
    return draft


def show_desk(slug: str, form: CitationForm, status: int, failed: KeyedForm | None = None) -> ResponseReturnValue:
    """Show the desk; `failed` is the form whose errors stand above, where it is not that of the citations."""
    db, now = session(), request_now()
    bill = open_bill(db, slug, now)
    contents, published = read_desk(db, bill)
    coverage = read_coverage(db, bill) if contents else None
    if contents is not None:
        offer_targets(form, contents)
    page = render_template(
        "summaries/desk.html",
        bill=bill,
        status=bill.status(now),
        contents=contents,
        published=published,
        groups=show_map(contents) if contents else [],
        named=name_parts(contents) if contents else "",
        covered=show_coverage(contents, coverage, bill.people_count) if contents and coverage else None,
        form=form,
        failed=failed or form,
        plain=KeyedForm(formdata=None),
        may_publish=policy.may_publish_summary(me(), bill, now),
        proposed=[(a.key, place_label(a.key), a.proposal_count) for a in list_articles_proposed(db, bill)],
        gathering=show_gathering(db, bill, contents, coverage, form) if contents and coverage else None,
    )
    return page, status


def _show_introduction(slug: str, form: IntroductionForm, status: int) -> ResponseReturnValue:
    db, now = session(), request_now()
    bill = open_bill(db, slug, now)
    head = read_draft(db, bill, sa.false()).head
    theirs = texts_of(introduction=head.introduction)
    differences = find_differences(form, theirs) if status == 409 else []
    if status == 200:
        form.show(head.introduction_revision, introduction=head.introduction)
    if status == 409:  # what it says now stands beside; saving again counts from there
        form.revision.data, form.base.data = str(head.introduction_revision), seal(theirs)
    page = render_template(
        "summaries/introduction.html", bill=bill, form=form, head=head, is_stale=status == 409, differences=differences
    )
    return page, status
