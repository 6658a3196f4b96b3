"""The pages on which all proposals for an article stand side by side, to read and to take along as a file."""

from collections.abc import Sequence
from typing import Any

from flask import Response, render_template
from sqlalchemy.orm import Session

from app.accounts.current import me
from app.bills.cards import article_title
from app.bills.models import ArticleText, Bill
from app.bills.queries import get_bill, list_texts_of_article
from app.discussion import policy
from app.discussion.proposal_entries import group_entries
from app.discussion.proposal_lists import list_proposals
from app.discussion.views import bp
from app.kernel.clock import request_now, taipei_day
from app.kernel.db import session
from app.kernel.guards import public
from app.kernel.i18n import html_lang, same_page, words
from app.kernel.web.page_cache import kept
from app.kernel.web.parameters import text_parameter

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@bp.get("/bills/<slug:slug>/articles/<slug:key>/proposals")
@public
@kept("bill", reads=("cursor",))
def proposals(slug: str, key: str) -> str:
    """Show all proposals for an article beside its present words."""
    db, now, cursor = session(), request_now(), text_parameter("cursor", 200)
    bill, texts = _load(db, slug, key)
    page = list_proposals(db, texts, html_lang(), cursor)
    more: dict[str, Any] = {"groups": group_entries(page.entries, texts), "article": texts[-1].article}
    more |= {"next_url": same_page(cursor=page.next) if page.next else None, "title": article_title(texts[-1])}
    more |= {
        "first_url": same_page(cursor=None) if cursor else None,
        "may_comment": policy.may_comment(me(), bill, now),
    }
    return render_template(
        "discussion/proposals.html", bill=bill, status=bill.status(now), now=now, tab="discussion", **more
    )


@bp.get("/bills/<slug:slug>/articles/<slug:key>/proposals.docx")
@public
def proposals_file(slug: str, key: str) -> Response:
    """Give the proposals for an article as a Word file: present words, proposed ones, reasons."""
    # Late, since its library is large and few processes write Word's files.
    from app.discussion.proposals_docx import MOST, write_proposals

    db = session()
    bill, texts = _load(db, slug, key)
    page = list_proposals(db, texts, html_lang(), limit=MOST)
    title = f"{words(bill.title).text} {article_title(texts[-1])}"
    file = write_proposals(
        title, group_entries(page.entries, texts), is_cut=page.next is not None, day=taipei_day(request_now())
    )
    name = f"{bill.slug}-article-{key}-proposals.docx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-cache"}
    return Response(file, mimetype=DOCX, headers=headers)


def _load(db: Session, slug: str, key: str) -> tuple[Bill, Sequence[ArticleText]]:
    bill = get_bill(db, slug, me(), request_now())
    return bill, list_texts_of_article(db, bill, key)
