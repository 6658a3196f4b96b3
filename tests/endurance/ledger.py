"""What a server acknowledged before it was killed, and whether a database still holds all of it."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.discussion.models import Comment, Endorsement, State
from app.discussion.recount import find_wrong_counts
from app.kernel.outbox import OutboxMessage
from app.notifications.models import Notice, NoticeKind
from app.record.models import Entry
from app.record.queries import entry_document, list_entries
from app.record.verify_log import verify_chain
from app.search.keeping import rebuild
from tests.search.test_keeping import words_of


@dataclass
class Ledger:
    """Acts by what they were answered; `unsure` are comments on which an act was sent and never answered."""

    posted: dict[int, str] = field(default_factory=dict)
    withdrawn: set[int] = field(default_factory=set)
    hidden: set[int] = field(default_factory=set)
    endorsed: set[tuple[int, int]] = field(default_factory=set)
    unsure: set[int] = field(default_factory=set)
    retried: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def holds(self, many: int) -> bool:
        """Whether at least so many posts were acknowledged."""
        return len(self.posted) >= many

    def find_losses(self, session: Session) -> Iterator[str]:
        """What was acknowledged and is not so."""
        comments = session.execute(sa.select(Comment.id, Comment.body, Comment.state))
        stored = {number: (body, state) for number, body, state in comments}
        for number, body in self.posted.items():
            if number not in stored:
                yield f"comment {number} was acknowledged and is not stored"
                continue
            words, state = stored[number]
            if state is State.VISIBLE and words != body:
                yield f"comment {number} has other words"
            if state is State.VISIBLE and number in self.withdrawn | self.hidden:
                yield f"comment {number} is shown, though its withdrawal or hiding was acknowledged"
            if state is not State.VISIBLE and number not in self.withdrawn | self.hidden | self.unsure:
                yield f"comment {number} is {state.value}, and nobody asked for it"
        rows = session.execute(sa.select(Endorsement.comment_id, Endorsement.person_id))
        given = {tuple(row) for row in rows}
        yield from (f"endorsement {pair} was acknowledged and is not stored" for pair in self.endorsed - given)


def find_disagreements(session: Session) -> Iterator[str]:
    """What of a database does not agree with itself: counts, repeated posts, the record, notices and mails, the search index."""
    yield from (
        f"{wrong.name} of {wrong.row}: kept {wrong.kept}, counted {wrong.counted}"
        for wrong in find_wrong_counts(session)
    )
    twice = sa.select(Comment.body).where(Comment.body.is_not(None)).group_by(Comment.body).having(sa.func.count() > 1)
    yield from (f"posted twice: {body}" for body in session.scalars(twice))
    yield from _record(session)
    yield from _outbox(session)
    kept = words_of(session)
    rebuild(session)
    made_anew = words_of(session)
    session.rollback()
    differing = {at for at in kept.keys() | made_anew.keys() if kept.get(at) != made_anew.get(at)}
    if differing:
        yield f"the search index differs from one made anew at {len(differing)} places: {sorted(differing)[:5]}"


def _record(session: Session) -> Iterator[str]:
    documents = [entry_document(*row) for row in list_entries(session, after=0, limit=1_000_000)]
    yield from (f"the record does not agree: {finding}" for finding in verify_chain(documents))
    hidden = session.execute(sa.select(Comment.id, Comment.log_seq).where(Comment.state == State.HIDDEN))
    subjects = {entry["seq"]: entry["subject"] for entry in documents if entry["act"] == "hide"}
    yield from (f"comment {n} is hidden without an entry" for n, seq in hidden if subjects.get(seq) != f"comment:{n}")


def _outbox(session: Session) -> Iterator[str]:
    """Each hiding has one entry, one notice and one mail; each reply to somebody else one notice."""
    mails = sa.select(sa.func.count()).where(OutboxMessage.template == "comment-hidden")
    notices = sa.select(sa.func.count()).where(Notice.kind == NoticeKind.HIDDEN)
    entries = sa.select(sa.func.count()).where(Entry.act == "hide")
    counted = [session.scalar(query) for query in (entries, notices, mails)]
    if len(set(counted)) > 1:
        yield f"hidings: {counted[0]} entries, {counted[1]} notices, {counted[2]} mails"
    parent = sa.orm.aliased(Comment)
    replies = sa.select(sa.func.count()).select_from(Comment).join(parent, Comment.parent_id == parent.id)
    expected = session.scalar(replies.where(Comment.author_id != parent.author_id))
    told = session.scalar(sa.select(sa.func.count()).where(Notice.kind == NoticeKind.REPLIED))
    if expected != told:
        yield f"{expected} replies to others, {told} notices of them"
