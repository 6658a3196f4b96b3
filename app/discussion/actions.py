"""Every act on the discussion."""

from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, make_transient_to_detached

from app.accounts.access import Permission, holds
from app.accounts.models import Person
from app.bills.models import Bill, Version
from app.bills.revision import note_bumped
from app.discussion import arguments, policy, tally, wordings
from app.discussion.blackouts import edits
from app.discussion.events import CommentEdited, CommentPosted
from app.discussion.models import Badge, Comment, Endorsement, Position, State
from app.discussion.paths import path_below
from app.discussion.places import Place, place_of
from app.discussion.proposals import Keep, Proposal
from app.discussion.restraints.pace import require_calm
from app.discussion.restraints.policy import Pace
from app.discussion.restraints.queries import read_pace
from app.discussion.states import require_revision, set_state
from app.kernel.db import UTCDateTime
from app.kernel.events import emit
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.richtext import LIMIT, RichText
from app.kernel.verdict import invalid, not_found

_COMMENT: Any = Comment.__table__
_NEW = {column.key: column.default.arg if column.default is not None else None for column in _COMMENT.c}
_STORING = sa.insert(_COMMENT)
_NEXT_ID: dict[str, Any] = {
    "postgresql": sa.text("SELECT nextval('comment_id_seq')"),
    "sqlite": sa.text("SELECT coalesce(max(id), 0) + 1 FROM comment"),
}


def draw_id(session: Session) -> int:
    """Draw the id of a comment that is about to be posted, in the transaction that will post it."""
    connection = session.connection()
    return int(connection.scalar(_NEXT_ID[connection.dialect.name]))


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
    proposal: Proposal | None = None,
    pace: Pace | None = None,  # where it has been read already
    drawn: int | None = None,  # its id, where that has been drawn already
    now: datetime,
) -> Comment:
    """Add a comment to a bill, public at once, or raise Refused; a reply takes the place of its parent."""
    place = _judge(author, bill, place, parent, now)
    if proposal is not None:
        wordings.require_place(proposal, place, version.id, is_reply=parent is not None)
    _require_length(text)
    require_calm(author, bill, pace or read_pace(session, author, bill, parent, now), now)
    said = {
        "bill_id": bill.id,
        "version_id": version.id,
        "author_id": author.id,
        "position": position,
        "posted_at": now,
        **_words(text),
        **_whereabouts(place, parent),
        **_badge(author, bill, now),
    }
    note_bumped(session, bill.id)  # by the tally
    comment = _store(session, parent, said, drawn or draw_id(session))
    if proposal is not None:
        wordings.attach(session, comment, proposal)
        session.flush()
    tally.count(session, comment, 1)
    session.flush()  # the argument that the tally found
    emit(session, CommentPosted(comment, parent, now))
    return comment


def _judge(author: Person, bill: Bill, place: Place, parent: Comment | None, now: datetime) -> Place:
    """Return the place that a comment or reply will have, or raise Refused where nobody may write there."""
    if parent is None:
        policy.may_comment(author, bill, now).require()
        return place
    if parent.bill_id != bill.id:
        raise not_found()
    policy.may_reply(author, parent, bill, now).require()
    return place_of(parent)


def post_comment_once(
    session: Session, author: Person, bill: Bill, *, text: RichText, place: Place, now: datetime, **more: Any
) -> Comment:
    """Post a comment as `post_comment` does, or find the very same one that its author has just posted."""
    parent, proposal = more.get("parent"), more.get("proposal")
    policy.may_comment(author, bill, now).require()
    pace = read_pace(session, author, bill, parent, now)
    where = place if parent is None else place_of(parent)
    said = policy.Said(
        text.sha256,
        proposal.text if proposal else None,
        more.get("position"),
        parent.id if parent else None,
        where.article.id if where.article else None,
        where.address,
        where.question.id if where.question else None,
    )
    named = {"author": author.id, "since": now - policy.AGAIN, "bill": bill.id, "sha256": text.sha256}
    for earlier in session.scalars(_recent_with_words(), named) if text.sha256 in pace.words else ():
        if policy.is_said_again(earlier, said, now):
            return earlier
    return post_comment(session, author, bill, text=text, place=place, pace=pace, now=now, **more)


def _store(session: Session, parent: Comment | None, said: dict[str, Any], new_id: int) -> Comment:
    """Store a comment under its place in the thread, and let the session know it as stored.

    The id comes first, since the path holds it. The session's own flush takes three times as long; the revision, which it would
    make grow, is the tally's.
    """
    row = _NEW | said | {"id": new_id, "path": path_below(parent, new_id)}
    session.connection().execute(
        _STORING, {name: value for name, value in row.items() if value is not None or name in said}
    )
    comment = Comment()
    vars(comment).update(row)
    make_transient_to_detached(comment)
    session.add(comment)
    return comment


@cache
def _recent_with_words() -> sa.Select[Comment]:
    said = (Comment.author_id == sa.bindparam("author"), Comment.bill_id == sa.bindparam("bill"))
    since = Comment.posted_at > sa.bindparam("since", type_=UTCDateTime())
    return sa.select(Comment).where(*said, since, Comment.sha256 == sa.bindparam("sha256")).order_by(Comment.id)


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
    session: Session,
    author: Person,
    comment: Comment,
    bill: Bill,
    *,
    text: RichText,
    proposal: Proposal | Keep | None = Keep.PROPOSAL,
    revision: int,
    now: datetime,
) -> bool:
    """Change the words of one's own comment; the earlier text stays public behind "edited". Tell whether anything changed."""
    policy.may_edit(author, comment, bill, now).require()
    require_revision(comment, revision)
    _require_length(text)
    if isinstance(proposal, Proposal):
        wordings.require_place(proposal, place_of(comment), comment.version_id, is_reply=comment.parent_id is not None)
    proposes = not isinstance(proposal, Keep) and not wordings.is_of(comment, proposal)
    if text.sha256 == comment.sha256 and not proposes:
        return False
    edits.refuse_return(session, comment, text, proposal)
    earlier = edits.keep_earlier(session, comment)
    if proposes and not isinstance(proposal, Keep):
        wordings.replace(session, comment, proposal)
    comment.body, comment.body_html = text.source, text.html
    comment.sha256, comment.lang, comment.edited_at = text.sha256, text.lang, now
    comment.revision += 1
    session.flush()
    edits.carry_over(session, comment, earlier)
    tally.count_copies(session, comment.bill_id, arguments.resettle(session, comment))
    session.flush()
    emit(session, CommentEdited(comment, now))
    return True


def withdraw_comment(session: Session, author: Person, comment: Comment, bill: Bill, *, now: datetime) -> None:
    """Take one's own comment back: the text and its history are erased, the place and the replies stay."""
    policy.may_withdraw(author, comment, bill, now).require()
    take_back(session, comment, now)


def take_back(session: Session, comment: Comment, now: datetime) -> None:
    """Erase the words of a comment and their history for its author, who leaves by a rule of its own: a suspended person may, too."""
    if comment.state is State.VISIBLE:
        tally.count(session, comment, -1)
    edits.erase(session, comment)
    comment.body = comment.body_html = comment.sha256 = None
    comment.ground = comment.state_reason = comment.log_seq = comment.overturned_seq = comment.rules_version = None
    comment.argument_id = comment.parted_from_id = comment.merged_into_id = None
    wording_id = wordings.clear(comment)
    set_state(session, comment, State.WITHDRAWN, now)
    wordings.forget(session, wording_id)


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


def _has_endorsed(session: Session, person: Person, comment: Comment) -> bool:
    return session.get(Endorsement, (comment.id, person.id)) is not None


def _require_length(text: RichText) -> None:
    if text.is_blank:
        raise invalid(_l("Write something first."), "body")
    if text.length > LIMIT:
        raise invalid(
            _l("A comment holds at most 5,000 characters; this one has %(count)s.", count=text.length), "body"
        )


def _badge(author: Person, bill: Bill, now: datetime) -> dict[str, Any]:
    """The columns that say in which office somebody speaks: official of the bill's agencies, or moderator of its subgroup."""
    offices = [m for m in author.memberships if m.is_running(now)]
    agency = next((m.agency_id for m in offices if m.agency_id in bill.agency_ids), None)
    if agency is not None:
        return {"badge": Badge.OFFICIAL, "badge_agency_id": agency}
    if holds(author, Permission.MODERATE, bill, now):
        return {"badge": Badge.MODERATOR, "badge_subgroup_id": bill.subgroup_id}
    return {}
