"""Reads of restraints: those in force on a bill, all there ever were, and what posting is judged by, in one statement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from app.accounts.models import Person
from app.bills.models import Bill
from app.discussion.models import Comment
from app.discussion.restraints import policy
from app.discussion.restraints.models import Restraint, RestraintKind
from app.kernel.db import UTCDateTime
from app.kernel.verdict import not_found

PAGE = 50
LOOKED_BACK = 500  # of a bill's newest comments, when those of new accounts are counted
_SAID, _CROWD = "said", "crowd"
_NO_WORDS: Any = sa.literal_column("NULL", sa.String).label("sha256")
_lifter, _asker = aliased(Person), aliased(Person)


@dataclass(frozen=True, slots=True)
class RestraintRow:
    """A restraint as pages show it, with the handles of whoever proposed it, decided it and lifted it."""

    id: int
    kind: RestraintKind
    comment_id: int | None
    amount: int | None
    starts_at: datetime
    until_at: datetime
    reason: str
    log_seq: int
    ended_at: datetime | None
    ended_reason: str
    ended_log_seq: int | None
    set_by: str
    asked_by: str | None
    ended_by: str | None

    @property
    def end(self) -> datetime:
        """When it ended or ends."""
        return self.ended_at or self.until_at

    def is_running(self, now: datetime) -> bool:
        """Whether it holds at an instant."""
        return self.starts_at <= now < self.end


@dataclass(frozen=True, slots=True)
class InForce:
    """What restrains a bill's discussion at an instant; locks by the first comment of their thread."""

    slow: RestraintRow | None = None
    gate: RestraintRow | None = None
    locks: Mapping[int, RestraintRow] = field(default_factory=dict)

    @property
    def of_bill(self) -> list[RestraintRow]:
        """What holds for the whole discussion."""
        return [row for row in (self.gate, self.slow) if row is not None]


NOTHING = InForce()


def list_in_force(session: Session, bill: Bill, now: datetime) -> InForce:
    """Read what restrains a bill's discussion; without asking the database where the bill says that nothing does."""
    if bill.restrained_until is None or bill.restrained_until <= now:
        return NOTHING
    rows = _read(session, _select().where(Restraint.bill_id == bill.id, Restraint.until_at > now))
    running = [row for row in rows if row.is_running(now)]
    of_kind = {row.kind: row for row in running if row.kind is not RestraintKind.LOCK}
    locks = {row.comment_id: row for row in running if row.comment_id is not None}
    return InForce(of_kind.get(RestraintKind.SLOW), of_kind.get(RestraintKind.GATE), locks)


def list_restraints(session: Session, bill: Bill, before: int | None = None) -> tuple[list[RestraintRow], int | None]:
    """List a page of all restraints that a bill ever had, newest first, and the id to go on before."""
    query = _select().where(Restraint.bill_id == bill.id).order_by(Restraint.id.desc()).limit(PAGE + 1)
    if before is not None:
        query = query.where(Restraint.id < before)
    rows = _read(session, query)
    return rows[:PAGE], rows[PAGE - 1].id if len(rows) > PAGE else None


def get_restraint(session: Session, bill: Bill, restraint_id: int) -> Restraint:
    """Load a restraint of a bill, or raise Refused (not found)."""
    query = sa.select(Restraint).where(Restraint.bill_id == bill.id, Restraint.id == restraint_id)
    found = session.scalars(query.execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise not_found()
    return found


def get_row(session: Session, restraint_id: int) -> RestraintRow:
    """Read a restraint as pages show it."""
    return _read(session, _select().where(Restraint.id == restraint_id))[0]


def list_earlier(
    session: Session, bill: Bill, kind: RestraintKind, comment_id: int | None, now: datetime
) -> Sequence[tuple[datetime, datetime]]:
    """List from when until when restraints of a kind held (on a thread) in the days that count for another one."""
    end = sa.func.coalesce(Restraint.ended_at, Restraint.until_at, type_=UTCDateTime())
    query = sa.select(Restraint.starts_at, end).where(
        Restraint.bill_id == bill.id, Restraint.kind == kind, Restraint.until_at > now - policy.WINDOW
    )
    if comment_id is not None:
        query = query.where(Restraint.comment_id == comment_id)
    return [(start, ended) for start, ended in session.execute(query)]


def _select() -> sa.Select[Any]:
    columns: tuple[Any, ...] = (
        Restraint.id,
        Restraint.kind,
        Restraint.comment_id,
        Restraint.amount,
        Restraint.starts_at,
        Restraint.until_at,
        Restraint.reason,
        Restraint.log_seq,
        Restraint.ended_at,
        Restraint.ended_reason,
        Restraint.ended_log_seq,
        Person.handle,
        _asker.handle,
        _lifter.handle,
    )
    return (
        sa.select(*columns)
        .join(Person, Person.id == Restraint.set_by_id)
        .outerjoin(_asker, _asker.id == Restraint.asked_by_id)
        .outerjoin(_lifter, _lifter.id == Restraint.ended_by_id)
    )


def _read(session: Session, query: sa.Select[Any]) -> list[RestraintRow]:
    return [RestraintRow(*row) for row in session.execute(query)]


def read_pace(session: Session, author: Person, bill: Bill, parent: Comment | None, now: datetime) -> policy.Pace:
    """Read what posting (a reply to `parent`) is judged by, in one statement: every post pays for it."""
    root_id = (parent.root_id or parent.id) if parent is not None else 0
    is_restrained = bill.restrained_until is not None and bill.restrained_until > now
    named = {"author": author.id, "bill": bill.id, "now": now, "hour": now - policy.HOUR, "root": root_id}
    named |= {"burst": now - policy.BURST, "day": now - policy.NEW_ACCOUNT, "week": now - policy.FIRST_WEEK}
    said, words, running, crowd_at = [], set(), [], None
    query = _pace(is_restrained, policy.is_new(author, now))
    for what, number, at, sha256 in session.connection().execute(query, named):
        if what == _SAID:
            said.append((number, at))
            words.add(sha256)
        elif what == _CROWD:
            crowd_at = at
        else:
            running.append(policy.Running(RestraintKind(what), number, at))
    said.sort(key=lambda spoken: spoken[1], reverse=True)
    return policy.Pace(tuple(said), tuple(running), crowd_at, frozenset(words))


def _at(name: str) -> Any:
    return sa.bindparam(name, type_=UTCDateTime())


@cache
def _pace(is_restrained: bool, is_new: bool) -> Any:
    """Select (what, number, instant, words): the author's comments of the last hour, restraints in force, the pace of new accounts."""
    said = sa.literal_column(f"'{_SAID}'", sa.String).label("what")
    own = sa.select(said, Comment.bill_id, Comment.posted_at, Comment.sha256)
    parts: list[Any] = [own.where(Comment.author_id == sa.bindparam("author"), Comment.posted_at > _at("hour"))]
    if is_restrained:
        kind = sa.cast(Restraint.kind, sa.String)
        parts.append(
            sa.select(kind, sa.func.coalesce(Restraint.amount, 0), Restraint.until_at, _NO_WORDS).where(
                Restraint.bill_id == sa.bindparam("bill"),
                Restraint.starts_at <= _at("now"),
                Restraint.until_at > _at("now"),
                Restraint.ended_at.is_(None),
                sa.or_(Restraint.comment_id.is_(None), Restraint.comment_id == sa.bindparam("root")),
            )
        )
    if is_new:
        parts.append(sa.select(_crowd()))
    return sa.union_all(*parts) if len(parts) > 1 else parts[0]


def _crowd() -> Any:
    """The comment of a new account that lies CROWD_LIMIT back among the bill's newest, where that was within BURST."""
    of_bill = sa.select(Comment.author_id, Comment.badge, Comment.posted_at)
    of_bill = of_bill.where(Comment.bill_id == sa.bindparam("bill"))
    newest = of_bill.order_by(Comment.id.desc()).limit(LOOKED_BACK).subquery()
    what = sa.literal_column(f"'{_CROWD}'", sa.String).label("what")
    nth = sa.select(what, sa.literal_column("0", sa.Integer).label("number"), newest.c.posted_at, _NO_WORDS)
    nth = nth.join(Person, Person.id == newest.c.author_id)
    nth = nth.where(newest.c.posted_at > _at("burst"), newest.c.badge.is_(None), is_new_in_sql())
    return nth.order_by(newest.c.posted_at.desc()).offset(policy.CROWD_LIMIT - 1).limit(1).subquery()


def is_new_in_sql() -> sa.ColumnElement[bool]:
    """The SQL twin of policy.is_new, with the instants that it needs as `day` and `week` ago."""
    in_week = sa.and_(Person.created_at > _at("week"), Person.comment_count < policy.FIRST_COMMENTS)
    return sa.or_(Person.created_at > _at("day"), in_week)
