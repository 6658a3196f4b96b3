"""Cards: what the page shows of a comment to the person looking, as the components take it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from flask import current_app
from markupsafe import Markup
from sqlalchemy.orm import Session

from app.accounts.access import Permission, holds, is_member
from app.accounts.models import Person
from app.bills.models import Bill, Status
from app.discussion.addressed import list_changed
from app.discussion.models import Badge, EarlierText, State
from app.discussion.paths import LEVELS
from app.discussion.queries import list_endorsed
from app.discussion.rows import CommentRow
from app.discussion.words import place_label
from app.kernel.clock import taipei_day
from app.kernel.i18n import gettext as _
from app.kernel.i18n import words
from app.kernel.richtext import guess_language


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks at a bill's discussion, and what the page may offer them."""

    person: Person | None
    is_open: bool
    may_moderate: bool
    endorsed: frozenset[int]
    changed: frozenset[tuple[str | None, int]]

    @property
    def is_signed_in(self) -> bool:
        """Whether the page may hold forms."""
        return self.person is not None


def view_as(
    session: Session,
    person: Person | None,
    bill: Bill,
    rows: Sequence[CommentRow],
    now: datetime,
    *,
    changed: frozenset[tuple[str | None, int]] | None = None,
) -> Viewer:
    """Find out what the page may offer to the person looking, and which comments' articles have changed since (if not known)."""
    moderates = holds(person, Permission.MODERATE, bill, now) and not is_member(person, bill, now)
    endorsed = frozenset(list_endorsed(session, person, [row.id for row in rows]))
    since = list_changed(session, bill.id) if changed is None else changed
    return Viewer(person, bill.status(now) is Status.OPEN, moderates, endorsed, since)


def comment_url(comment_id: int) -> str:
    """A comment's permanent address."""
    base: str = current_app.extensions["gongyi.settings"].base_url
    return f"{base}/comments/{comment_id}"


def place_href(row: CommentRow) -> str:
    """Where the place of a comment is discussed."""
    query = {"question": row.question_ordinal} if row.question_ordinal else {"article": row.address or ""}
    return f"/bills/{row.bill_slug}/discussion" + (f"?{urlencode(query)}" if row.place else "")


def card(row: CommentRow, viewer: Viewer, *, under: str | None = None, depth: int | None = None) -> dict[str, Any]:
    """One comment as `comment_card` takes it; `under` is the place whose heading it stands below, if there is one."""
    shown: dict[str, Any] = {
        "id": row.id,
        "root_id": row.root_id or row.id,
        "place": row.place.partition(".")[0],
        "place_name": place_label(row.place.partition(".")[0]),
        "depth": row.depth if depth is None else depth,
        "state": row.state.value,
        "author": {"handle": row.author_handle, "badge": _badge(row)},
        "posted_at": row.posted_at,
        "url": comment_url(row.id),
        "lang": row.lang,
        "html": Markup(row.body_html or ""),  # noqa: S704  sanitised when it was written
        "position": row.position.value if row.position else None,
        "address": _address(row) if row.depth == 0 and row.place != under else None,
        **_version_note(row, viewer),
        "edited_at": row.edited_at,
        "history_url": f"/comments/{row.id}/history" if row.edited_at else None,
        "reply_to": _reply_to(row) if row.depth >= LEVELS else None,
        "endorsements": row.endorsement_count,
        "endorsed": row.id in viewer.endorsed,
        "replies": row.reply_count,
        "links": _links(row, viewer),
    }
    if row.state is State.HIDDEN and row.state_at:
        shown["hidden"] = {
            "ground": row.ground.value if row.ground else "",
            "reason": row.state_reason,
            "lang": guess_language(row.state_reason or ""),
            "day": taipei_day(row.state_at),
            "log_number": row.log_seq,
            "log_href": f"/record/{row.log_seq}",
        }
    if row.state is State.WITHDRAWN and row.state_at:
        shown["withdrawn_day"] = taipei_day(row.state_at)
    return shown


def history_cards(earlier: Sequence[EarlierText], edited_at: datetime | None) -> list[dict[str, Any]]:
    """Earlier texts as `edited_history` takes them, newest first; `at` is when the text was replaced by the next one."""
    replaced = [*(text.written_at for text in earlier[1:]), edited_at]
    shown = [
        {"at": at, "html": Markup(text.body_html), "sha256": text.sha256, "lang": text.lang}  # noqa: S704  sanitised
        for text, at in zip(earlier, replaced, strict=False)
    ]
    return shown[::-1]


def _badge(row: CommentRow) -> dict[str, Any] | None:
    if row.badge is None:
        return None
    name = words(row.badge_name).text
    kind = _("Official") if row.badge is Badge.OFFICIAL else _("Moderator")
    return {"code": row.badge.value, "text": f"{kind} · {name}" if name else kind}


def _address(row: CommentRow) -> dict[str, str]:
    return {"label": place_label(row.place), "href": place_href(row)}


def _version_note(row: CommentRow, viewer: Viewer) -> dict[str, str]:
    if row.depth or (row.place_key, row.version_number) not in viewer.changed:
        return {}
    asked = urlencode({"from": row.version_number, "view": "redline"})
    return {
        "version_note": str(
            _("Written on version %(number)s; this article has changed since.", number=row.version_number)
        ),
        "version_href": f"/bills/{row.bill_slug}/compare?{asked}#article-{row.place_key}",
    }


def _reply_to(row: CommentRow) -> dict[str, Any] | None:
    if row.parent_id is None:
        return None
    return {"handle": row.parent_handle, "href": f"/comments/{row.parent_id}"}


def _links(row: CommentRow, viewer: Viewer) -> dict[str, str]:
    here = f"/comments/{row.id}"
    links = {"journey": f"{here}/journey"}
    if row.state is State.WITHDRAWN:
        return links
    mine = viewer.person is not None and viewer.person.id == row.author_id
    if row.state is State.HIDDEN:
        if mine:
            links["withdraw"] = f"{here}/withdrawal"
        elif viewer.may_moderate:
            links["restore"] = f"{here}/restoration"
        return links
    if viewer.is_open:
        links["reply"] = f"{here}/replies/new"
        if not mine:
            links["endorse"] = f"{here}/endorsement" if viewer.person else f"/account/sign-in?next={here}"
            links["unendorse"] = f"{here}/endorsement/removal"
    if mine:
        links |= {"edit": f"{here}/edit"} if viewer.is_open else {}
        links["withdraw"] = f"{here}/withdrawal"
    else:
        links["report"] = f"{here}/reports/new"
        if viewer.may_moderate:
            links["hide"] = f"{here}/hiding"
    return links
