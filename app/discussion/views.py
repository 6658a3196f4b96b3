"""Pages to read the discussion."""

from typing import Any

from flask import Blueprint, current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.accounts.current import me
from app.bills.queries import get_bill
from app.discussion import policy
from app.discussion.addressed import addressed_card, changed_since, list_addressed
from app.discussion.asked import Asked, Sort
from app.discussion.cards import Viewer, card, comment_url, history_cards, view_as
from app.discussion.folding import fold_copies
from app.discussion.following import follow, list_asked, mark_new, news_line, read_since
from app.discussion.listing import filter_tags, is_one_by_one, list_threads, orders
from app.discussion.models import Comment, Position
from app.discussion.options import list_places
from app.discussion.pages import Page, context_cursor, list_branch
from app.discussion.queries import get_comment, list_earlier_texts
from app.discussion.rows import list_rows_by_ids
from app.discussion.timeline import most_discussed
from app.discussion.words import place_label
from app.kernel.clock import request_now
from app.kernel.db import session
from app.kernel.guards import public
from app.kernel.i18n import same_page
from app.kernel.web.page_cache import kept
from app.kernel.web.parameters import code_parameter, number_parameter, text_parameter

bp = Blueprint("discussion", __name__)


def read_asked() -> Asked:
    """Read what a reader asks of a discussion from the address; unknown values count as none."""
    if since := read_since():
        return Asked(sort=Sort.NEWEST, since=since, cursor=text_parameter("cursor", 200))
    return Asked(
        sort=code_parameter("sort", Sort) or Sort.ARTICLE,
        article=text_parameter("article", 48),
        question=number_parameter("question"),
        position=code_parameter("position", Position),
        official=text_parameter("official", 1) == "1",
        unanswered=text_parameter("unanswered", 1) == "1",
        cursor=text_parameter("cursor", 200),
    )


def pages(page: Page, cursor: str) -> dict[str, str | None]:
    """The addresses of the first and the next page, where there are such."""
    return {
        "first_url": same_page(cursor=None) if cursor else None,
        "next_url": same_page(cursor=page.next) if page.next else None,
    }


def show_panels(db: Session, found: Comment) -> list[dict[str, object]]:
    """What the rooms above have to show on a comment's page: a template and its words each."""
    makers = current_app.extensions.get("gongyi.comment_panels", [])
    return [{"template": shown[0], "words": shown[1]} for make in makers if (shown := make(db, found))]


def list_cards(page: Page, viewer: Viewer, asked: Asked) -> list[dict[str, Any]]:
    """The cards of a page; in article order each stands under its article's heading."""
    headed, alone = asked.sort is Sort.ARTICLE, is_one_by_one(asked)
    return [card(row, viewer, under=row.place.partition(".")[0] if headed else None, alone=alone) for row in page.rows]


@bp.get("/bills/<slug:slug>/discussion")
@public
@kept(
    "discussion", reads=("sort", "article", "question", "position", "official", "unanswered", "cursor"), unless="since"
)
def index(slug: str) -> ResponseReturnValue:
    """Show one page of a bill's discussion."""
    db, now, asked = session(), request_now(), read_asked()
    bill = get_bill(db, slug, me(), now)
    places = list_places(db, bill)
    news = follow(db, bill)
    page = list_asked(db, bill, asked, news)
    viewer = view_as(db, me(), bill, page.rows, now)
    return render_template(
        "discussion/index.html",
        bill=bill,
        status=bill.status(now),
        now=now,
        tab="discussion",
        asked=asked,
        about=asked.about,
        filters=places.filters(asked.article),
        orders=orders(),
        tags=filter_tags(asked),
        stance=places.stance(asked.about),
        page=page,
        listed=fold_copies(list_threads(page, mark_new(list_cards(page, viewer, asked), page.rows, news), asked)),
        news=news_line(bill, news),
        places=places.by_place(bill),
        busiest=most_discussed(option.card(bill) for option in places.articles),
        viewer=viewer,
        may_comment=policy.may_comment(me(), bill, now),
        **pages(page, asked.cursor),
    )


@bp.get("/comments/<id:comment_id>")
@public
@kept("comment", reads=("cursor",))
def comment(comment_id: int) -> ResponseReturnValue:
    """Show a comment at its permanent address, with its replies and its receipt."""
    db, now = session(), request_now()
    found = get_comment(db, comment_id, me(), now)
    above = list_rows_by_ids(db, {found.id, found.parent_id or found.id, found.root_id or found.id})
    page = list_branch(db, found, text_parameter("cursor", 200))
    texts = list_addressed(db, found)
    changed = changed_since(found, texts)
    viewer = view_as(db, me(), found.bill, [*above.values(), *page.rows], now, changed=changed)
    replies = [card(row, viewer, depth=max(0, row.depth - found.depth - 1)) for row in page.rows]
    return render_template(
        "discussion/comment.html",
        bill=found.bill,
        status=found.bill.status(now),
        now=now,
        tab="discussion",
        row=above[found.id],
        card=card(above[found.id], viewer, depth=0),
        above=[card(above[key], viewer, depth=0) for key in sorted(above) if key != found.id],
        replies=replies,
        viewer=viewer,
        panels=show_panels(db, found),
        addressed=addressed_card(found.bill, found, texts),
        place_name=place_label(above[found.id].place),
        url=comment_url(found.id),
        **pages(page, text_parameter("cursor", 200)),
    )


@bp.get("/comments/<id:comment_id>/context")
@public
def context(comment_id: int) -> ResponseReturnValue:
    """Lead to where a comment stands within its bill's discussion."""
    db = session()
    found = get_comment(db, comment_id, me(), request_now())
    asked: dict[str, Any] = {
        "slug": found.bill.slug,
        "cursor": context_cursor(db, found),
        "_anchor": f"comment-{found.id}",
    }
    return redirect(url_for("discussion.index", **asked), 303)


@bp.get("/comments/<id:comment_id>/history")
@public
@kept("comment")
def history(comment_id: int) -> ResponseReturnValue:
    """Show what a comment said before it was edited."""
    db, now = session(), request_now()
    found = get_comment(db, comment_id, me(), now)
    row = list_rows_by_ids(db, [found.id])[found.id]
    return render_template(
        "discussion/history.html",
        bill=found.bill,
        status=found.bill.status(now),
        now=now,
        tab="discussion",
        row=row,
        card=card(row, view_as(db, me(), found.bill, [row], now), depth=0),
        earlier=history_cards(list_earlier_texts(db, found), found.edited_at, found.address),
    )
