"""Cards: what the page shows of a comment to the person looking, as the components take it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from flask import current_app
from sqlalchemy.orm import Session

from app.accounts.access import Permission, holds, is_member
from app.accounts.erasure.naming import is_former
from app.accounts.erasure.words import call
from app.accounts.models import Person
from app.bills.models import Bill, Status
from app.discussion.addressed import list_changed
from app.discussion.appealed import UnderAppeal, list_under_appeal
from app.discussion.blackouts.marks import mark_blocks
from app.discussion.models import Badge, EarlierText, State
from app.discussion.paths import LEVELS
from app.discussion.proposal_cards import proposed_card, redline_card
from app.discussion.queries import list_endorsed
from app.discussion.restraints.policy import may_restrain
from app.discussion.restraints.queries import NOTHING, InForce, list_in_force
from app.discussion.rows import CommentRow
from app.discussion.words import place_label
from app.kernel.clock import taipei_day
from app.kernel.i18n import gettext as _
from app.kernel.i18n import same_page, words


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks at a bill's discussion, and what the page may offer them; `sign_in` is where a visitor goes, the comment's id after it."""

    person: Person | None
    is_open: bool
    may_moderate: bool
    endorsed: frozenset[int]
    changed: frozenset[tuple[str | None, int]]
    in_force: InForce = NOTHING
    may_lock: bool = False
    sign_in: str = ""
    appealed: Mapping[int, UnderAppeal] = field(default_factory=dict)

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
    in_force, may_lock = list_in_force(session, bill, now), moderates and bool(may_restrain(bill, now))
    sign_in = "" if person else _sign_in_first()
    is_open, appealed = bill.status(now) is Status.OPEN, list_under_appeal(session, rows)
    return Viewer(person, is_open, moderates, endorsed, since, in_force, may_lock, sign_in, appealed)


def comment_url(comment_id: int) -> str:
    """A comment's permanent address."""
    base: str = current_app.extensions["gongyi.settings"].base_url
    return f"{base}/comments/{comment_id}"


def place_href(row: CommentRow) -> str:
    """Where the place of a comment is discussed."""
    query = {"question": row.question_ordinal} if row.question_ordinal else {"article": row.address or ""}
    return f"/bills/{row.bill_slug}/discussion" + (f"?{urlencode(query)}" if row.place else "")


def card(
    row: CommentRow, viewer: Viewer, *, under: str | None = None, depth: int | None = None, alone: bool = False
) -> dict[str, Any]:
    """One comment as `comment_card` takes it; `under` is the place whose heading it stands below, if there is one."""
    shown: dict[str, Any] = {
        "id": row.id,
        "root_id": row.root_id or row.id,
        "place": row.place.partition(".")[0],
        "place_name": place_label(row.place.partition(".")[0]),
        "depth": 0 if alone else row.depth if depth is None else depth,
        "state": row.state.value,
        "author": {"handle": row.author_handle, "former": is_former(row.author_handle), "badge": _badge(row)},
        "posted_at": row.posted_at,
        "url": comment_url(row.id),
        "lang": row.lang,
        "html": mark_blocks(row.body_html or ""),
        "proposed": proposed_card(row, row.bill_slug),
        "position": row.position.value if row.position else None,
        "address": _address(row) if row.depth == 0 and row.place != under else None,
        **_version_note(row, viewer),
        "edited_at": row.edited_at,
        "history_url": f"/comments/{row.id}/history" if row.edited_at else None,
        "reply_to": _reply_to(row) if alone or row.depth >= LEVELS else None,
        "endorsements": row.endorsement_count,
        "endorsed": row.id in viewer.endorsed,
        "replies": row.reply_count,
        "argument": _argument(row),
        "overturned": row.overturned_seq is not None,
        "blackout": _blackout(row),
        "locked": _lock(row, viewer) if alone or row.root_id is None else None,
        "links": _links(row, viewer),
    }
    return shown | _standing(row, viewer.appealed.get(row.id))


def _standing(row: CommentRow, appeal: UnderAppeal | None) -> dict[str, Any]:
    """What became of a comment that does not stand where, or as, it was written."""
    shown: dict[str, Any] = {}
    if row.state is State.HIDDEN and row.state_at:
        shown["hidden"] = _hidden(row, row.state_at) | {"appeal": appeal}
    if row.moved_from is not None:
        shown["moved"] = _moved(row)
    if row.state is State.MERGED:
        shown["merged_href"], shown["merged_log"] = f"/comments/{row.merged_into_id}", row.merged_seq
    if row.state is State.WITHDRAWN and row.state_at:
        shown["withdrawn_day"] = taipei_day(row.state_at)
    return shown


def _lock(row: CommentRow, viewer: Viewer) -> dict[str, Any] | None:
    """Until when, by whom and why the replies to a comment's thread are paused; None where they are not."""
    lock = viewer.in_force.locks.get(row.root_id or row.id)
    if lock is None:
        return None
    said = {"until": lock.until_at, "by": lock.set_by, "reason": lock.reason}
    return said | {"log_number": lock.log_seq, "log_href": f"/record/{lock.log_seq}"}


def _lock_links(row: CommentRow, viewer: Viewer) -> dict[str, str]:
    """Where a moderator pauses the replies to the thread that a comment began, or lets them in again."""
    if row.root_id is not None or not viewer.may_moderate:
        return {}
    if (lock := viewer.in_force.locks.get(row.id)) is not None:
        return {"unlock": f"/bills/{row.bill_slug}/restraints/{lock.id}/lifting"}
    mine = viewer.person is not None and viewer.person.id == row.author_id
    return {"lock": f"/comments/{row.id}/lock"} if viewer.may_lock and not mine else {}


def _hidden(row: CommentRow, at: datetime) -> dict[str, Any]:
    return {
        "ground": row.ground.value if row.ground else "",
        "reason": row.state_reason,
        "day": taipei_day(at),
        "log_number": row.log_seq,
        "log_href": f"/record/{row.log_seq}",
        "rules": row.rules_version,
    }


def _moved(row: CommentRow) -> dict[str, Any]:
    """From where moderators moved the thread last, and under which number of the log."""
    return {"place": place_label(row.moved_from or ""), "number": row.moved_seq, "href": f"/record/{row.moved_seq}"}


def history_cards(
    earlier: Sequence[EarlierText], edited_at: datetime | None, address: str | None = None
) -> list[dict[str, Any]]:
    """Earlier texts as `edited_history` takes them, newest first; `at` is when the text was replaced by the next one."""
    replaced = [*(text.written_at for text in earlier[1:]), edited_at]
    shown = [
        {"at": at, "html": mark_blocks(text.body_html), "sha256": text.sha256, "lang": text.lang}
        | {"proposed": redline_card(text.proposed_html, text.proposed_lang, address)}
        for text, at in zip(earlier, replaced, strict=False)
    ]
    return shown[::-1]


def _blackout(row: CommentRow) -> dict[str, Any] | None:
    """On what ground, when and under which log number the newest passage was blacked out; None where none is."""
    if row.blackout_seq is None or row.blackout_ground is None:
        return None
    number = row.blackout_seq
    return {"ground": row.blackout_ground.value, "at": row.blackout_at, "number": number, "href": f"/record/{number}"}


def _argument(row: CommentRow) -> dict[str, Any] | None:
    """How many people say the same, and where they stand together; None where nobody else does."""
    return {"people": row.argument_voices, "href": f"/arguments/{row.argument_id}"} if row.argument_id else None


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
    return {"handle": call(row.parent_handle or ""), "href": f"/comments/{row.parent_id}"}


def _sign_in_first() -> str:
    """Where to sign in, to come back to a comment (its id follows) on the page that one was reading."""
    return "/account/sign-in?" + urlencode({"next": f"{same_page(since=None)}#comment-"})


def _links(row: CommentRow, viewer: Viewer) -> dict[str, str]:
    """What may be done on a comment: first what concerns its thread and everybody, then its author, or its readers and moderators."""
    here, mine = f"/comments/{row.id}", viewer.person is not None and viewer.person.id == row.author_id
    links = {"journey": f"{here}/journey"}
    if row.state is not State.VISIBLE:
        return links | _links_of_gone(row, viewer, mine=mine)
    if viewer.is_open:
        links |= _links_while_open(row, viewer, mine=mine)
    links |= _lock_links(row, viewer)
    if mine:
        return links | {"withdraw": f"{here}/withdrawal"}
    links["report"] = f"{here}/reports/new"
    if viewer.may_moderate:
        links |= {"hide": f"{here}/hiding", "passage": f"{here}/passages/new"}
        links |= {"move": f"{here}/place"} if row.parent_id is None else {}
        links |= {"part": f"{here}/separation"} if row.argument_id else {}
    return links


def _links_while_open(row: CommentRow, viewer: Viewer, *, mine: bool) -> dict[str, str]:
    here = f"/comments/{row.id}"
    is_locked = (row.root_id or row.id) in viewer.in_force.locks
    links = {} if is_locked else {"reply": f"{here}/replies/new"}
    if mine:
        return links | {"edit": f"{here}/edit"}
    links["endorse"] = f"{here}/endorsement" if viewer.person else f"{viewer.sign_in}{row.id}"
    return links | {"unendorse": f"{here}/endorsement/removal"}


def _links_of_gone(row: CommentRow, viewer: Viewer, *, mine: bool) -> dict[str, str]:
    """What may be done where a comment's words are not shown: nothing once it is withdrawn."""
    here = f"/comments/{row.id}"
    links: dict[str, str] = {}
    if row.state is State.WITHDRAWN:
        return links
    if mine:
        links = {"appeal": f"{here}/appeal"} if row.state is State.HIDDEN else {}
        return links | {"withdraw": f"{here}/withdrawal"}
    if viewer.may_moderate:
        links = (
            {"restore": f"{here}/restoration"} if row.state is State.HIDDEN else {"unmerge": f"{here}/merging/removal"}
        )
    return links | (_lock_links(row, viewer) if row.state is State.HIDDEN else {})
