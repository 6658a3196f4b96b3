"""Every act on the discussion."""

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.access import Permission, holds
from app.accounts.models import Person
from app.bills.models import Bill, Version
from app.discussion import policy, tally
from app.discussion.events import CommentEdited, CommentPosted, CommentStateChanged
from app.discussion.models import Badge, Comment, EarlierText, Endorsement, Ground, Position, State
from app.discussion.paths import path_below
from app.discussion.places import Place, place_of
from app.kernel.events import emit
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.richtext import LIMIT, RichText
from app.kernel.verdict import Reason, Refused, conflict, invalid, not_found

BURST = timedelta(minutes=10)
BURST_LIMIT = 10
NEW_ACCOUNT = timedelta(days=1)
NEW_ACCOUNT_LIMIT = 5


def post_comment(
    session: Session,
    author: Person,
    bill: Bill,
    *,
    text: RichText,
    place: Place,
    version: Version,
    position: Position | None = None,
    parent: Comment | None = None,
    now: datetime,
) -> Comment:
    """Add a comment to a bill, public at once, or raise Refused; a reply takes the place of its parent."""
    if parent is None:
        policy.may_comment(author, bill, now).require()
    else:
        if parent.bill_id != bill.id:
            raise not_found()
        policy.may_reply(author, parent, bill, now).require()
        place = place_of(parent)
    _require_length(text)
    _require_calm(session, author, now)
    comment = Comment(
        bill_id=bill.id,
        version_id=version.id,
        author_id=author.id,
        position=position,
        posted_at=now,
        **_words(text),
        **_whereabouts(place, parent),
    )
    _pin_badge(comment, author, bill, now)
    session.add(comment)
    session.flush()
    comment.path = path_below(parent, comment.id)
    session.flush()
    tally.count(session, comment, 1)
    emit(session, CommentPosted(comment, parent, now))
    return comment


def _words(text: RichText) -> dict[str, Any]:
    return {"body": text.source, "body_html": text.html, "sha256": text.sha256, "lang": text.lang}


def _whereabouts(place: Place, parent: Comment | None) -> dict[str, Any]:
    """The columns that say where a comment stands: its place in the bill, and its thread."""
    return {
        "article_id": place.article.id if place.article else None,
        "address": place.address,
        "question_id": place.question.id if place.question else None,
        "place_rank": place.rank,
        "parent_id": parent.id if parent else None,
        "root_id": (parent.root_id or parent.id) if parent else None,
        "depth": parent.depth + 1 if parent else 0,
    }


def edit_comment(
    session: Session, author: Person, comment: Comment, bill: Bill, *, text: RichText, revision: int, now: datetime
) -> bool:
    """Change the words of one's own comment; the earlier text stays public behind "edited". Tell whether anything changed."""
    policy.may_edit(author, comment, bill, now).require()
    require_revision(comment, revision)
    _require_length(text)
    if text.sha256 == comment.sha256:
        return False
    held = session.scalar(sa.select(sa.func.count()).where(EarlierText.comment_id == comment.id)) or 0
    session.add(
        EarlierText(
            comment_id=comment.id,
            ordinal=held + 1,
            body=comment.body,
            body_html=comment.body_html,
            sha256=comment.sha256,
            lang=comment.lang,
            written_at=comment.edited_at or comment.posted_at,
        )
    )
    comment.body, comment.body_html = text.source, text.html
    comment.sha256, comment.lang, comment.edited_at = text.sha256, text.lang, now
    comment.revision += 1
    session.flush()
    emit(session, CommentEdited(comment, now))
    return True


def withdraw_comment(session: Session, author: Person, comment: Comment, bill: Bill, *, now: datetime) -> None:
    """Take one's own comment back: the text and its history are erased, the place and the replies stay."""
    policy.may_withdraw(author, comment, bill, now).require()
    if comment.state is State.VISIBLE:
        tally.count(session, comment, -1)
    session.execute(sa.delete(EarlierText).where(EarlierText.comment_id == comment.id))
    comment.body = comment.body_html = comment.sha256 = None
    comment.ground = comment.state_reason = comment.log_seq = None
    _set_state(session, comment, State.WITHDRAWN, now)


def endorse_comment(session: Session, person: Person, comment: Comment, bill: Bill, *, now: datetime) -> None:
    """Endorse somebody's comment; a second time changes nothing."""
    policy.may_endorse(person, comment, bill, now).require()
    if not _has_endorsed(session, person, comment):
        session.add(Endorsement(comment_id=comment.id, person_id=person.id, at=now))
        session.flush()
        tally.count_endorsement(session, comment, 1)


def retract_endorsement(session: Session, person: Person, comment: Comment, bill: Bill, *, now: datetime) -> None:
    """Take an endorsement back; where there is none, nothing changes."""
    policy.may_endorse(person, comment, bill, now).require()
    if _has_endorsed(session, person, comment):
        session.execute(
            sa.delete(Endorsement).where(Endorsement.comment_id == comment.id, Endorsement.person_id == person.id)
        )
        tally.count_endorsement(session, comment, -1)


def set_hidden(
    session: Session, comment: Comment, *, ground: Ground, reason: str, log_seq: int, revision: int, now: datetime
) -> None:
    """Hide a comment as moderation decided: its place stays with ground, reason and log number."""
    require_revision(comment, revision)
    if comment.state is not State.VISIBLE:
        raise conflict(_l("Somebody has already acted on this comment; its present state is shown."))
    tally.count(session, comment, -1)
    comment.ground, comment.state_reason, comment.log_seq = ground, reason, log_seq
    _set_state(session, comment, State.HIDDEN, now)


def set_restored(
    session: Session, comment: Comment, *, reason: str, log_seq: int, revision: int, now: datetime
) -> None:
    """Show a hidden comment again as moderation decided; the reason and the log number stay with it."""
    require_revision(comment, revision)
    if comment.state is not State.HIDDEN:
        raise conflict(_l("Somebody has already acted on this comment; its present state is shown."))
    tally.count(session, comment, 1)
    comment.ground, comment.state_reason, comment.log_seq = None, reason, log_seq
    _set_state(session, comment, State.VISIBLE, now)


def _set_state(session: Session, comment: Comment, state: State, now: datetime) -> None:
    comment.state, comment.state_at = state, now
    comment.revision += 1
    session.flush()
    emit(session, CommentStateChanged(comment, now))


def _has_endorsed(session: Session, person: Person, comment: Comment) -> bool:
    return session.get(Endorsement, (comment.id, person.id)) is not None


def require_revision(comment: Comment, revision: int) -> None:
    """Raise Refused (conflict) where somebody acts on a comment that changed since they looked."""
    if comment.revision != revision:
        raise conflict(_l("This comment changed while you were looking at it. Read it again, then decide."))


def _require_length(text: RichText) -> None:
    if text.is_blank:
        raise invalid(_l("Write something first."), "body")
    if text.length > LIMIT:
        raise invalid(
            _l("A comment holds at most 5,000 characters; this one has %(count)s.", count=text.length), "body"
        )


def _require_calm(session: Session, author: Person, now: datetime) -> None:
    limit = NEW_ACCOUNT_LIMIT if now - author.created_at < NEW_ACCOUNT else BURST_LIMIT
    recent = sa.select(sa.func.count()).where(Comment.author_id == author.id, Comment.posted_at > now - BURST)
    if (session.scalar(recent) or 0) >= limit:
        words = _l("You have posted often in the last minutes. Your words are kept below: send them in a little while.")
        raise Refused(Reason("too_many_requests", words), "body")


def _pin_badge(comment: Comment, author: Person, bill: Bill, now: datetime) -> None:
    """Note the office in which somebody speaks: official of the bill's agencies, or moderator of its subgroup."""
    offices = [m for m in author.memberships if m.is_running(now)]
    agency = next((m.agency_id for m in offices if m.agency_id in bill.agency_ids), None)
    if agency is not None:
        comment.badge, comment.badge_agency_id = Badge.OFFICIAL, agency
    elif holds(author, Permission.MODERATE, bill, now):
        comment.badge, comment.badge_subgroup_id = Badge.MODERATOR, bill.subgroup_id
