"""Moving threads and merging copies: the moderators' acts, on the record, and their undoing."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.bills.models import Bill
from app.discussion import placing
from app.discussion.models import Comment
from app.discussion.places import Place, find_place, place_of
from app.kernel.events import emit
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import Refused, invalid
from app.moderation.actions import read_reason, require_seen
from app.moderation.models import Report
from app.moderation.placing import policy
from app.moderation.placing.events import CommentPlaced
from app.moderation.placing.models import Placing, PlacingKind
from app.record import log
from app.record.models import Act, Entry

WHOLE_BILL = "bill"  # how the log writes the place that addresses leave empty


def move_comment(
    session: Session,
    moderator: Person,
    comment: Comment,
    bill: Bill,
    *,
    to: str,
    reason: str,
    revision: int,
    now: datetime,
) -> Placing:
    """Move a thread to another article (or a part of it), a key question, or the bill as a whole; the replies go along."""
    policy.may_move(moderator, comment, bill, now, proposes=placing.has_proposed(session, comment)).require()
    require_seen(comment, revision)
    place = _find(session, comment, bill, to)
    before, after = placing.written_place(place_of(comment)), placing.written_place(place)
    if before == after:
        raise invalid(_l("The comment stands there already. Choose another place."), "place")
    reason = read_reason(reason)
    words = {"reason": reason, "from_place": before or WHOLE_BILL, "to_place": after or WHOLE_BILL}
    entry = _append(session, Act.MOVE, moderator, comment, bill, words, now)
    placing.set_moved(session, comment, place, from_place=before, log_seq=entry.seq, revision=revision, now=now)
    decision = Placing(kind=PlacingKind.MOVE, from_place=before, to_place=after)
    return _note(session, decision, moderator, comment, reason, entry, now)


def _find(session: Session, comment: Comment, bill: Bill, to: str) -> Place:
    """Find a place in the version that the comment was written on, since that is the text of which it speaks."""
    try:
        return find_place(session, bill, comment.version, to)
    except Refused as refused:
        if refused.field != "place":
            raise
        words = _l(
            "There is no such place in version %(number)s of the text, on which this comment was written.",
            number=comment.version.number,
        )
        raise invalid(words, "place") from refused


def merge_comment(
    session: Session, moderator: Person, comment: Comment, bill: Bill, *, reason: str, revision: int, now: datetime
) -> Placing:
    """Merge a comment into the earlier one of the same author that says the same at the same place; its place and replies stay."""
    earlier = placing.find_earlier(session, comment)
    facts = {"repeats": earlier is not None, "has_copies": placing.has_copies(session, comment)}
    policy.may_merge(
        moderator, comment, bill, now, open_reports=count_open_reports(session, comment), **facts
    ).require()
    assert earlier is not None  # noqa: S101
    reason = read_reason(reason)
    require_seen(comment, revision)
    words = {"reason": reason, "into": str(earlier.id)}
    entry = _append(session, Act.MERGE, moderator, comment, bill, words, now)
    placing.set_merged(session, comment, earlier, log_seq=entry.seq, revision=revision, now=now)
    decision = Placing(kind=PlacingKind.MERGE, into_id=earlier.id)
    return _note(session, decision, moderator, comment, reason, entry, now)


def unmerge_comment(
    session: Session, moderator: Person, comment: Comment, bill: Bill, *, reason: str, revision: int, now: datetime
) -> Placing:
    """Let a merged comment stand for itself again, with its words, its endorsements and in every count."""
    policy.may_unmerge(moderator, comment, bill, now).require()
    reason = read_reason(reason)
    require_seen(comment, revision)
    into = comment.merged_into_id
    entry = _append(session, Act.UNMERGE, moderator, comment, bill, {"reason": reason, "into": str(into)}, now)
    placing.set_unmerged(session, comment, log_seq=entry.seq, revision=revision, now=now)
    decision = Placing(kind=PlacingKind.UNMERGE, into_id=into)
    return _note(session, decision, moderator, comment, reason, entry, now)


def count_open_reports(session: Session, comment: Comment) -> int:
    """Count the reports of a comment that nobody has decided on."""
    still_open = (Report.comment_id == comment.id, Report.decision_id.is_(None))
    return session.scalar(sa.select(sa.func.count()).select_from(Report).where(*still_open)) or 0


def _append(
    session: Session, act: Act, moderator: Person, comment: Comment, bill: Bill, words: dict[str, str], now: datetime
) -> Entry:
    subject = f"comment:{comment.id}"
    return log.append(session, act, actor=moderator.public_id, subject=subject, bill=bill.slug, words=words, now=now)


def _note(
    session: Session,
    decision: Placing,
    moderator: Person,
    comment: Comment,
    reason: str,
    entry: Entry,
    now: datetime,
) -> Placing:
    decision.comment_id, decision.moderator_id, decision.reason = comment.id, moderator.id, reason
    decision.decided_at, decision.log_seq = now, entry.seq
    session.add(decision)
    session.flush()
    emit(session, CommentPlaced(comment, decision, now))
    return decision
