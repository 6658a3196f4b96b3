"""Decisions of moderators, and what became of appeals, held against the log."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.moderation.appeals.models import Appeal
from app.moderation.models import Decision, DecisionKind, Splitting, SplittingKind
from app.moderation.placing.models import Placing, PlacingKind
from app.record.models import Act
from app.record.reconciliation import Log

DECISIONS = {
    DecisionKind.HIDE: Act.HIDE,
    DecisionKind.RESTORE: Act.RESTORE,
    DecisionKind.BLACK_OUT: Act.BLACK_OUT,
    DecisionKind.UNCOVER: Act.UNCOVER,
}
PLACINGS = {PlacingKind.MOVE: Act.MOVE, PlacingKind.MERGE: Act.MERGE, PlacingKind.UNMERGE: Act.UNMERGE}
SPLITTINGS = {
    SplittingKind.PART: Act.SPLIT,
    SplittingKind.DISSOLVE: Act.SPLIT,
    SplittingKind.REJOIN: Act.JOIN,
    SplittingKind.REUNITE: Act.JOIN,
}
ACTS = {*DECISIONS.values(), *PLACINGS.values(), *SPLITTINGS.values()}
ENDS = (Act.DECIDE, Act.WITHDRAW_APPEAL)


def check_decisions(session: Session, log: Log) -> Iterator[str]:
    """Each decision that the public sees names its entry, and each entry has its decision."""
    named = set()
    for one in session.scalars(sa.select(Decision).where(Decision.kind != DecisionKind.DISMISS)):
        named.add(one.log_seq)
        if problem := log.problem_with(one.log_seq, DECISIONS[one.kind], subject=f"comment:{one.comment_id}"):
            yield f"decision {one.id} ({one.kind.value}) on comment {one.comment_id} {problem}"
    for placing in session.scalars(sa.select(Placing)):
        named.add(placing.log_seq)
        if problem := log.problem_with(placing.log_seq, PLACINGS[placing.kind]):
            yield f"placing {placing.id} ({placing.kind.value}) {problem}"
    for splitting in session.scalars(sa.select(Splitting)):
        named.add(splitting.log_seq)
        if problem := log.problem_with(splitting.log_seq, SPLITTINGS[splitting.kind]):
            yield f"splitting {splitting.id} ({splitting.kind.value}) {problem}"
    for entry in log.of(*ACTS):
        if entry.seq not in named:
            yield f"entry {entry.seq} ({entry.act} of {entry.subject}) has no decision"


def check_appeals(session: Session, log: Log) -> Iterator[str]:
    """Each appeal and its end name their entries, and each entry has its appeal."""
    named = set()
    for appeal in session.scalars(sa.select(Appeal)):
        named |= {appeal.log_seq, appeal.closed_seq}
        if problem := log.problem_with(appeal.log_seq, Act.APPEAL, subject=f"appeal:{appeal.id}"):
            yield f"appeal {appeal.id} {problem}"
        if appeal.outcome is not None and (
            problem := log.problem_with(appeal.closed_seq, *ENDS, subject=f"appeal:{appeal.id}")
        ):
            yield f"the end of appeal {appeal.id} {problem}"
    for entry in log.of(Act.APPEAL, *ENDS):
        if entry.seq not in named and entry.subject.startswith("appeal:"):
            yield f"entry {entry.seq} ({entry.act} of {entry.subject}) has no appeal"
