"""What moderation did to comments and discussions held against the log."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.discussion.blackouts.models import Blackout
from app.discussion.models import Comment, State
from app.discussion.restraints.models import Restraint, RestraintKind
from app.record.models import Act
from app.record.reconciliation import Log

SETS = {RestraintKind.LOCK: Act.LOCK, RestraintKind.SLOW: Act.SLOW, RestraintKind.GATE: Act.GATE}
ENDS = {RestraintKind.LOCK: Act.UNLOCK, RestraintKind.SLOW: Act.UNSLOW, RestraintKind.GATE: Act.UNGATE}


def check_hidings(session: Session, log: Log) -> Iterator[str]:
    """Each comment is hidden or shown as the last entry on it says, on its ground and under its number."""
    said = {subject for subject, entries in log.of_subject.items() if any(e.act == Act.HIDE for e in entries)}
    columns = (Comment.id, Comment.state, Comment.ground, Comment.log_seq)
    for row in session.execute(sa.select(*columns).order_by(Comment.id).execution_options(yield_per=1000)):
        subject, name = f"comment:{row.id}", f"comment {row.id}"
        is_hidden = row.state is State.HIDDEN
        if not is_hidden and subject not in said:
            continue
        said.discard(subject)
        last = log.last(subject, Act.HIDE, Act.RESTORE)
        if is_hidden and (last is None or last.act != Act.HIDE):
            yield f"{name} is hidden without an entry"
        elif last is not None and last.act == Act.HIDE and row.state is State.VISIBLE:
            yield f"{name} is shown, but entry {last.seq} hid it"
        elif last is not None and is_hidden and (row.log_seq, row.ground.value) != (last.seq, last.ground):
            yield f"{name} is hidden on {row.ground.value} by {row.log_seq}, but entry {last.seq} says {last.ground}"
    yield from (f"{subject} was hidden on the record, but does not exist" for subject in sorted(said))


def check_marks(session: Session, log: Log) -> Iterator[str]:
    """What a comment bears of other acts (shown again, moved, merged, overturned) names entries of these acts."""
    marks = (
        (Comment.moved_seq, (Act.MOVE,), True),
        (Comment.merged_seq, (Act.MERGE, Act.UNMERGE), True),
        (Comment.overturned_seq, (Act.DECIDE,), False),
        (Comment.blackout_seq, (Act.BLACK_OUT, Act.UNCOVER), True),
    )
    for column, acts, is_on_comment in marks:
        for number, seq in session.execute(sa.select(Comment.id, column).where(column.is_not(None))):
            if problem := log.problem_with(seq, *acts, subject=f"comment:{number}" if is_on_comment else None):
                yield f"comment {number} ({column.key}) {problem}"
    unsaid = sa.select(Comment.id).where(Comment.merged_into_id.is_not(None), Comment.merged_seq.is_(None))
    yield from (f"comment {number} is merged without an entry" for number in session.scalars(unsaid))


def check_passages(session: Session, log: Log) -> Iterator[str]:
    """Each passage that is blacked out names its entry, and each entry its passage, unless another has uncovered it."""
    named = set()
    for row in session.execute(sa.select(Blackout.comment_id, Blackout.log_seq)):
        named.add(row.log_seq)
        if problem := log.problem_with(row.log_seq, Act.BLACK_OUT, subject=f"comment:{row.comment_id}"):
            yield f"a passage of comment {row.comment_id} {problem}"
    for entry in log.of(Act.BLACK_OUT):
        if entry.seq not in named:
            yield f"entry {entry.seq} blacks out a passage of {entry.subject}, but none is kept"


def check_restraints(session: Session, log: Log) -> Iterator[str]:
    """Each pause of a thread, slow mode and gate names the entries that set and ended it, and each entry has its restraint."""
    named = set()
    for one in session.scalars(sa.select(Restraint)):
        named |= {one.log_seq, one.ended_log_seq}
        if problem := log.problem_with(one.log_seq, SETS[one.kind]):
            yield f"the {one.kind.value} {one.id} {problem}"
        if one.ended_at is not None and (problem := log.problem_with(one.ended_log_seq, ENDS[one.kind])):
            yield f"the end of the {one.kind.value} {one.id} {problem}"
    for entry in log.of(*SETS.values(), *ENDS.values()):
        if entry.seq not in named:
            yield f"entry {entry.seq} ({entry.act} of {entry.subject}) has no effect"
