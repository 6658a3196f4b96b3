"""Cards: what the page shows of a comment to the person looking, as the components take it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from flask import current_app, url_for
from markupsafe import Markup
from sqlalchemy.orm import Session

from app.accounts.access import Permission, holds, is_member
from app.accounts.models import Person
from app.bills.models import Bill, Status
from app.discussion.models import Badge, State
from app.discussion.queries import list_endorsed
from app.discussion.rows import CommentRow
from app.discussion.words import place_label
from app.kernel.clock import taipei_day
from app.kernel.i18n import gettext as _
from app.kernel.i18n import words


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks at a bill's discussion, and what the page may offer them."""

    person: Person | None
    is_open: bool
    may_moderate: bool
    endorsed: frozenset[int]
    version: int | None

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
    version: int | None = None,
) -> Viewer:
    """Find out what the page may offer to the person looking; `version` is the latest one's number."""
    moderates = holds(person, Permission.MODERATE, bill, now) and not is_member(person, bill, now)
    endorsed = list_endorsed(session, person, [row.id for row in rows])
    return Viewer(person, bill.status(now) is Status.OPEN, moderates, frozenset(endorsed), version)


def comment_url(comment_id: int) -> str:
    """A comment's permanent address."""
    base: str = current_app.extensions["gongyi.settings"].base_url
    return f"{base}/comments/{comment_id}"


def place_href(row: CommentRow) -> str:
    """Where the place of a comment is discussed."""
    query = {"question": row.question_ordinal} if row.question_ordinal else {"article": row.address or ""}
    return f"/bills/{row.bill_slug}/discussion" + (f"?{urlencode(query)}" if row.place else "")


def card(row: CommentRow, viewer: Viewer, *, with_place: bool = True, depth: int | None = None) -> dict[str, Any]:
    """One comment as `comment_card` takes it."""
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
        "address": {"label": place_label(row.place), "href": place_href(row)}
        if with_place and row.depth == 0
        else None,
        "version_note": _version_note(row, viewer),
        "edited_at": row.edited_at,
        "history_url": f"/comments/{row.id}/history" if row.edited_at else None,
        "reply_to": _reply_to(row) if row.depth > 3 or with_place is None else None,
        "endorsements": row.endorsement_count,
        "endorsed": row.id in viewer.endorsed,
        "replies": row.reply_count,
        "links": _links(row, viewer),
    }
    if row.state is State.HIDDEN and row.state_at:
        shown["hidden"] = {
            "ground": row.ground.value if row.ground else "",
            "reason": row.state_reason,
            "day": taipei_day(row.state_at),
            "log_number": row.log_seq,
            "log_href": f"/record/{row.log_seq}",
        }
    if row.state is State.WITHDRAWN and row.state_at:
        shown["withdrawn_day"] = taipei_day(row.state_at)
    return shown


def _badge(row: CommentRow) -> dict[str, Any] | None:
    if row.badge is None:
        return None
    name = words(row.badge_name).text
    kind = _("Official") if row.badge is Badge.OFFICIAL else _("Moderator")
    return {"code": row.badge.value, "text": f"{kind} · {name}" if name else kind}


def _version_note(row: CommentRow, viewer: Viewer) -> str | None:
    if viewer.version is None or row.version_number == viewer.version or row.depth:
        return None
    return str(
        _("Written on version %(old)s; the text is now version %(new)s.", old=row.version_number, new=viewer.version)
    )


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
        if viewer.may_moderate and not mine:
            links["restore"] = f"{here}/restoration"
        return links
    if viewer.is_open:
        links["reply"] = url_for("discussion.reply", comment_id=row.id)
        if not mine:
            links["endorse"] = (
                f"{here}/endorsement" if viewer.person else "/account/sign-in?" + urlencode({"next": here})
            )
            links["unendorse"] = f"{here}/endorsement/removal"
    if mine:
        links |= {"edit": f"{here}/edit"} if viewer.is_open else {}
        links["withdraw"] = f"{here}/withdrawal"
    else:
        links["report"] = f"{here}/reports/new"
        if viewer.may_moderate:
            links["hide"] = f"{here}/hiding"
    return links
