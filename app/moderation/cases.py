"""One comment as a moderator sees it: its words (hidden ones too), its context, its reports, what was decided."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from app.accounts.current import me
from app.accounts.models import Person
from app.bills.models import Bill
from app.discussion.cards import Viewer, card
from app.discussion.models import Comment
from app.discussion.proposal_cards import proposed_card
from app.discussion.queries import get_comment
from app.discussion.rows import CommentRow
from app.kernel.clock import request_now
from app.kernel.db import session
from app.kernel.verdict import Verdict
from app.moderation import policy
from app.moderation.desk.queries import QueueItem, get_item
from app.moderation.grounds import ground_hints
from app.moderation.queries import list_decisions

May = Callable[[Person | None, Comment, Bill, datetime], Verdict]
NOBODY = Viewer(None, is_open=False, may_moderate=False, endorsed=frozenset(), changed=frozenset())


def plain_card(row: CommentRow) -> dict[str, Any]:
    """A comment's card without anything to press."""
    return card(row, NOBODY, depth=0) | {"links": {}}


def show_case(
    template: str, comment_id: int, status: int, may: May | None, more: Mapping[str, Any] | None = None, **forms: Any
) -> ResponseReturnValue:
    """Show the page of an act to somebody who may moderate the comment; where the act is too late, what was decided.

    `more` are words that the template needs beside the case and its forms.
    """
    db, now = session(), request_now()
    comment = get_comment(db, comment_id, me(), now)
    policy.may_moderate(me(), comment, comment.bill, now).require()
    item = get_item(db, comment, now, all_notes="notes" in request.args)
    verdict = may(me(), comment, comment.bill, now) if may else _may_dismiss(comment, item, now)
    if verdict.reason is not None:
        status = verdict.reason.status
    _mark_seen(item, **forms)
    page = render_template(
        template,
        bill=comment.bill,
        item=item,
        words=Markup(comment.body_html or ""),  # noqa: S704  sanitised when it was written
        proposed=proposed_card(comment, comment.bill.slug),
        card=plain_card(item.comment),
        parent=plain_card(item.parent) if item.parent else None,
        decisions=list_decisions(db, comment.id, public=False),
        verdict=verdict,
        hints=ground_hints(),
        now=now,
        **(more or {}),
        **forms,
    )
    return page, status


def _may_dismiss(comment: Comment, item: QueueItem, now: datetime) -> Verdict:
    return policy.may_dismiss(me(), comment, comment.bill, now, open_reports=item.reports)


def _mark_seen(item: QueueItem, **forms: Any) -> None:
    """Note in each form what the page shows, so that an act judged on something older is refused."""
    for form in forms.values():
        form.revision.data = str(item.comment.revision)
        if "newest" in form:
            form.newest.data = str(item.newest)
