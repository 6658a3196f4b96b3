"""The desk's pages for one issue or one recommendation of a draft."""

from datetime import datetime
from typing import TypeVar

from flask import flash, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from app.accounts.access import Permission
from app.accounts.models import Person
from app.bills.models import Bill
from app.kernel.clock import request_now
from app.kernel.db import session
from app.kernel.guards import needs
from app.kernel.i18n import gettext as _
from app.kernel.verdict import invalid, not_found
from app.kernel.web.forms import KeyedForm
from app.summaries import actions, cards
from app.summaries.anchors import issue_anchor
from app.summaries.contents import IssueRow, RecommendationRow
from app.summaries.desk import bp, desk_of, open_bill, open_for_writing, read_draft, show_desk
from app.summaries.forms import (
    CitationForm,
    DraftForm,
    IssueForm,
    RecommendationForm,
    texts_of,
    words_of_issue,
    words_of_recommendation,
)
from app.summaries.map.finding import find_citation, home_of
from app.summaries.map.merging import find_differences, seal, take_theirs
from app.summaries.map.page import show_cited
from app.summaries.models import Citation, Issue, Recommendation, Summary
from app.summaries.sending import do_sent

Row = TypeVar("Row", IssueRow, RecommendationRow)


@bp.route("/issues/new", methods=["GET", "POST"])
@needs(Permission.SUMMARISE)
def new_issue(slug: str) -> ResponseReturnValue:
    """Write a new issue."""
    form = IssueForm()

    def act(db: Session, person: Person, now: datetime) -> str:
        issue = actions.add_issue(db, person, open_for_writing(db, person, slug, now), form.words, now=now)
        return f"{desk_of(slug)}#{issue_anchor(issue.ordinal)}"

    done, status = do_sent(form, act)
    return done or _show_issue(slug, None, form, status)


@bp.route("/issues/<id:part_id>", methods=["GET", "POST"])
@needs(Permission.SUMMARISE)
def issue(slug: str, part_id: int) -> ResponseReturnValue:
    """Write an issue anew."""
    form = IssueForm()

    def act(db: Session, person: Person, now: datetime) -> str:
        draft = open_for_writing(db, person, slug, now)
        found = _issue_of(draft, part_id)
        if form.seen == found.revision:
            take_theirs(form, texts_of(**words_of_issue(found)))
        actions.edit_issue(db, person, draft, found, form.words, revision=form.seen, now=now)
        return f"{desk_of(slug)}#{issue_anchor(found.ordinal)}"

    done, status = do_sent(form, act)
    return done or _show_issue(slug, part_id, form, status)


@bp.post("/issues/<id:part_id>/removal")
@needs(Permission.SUMMARISE)
def remove_issue(slug: str, part_id: int) -> ResponseReturnValue:
    """Take an issue out of the draft."""
    form = DraftForm()

    def act(db: Session, person: Person, now: datetime) -> str:
        draft = open_for_writing(db, person, slug, now)
        actions.remove_issue(db, person, draft, _issue_of(draft, part_id), revision=form.seen, now=now)
        flash(_("The issue is out of the draft. Its comments are open again."), "success")
        return desk_of(slug)

    done, status = do_sent(form, act)
    return done or _show_issue(slug, part_id, IssueForm(formdata=None), status, failed=form)


@bp.route("/recommendations/new", methods=["GET", "POST"])
@needs(Permission.SUMMARISE)
def new_recommendation(slug: str) -> ResponseReturnValue:
    """Write a new recommendation."""
    form = RecommendationForm()

    def act(db: Session, person: Person, now: datetime) -> str:
        draft = open_for_writing(db, person, slug, now)
        below = _chosen_issue(draft, form)
        asked = actions.add_recommendation(db, person, draft, form.words, issue=below, now=now)
        return f"{desk_of(slug)}#R{asked.ordinal}"

    done, status = do_sent(form, act)
    return done or _show_recommendation(slug, None, form, status)


@bp.route("/recommendations/<id:part_id>", methods=["GET", "POST"])
@needs(Permission.SUMMARISE)
def recommendation(slug: str, part_id: int) -> ResponseReturnValue:
    """Write a recommendation anew."""
    form = RecommendationForm()

    def act(db: Session, person: Person, now: datetime) -> str:
        draft = open_for_writing(db, person, slug, now)
        found = _recommendation_of(draft, part_id)
        if form.seen == found.revision:
            take_theirs(form, texts_of(**words_of_recommendation(found)) | {"issue": str(found.issue_id or "")})
        below = _chosen_issue(draft, form)
        actions.edit_recommendation(db, person, draft, found, form.words, issue=below, revision=form.seen, now=now)
        return f"{desk_of(slug)}#R{found.ordinal}"

    done, status = do_sent(form, act)
    return done or _show_recommendation(slug, part_id, form, status)


@bp.post("/recommendations/<id:part_id>/removal")
@needs(Permission.SUMMARISE)
def remove_recommendation(slug: str, part_id: int) -> ResponseReturnValue:
    """Take a recommendation out of the draft."""
    form = DraftForm()

    def act(db: Session, person: Person, now: datetime) -> str:
        draft = open_for_writing(db, person, slug, now)
        found = _recommendation_of(draft, part_id)
        actions.remove_recommendation(db, person, draft, found, revision=form.seen, now=now)
        flash(_("The recommendation is out of the draft. Its comments are open again."), "success")
        return desk_of(slug)

    done, status = do_sent(form, act)
    return done or _show_recommendation(slug, part_id, RecommendationForm(formdata=None), status, failed=form)


@bp.post("/citations/<id:citation_id>/removal")
@needs(Permission.SUMMARISE)
def remove_citation(slug: str, citation_id: int) -> ResponseReturnValue:
    """Cite a comment no longer under a part of the draft."""
    form = KeyedForm()

    def act(db: Session, person: Person, now: datetime) -> str:
        draft = open_for_writing(db, person, slug, now)
        citation = find_citation(draft, citation_id)
        part = home_of(draft, citation)
        actions.uncite_comment(db, person, draft, part, citation, now=now)
        return f"{_address(slug, part)}#citations"

    done, status = do_sent(form, act)
    return done or show_desk(slug, CitationForm(formdata=None), status, failed=form)


def _address(slug: str, part: Issue | Recommendation) -> str:
    kind = "issues" if isinstance(part, Issue) else "recommendations"
    return f"{desk_of(slug)}/{kind}/{part.id}"


def _issue_of(draft: Summary, part_id: int) -> Issue:
    found = next((part for part in draft.issues if part.id == part_id), None)
    if found is None:
        raise not_found()
    return found


def _recommendation_of(draft: Summary, part_id: int) -> Recommendation:
    found = next((part for part in draft.recommendations if part.id == part_id), None)
    if found is None:
        raise not_found()
    return found


def _chosen_issue(draft: Summary, form: RecommendationForm) -> Issue | None:
    if form.issue_id is None:
        return None
    found = next((part for part in draft.issues if part.id == form.issue_id), None)
    if found is None:
        raise invalid(_("Choose an issue of this draft, or none."), "issue")
    return found


def _show_issue(
    slug: str, part_id: int | None, form: IssueForm, status: int, failed: DraftForm | None = None
) -> ResponseReturnValue:
    bill = open_bill(session(), slug, request_now())
    found = _row(read_draft(session(), bill, Citation.issue_id == (part_id or 0)).issues, part_id)
    if found is not None and (failed or status == 200):
        form.show_issue(found)
    theirs = texts_of(**words_of_issue(found)) if found else {}
    return _show("summaries/issue.html", bill, form, found, theirs, status, failed)


def _show_recommendation(
    slug: str, part_id: int | None, form: RecommendationForm, status: int, failed: DraftForm | None = None
) -> ResponseReturnValue:
    bill = open_bill(session(), slug, request_now())
    contents = read_draft(session(), bill, Citation.recommendation_id == (part_id or 0))
    found = _row(contents.recommendations, part_id)
    form.issue.choices = [
        SelectChoice("", _("No issue")),
        *(SelectChoice(str(i.id), cards.part_label(i)) for i in contents.issues),
    ]
    if found is not None and (failed or status == 200):
        form.show_recommendation(found)
    theirs = texts_of(**words_of_recommendation(found)) | {"issue": str(found.issue_id or "")} if found else {}
    return _show("summaries/recommendation.html", bill, form, found, theirs, status, failed)


def _names_of(form: DraftForm) -> dict[str, str]:
    """The issues that a recommendation can be put under, by what the form sends for them."""
    return {choice.value: choice.label for choice in form.issue.choices} if "issue" in form else {}


def _row(rows: tuple[Row, ...], part_id: int | None) -> Row | None:
    found = next((row for row in rows if row.id == part_id), None)
    if found is None and part_id is not None:
        raise not_found()
    return found


def _show(
    template: str,
    bill: Bill,
    form: DraftForm,
    part: IssueRow | RecommendationRow | None,
    theirs: dict[str, str],
    status: int,
    failed: DraftForm | None,
) -> ResponseReturnValue:
    """Show a part's form; after a conflict what the part says now stands beside it, and saving again counts from there."""
    is_stale = part is not None and status == 409 and failed is None
    differences = find_differences(form, theirs) if is_stale else []
    if part is not None and is_stale:
        form.revision.data, form.base.data = str(part.revision), seal(theirs)
    page = render_template(
        template,
        bill=bill,
        form=form,
        part=part,
        differences=differences,
        issue_names=_names_of(form),
        cited=show_cited(part) if part else None,
        is_stale=is_stale,
        failed=failed or form,
        plain=KeyedForm(formdata=None),
    )
    return page, status
