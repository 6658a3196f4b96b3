"""Desk pages: the draft version's articles and their order."""

from collections.abc import Callable

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.accounts.access import Permission
from app.accounts.current import require_me
from app.accounts.models import Person
from app.bills import actions, policy, queries
from app.bills.cards import article_label
from app.bills.comparison import changes_between
from app.bills.desk import bp
from app.bills.desk.forms import ActForm, ArticleForm
from app.bills.desk.posting import bill_for_act, bill_to_prepare, do_sent
from app.bills.models import Article, ArticleText, Bill, Version
from app.bills.translation import find_lagging
from app.kernel.clock import request_now
from app.kernel.db import session
from app.kernel.guards import needs
from app.kernel.i18n import gettext as _
from app.kernel.verdict import Refused, not_found

OnArticle = Callable[[Session, Person, Bill, Version, Article], None]


@bp.post("/<slug:slug>/draft/new")
@needs(Permission.PREPARE_BILL)
def start(slug: str) -> ResponseReturnValue:
    """Begin a revised version from the latest text."""

    def act(db: Session, person: Person) -> str:
        actions.start_new_version(db, person, bill_for_act(db, person, slug), now=request_now())
        return f"/desk/bills/{slug}/draft"

    return _done_or_refused(ActForm(), act)


@bp.get("/<slug:slug>/draft")
@needs(Permission.PREPARE_BILL)
def draft(slug: str) -> ResponseReturnValue:
    """List the draft's articles."""
    bill, db = bill_to_prepare(slug), session()
    version = queries.get_draft(db, bill)
    texts = queries.list_articles(db, version)
    before = queries.list_articles(db, queries.latest_version(db, bill)) if version.number > 1 else []
    compared = {"changes": changes_between(before, texts) if before else {}, "lagging": find_lagging(before, texts)}
    allowed = policy.may_edit_draft(require_me(), bill, version, request_now())
    page = {"texts": texts, "form": ActForm(), "allowed": allowed, **compared}
    return render_template("bills/desk_draft.html", bill=bill, version=version, **page)


@bp.route("/<slug:slug>/draft/articles/new", methods=["GET", "POST"])
@needs(Permission.PREPARE_BILL)
def new_article(slug: str) -> ResponseReturnValue:
    """Write a new article into the draft."""
    form = ArticleForm()

    def act(db: Session, person: Person) -> str:
        bill = bill_for_act(db, person, slug)
        version = queries.get_draft(db, bill)
        text = actions.save_article(db, person, bill, version, form.content, now=request_now())
        flash(_("%(article)s is saved.", article=article_label(text.number)), "success")
        again = request.form.get("then") == "another"
        return f"/desk/bills/{slug}/draft/articles/new" if again else f"/desk/bills/{slug}/draft"

    done, status = do_sent(form, act)
    return done or _article_page(slug, form, None, status)


@bp.route("/<slug:slug>/draft/articles/<id:article_id>", methods=["GET", "POST"])
@needs(Permission.PREPARE_BILL)
def article(slug: str, article_id: int) -> ResponseReturnValue:
    """Edit an article of the draft."""
    form = ArticleForm()

    def act(db: Session, person: Person) -> str:
        bill = bill_for_act(db, person, slug)
        version, found = queries.get_draft(db, bill), queries.get_draft_article(db, bill, article_id)
        now, seen = request_now(), form.seen
        text = actions.save_article(db, person, bill, version, form.content, article=found, revision=seen, now=now)
        flash(_("%(article)s is saved.", article=article_label(text.number)), "success")
        return f"/desk/bills/{slug}/draft"

    done, status = do_sent(form, act)
    return done or _article_page(slug, form, article_id, status)


@bp.post("/<slug:slug>/draft/articles/<id:article_id>/deletion")
@needs(Permission.PREPARE_BILL)
def delete_article(slug: str, article_id: int) -> ResponseReturnValue:
    """Drop an article from the draft."""

    def act(db: Session, person: Person, bill: Bill, version: Version, found: Article) -> None:
        actions.delete_article_from_draft(db, person, bill, version, found, now=request_now())
        flash(_("The article is taken out of the draft."), "success")

    return _on_article(slug, article_id, act)


@bp.post("/<slug:slug>/draft/articles/<id:article_id>/restoration")
@needs(Permission.PREPARE_BILL)
def restore_article(slug: str, article_id: int) -> ResponseReturnValue:
    """Take back an article's deletion."""
    return _on_article(
        slug,
        article_id,
        lambda db, person, bill, version, found: actions.restore_article_to_draft(
            db, person, bill, version, found, now=request_now()
        ),
    )


@bp.post("/<slug:slug>/draft/articles/<id:article_id>/place")
@needs(Permission.PREPARE_BILL)
def move_article(slug: str, article_id: int) -> ResponseReturnValue:
    """Move an article one place up or down."""
    up = request.form.get("direction") == "up"
    return _on_article(
        slug,
        article_id,
        lambda db, person, bill, version, found: actions.move_article(
            db, person, bill, version, found, up=up, now=request_now()
        ),
    )


def _on_article(slug: str, article_id: int, act: OnArticle) -> ResponseReturnValue:
    def on_found(db: Session, person: Person) -> str:
        bill = bill_for_act(db, person, slug)
        act(db, person, bill, queries.get_draft(db, bill), queries.get_draft_article(db, bill, article_id))
        return f"/desk/bills/{slug}/draft#article-{article_id}"

    return _done_or_refused(ActForm(), on_found)


def _done_or_refused(form: ActForm, act: Callable[[Session, Person], str]) -> ResponseReturnValue:
    """Do what one button says; a refusal is a page of its own, as there are no words to keep."""
    done, _status = do_sent(form, act, shows_refusals=False)
    return done or ("", 422)


def _article_page(slug: str, form: ArticleForm, article_id: int | None, status: int) -> ResponseReturnValue:
    bill, db = bill_to_prepare(slug), session()
    version = queries.get_draft(db, bill)
    allowed = policy.may_edit_draft(require_me(), bill, version, request_now())
    if not allowed.reason or status != 200:
        standing = _standing(db, bill, version, article_id)
        if standing is not None:
            if status == 200:
                form.show(standing)
            form.revision.data = str(standing.revision)
        page = {"form": form, "standing": standing, "is_stale": status == 409}
        return render_template("bills/desk_article.html", bill=bill, version=version, **page), status
    raise Refused(allowed.reason)


def _standing(db: Session, bill: Bill, version: Version, article_id: int | None) -> ArticleText | None:
    if article_id is None:
        return None
    found = queries.get_draft_article(db, bill, article_id)
    standing = next((t for t in queries.list_articles(db, version) if t.article_id == found.id), None)
    if standing is None:
        raise not_found()
    return standing
