"""Splitting arguments: the moderators' acts where the machine put together what does not say the same, and their undoing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.bills.models import Bill
from app.discussion import splitting
from app.discussion.argument_models import Argument
from app.discussion.argument_queries import has_spoken
from app.discussion.models import Comment
from app.kernel.bilingual import Passage
from app.moderation import policy
from app.moderation.actions import read_reason, require_seen
from app.moderation.models import Splitting, SplittingKind
from app.moderation.queries import said
from app.record import log
from app.record.models import Act, Entry


def part_comment(
    session: Session, moderator: Person, comment: Comment, bill: Bill, *, reason: str, revision: int, now: datetime
) -> Splitting:
    """Take a comment out of its argument, on the record; it does not come back into it by itself."""
    policy.may_part(moderator, comment, bill, now).require()
    reason, argument_id = read_reason(reason), comment.argument_id or 0
    require_seen(comment, revision)
    entry = _append(session, Act.SPLIT, moderator, bill, reason, now, comment=comment, argument_id=argument_id)
    splitting.set_parted(session, comment, revision=revision)
    return _note(session, SplittingKind.PART, argument_id, comment.id, moderator, reason, entry, now)


def rejoin_comment(
    session: Session, moderator: Person, comment: Comment, bill: Bill, *, reason: str, revision: int, now: datetime
) -> Splitting:
    """Put a comment back into the argument that it was taken out of, on the record."""
    policy.may_rejoin(moderator, comment, bill, now).require()
    reason, argument_id = read_reason(reason), comment.parted_from_id or 0
    require_seen(comment, revision)
    entry = _append(session, Act.JOIN, moderator, bill, reason, now, comment=comment, argument_id=argument_id)
    splitting.set_rejoined(session, comment, revision=revision)
    return _note(session, SplittingKind.REJOIN, argument_id, comment.id, moderator, reason, entry, now)


def dissolve_argument(
    session: Session, moderator: Person, argument: Argument, bill: Bill, *, reason: str, revision: int, now: datetime
) -> Splitting:
    """Let all comments of an argument stand alone, on the record; whoever repeats them later stands alone too."""
    has_part = has_spoken(session, argument, moderator)
    policy.may_dissolve(moderator, argument, bill, now, has_part=has_part).require()
    reason = read_reason(reason)
    entry = _append(session, Act.SPLIT, moderator, bill, reason, now, argument_id=argument.id)
    splitting.set_dissolved(session, argument, log_seq=entry.seq, revision=revision)
    return _note(session, SplittingKind.DISSOLVE, argument.id, None, moderator, reason, entry, now)


def reunite_argument(
    session: Session, moderator: Person, argument: Argument, bill: Bill, *, reason: str, revision: int, now: datetime
) -> Splitting:
    """Let the comments of a dissolved argument stand together again, on the record."""
    has_part = has_spoken(session, argument, moderator)
    policy.may_reunite(moderator, argument, bill, now, has_part=has_part).require()
    reason = read_reason(reason)
    entry = _append(session, Act.JOIN, moderator, bill, reason, now, argument_id=argument.id)
    splitting.set_reunited(session, argument, revision=revision)
    return _note(session, SplittingKind.REUNITE, argument.id, None, moderator, reason, entry, now)


@dataclass(frozen=True, slots=True)
class SplittingRow:
    """One decision on an argument, with the handle of who took it."""

    kind: SplittingKind
    comment_id: int | None
    reason: str
    decided_at: datetime
    log_seq: int
    moderator_handle: str

    @property
    def words(self) -> Passage:
        """The reason, with the language that it seems to be in."""
        return said(self.reason)


def list_splittings(session: Session, argument_id: int) -> Sequence[SplittingRow]:
    """List the decisions on an argument, oldest first."""
    columns = (Splitting.kind, Splitting.comment_id, Splitting.reason, Splitting.decided_at, Splitting.log_seq)
    query = sa.select(*columns, Person.handle).join(Person, Person.id == Splitting.moderator_id)
    rows = session.execute(query.where(Splitting.argument_id == argument_id).order_by(Splitting.id))
    return [SplittingRow(*row) for row in rows]


def _append(
    session: Session,
    act: Act,
    moderator: Person,
    bill: Bill,
    reason: str,
    now: datetime,
    *,
    argument_id: int,
    comment: Comment | None = None,
) -> Entry:
    words = {"reason": reason} | ({"argument": str(argument_id)} if comment else {})
    subject = f"comment:{comment.id}" if comment else f"argument:{argument_id}"
    return log.append(session, act, actor=moderator.public_id, subject=subject, bill=bill.slug, words=words, now=now)


def _note(
    session: Session,
    kind: SplittingKind,
    argument_id: int,
    comment_id: int | None,
    moderator: Person,
    reason: str,
    entry: Entry,
    now: datetime,
) -> Splitting:
    splitting = Splitting(
        argument_id=argument_id,
        comment_id=comment_id,
        moderator_id=moderator.id,
        kind=kind,
        reason=reason,
        decided_at=now,
        log_seq=entry.seq,
    )
    session.add(splitting)
    session.flush()
    return splitting
