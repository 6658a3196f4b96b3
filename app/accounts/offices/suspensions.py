"""Suspending and reinstating accounts, and objections to it."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from app.accounts import queries
from app.accounts.api_tokens import end_tokens
from app.accounts.models import Person, Role
from app.accounts.offices import policy
from app.accounts.offices.models import Suspension, SuspensionGround
from app.accounts.offices.reasons import read_reason
from app.accounts.policy import Actor
from app.accounts.roles import actor_id
from app.accounts.sessions import end_all_sessions
from app.accounts.tokens import void_tokens
from app.kernel.outbox import enqueue
from app.record.log import append
from app.record.models import Act


def find_suspension(session: Session, person: Person) -> Suspension | None:
    """Find the running suspension of an account, with who decided it."""
    query = sa.select(Suspension).where(Suspension.person_id == person.id, Suspension.lifted_at.is_(None))
    return session.scalars(query.options(joinedload(Suspension.suspended_by))).one_or_none()


def suspend_account(
    session: Session, actor: Actor, person: Person, *, ground: SuspensionGround, reason: str, now: datetime
) -> Suspension:
    """Suspend an account on a published ground, on the record: its sessions and tokens end, and the person is told by mail."""
    administers = any(m.role is Role.ADMINISTRATOR and m.is_running(now) for m in person.memberships)
    is_last = administers and queries.is_last_administrator(session, person.id, now)
    policy.may_suspend(actor, person, now, is_last=is_last).require()
    assert isinstance(actor, Person)  # noqa: S101  the operator has no command for it
    reason = read_reason(reason)
    person.suspended_at = now
    void_tokens(session, person)
    end_all_sessions(session, person.id)
    end_tokens(session, person.id, now)
    words = {"reason": reason}
    entry = append(
        session,
        Act.SUSPEND,
        actor=actor_id(actor),
        subject=person.public_id,
        ground=ground.value,
        words=words,
        now=now,
    )
    suspension = Suspension(
        person_id=person.id,
        ground=ground,
        reason=reason,
        suspended_at=now,
        suspended_by_id=actor.id,
        log_seq=entry.seq,
    )
    session.add(suspension)
    session.flush()
    enqueue(session, "suspended", person.id, now, suspension=suspension.id)
    return suspension


def reinstate_account(session: Session, actor: Actor, person: Person, *, reason: str, now: datetime) -> None:
    """End the suspension of an account, on the record; the person is told by mail."""
    policy.may_reinstate(actor, person, now).require()
    assert isinstance(actor, Person)  # noqa: S101
    reason = read_reason(reason)
    person.suspended_at = None
    suspension = find_suspension(session, person)
    if suspension is not None:
        suspension.lifted_at, suspension.lifted_by_id = now, actor.id
    session.flush()
    words = {"reason": reason}
    append(session, Act.REINSTATE, actor=actor_id(actor), subject=person.public_id, words=words, now=now)
    enqueue(session, "reinstated", person.id, now, reason=reason)


def object_to_suspension(session: Session, person: Person, words: str, now: datetime) -> Suspension:
    """Say once why one's own suspension is wrong; an administrator answers."""
    suspension = find_suspension(session, person)
    policy.may_object(suspension).require()
    assert suspension is not None  # noqa: S101
    suspension.objection, suspension.objected_at = read_reason(words, "objection"), now
    session.flush()
    return suspension


def uphold_suspension(session: Session, actor: Actor, suspension: Suspension, *, reason: str, now: datetime) -> None:
    """Let a suspension stand after an objection, on the record; the person is told by mail."""
    others = queries.count_other_administrators(session, suspension.suspended_by_id, now)
    policy.may_uphold(actor, suspension, now, others=others).require()
    reason = read_reason(reason)
    suspension.upheld_at = now
    session.flush()
    person = session.get_one(Person, suspension.person_id)
    append(
        session,
        Act.DECIDE,
        actor=actor_id(actor),
        subject=person.public_id,
        words={"reason": reason, "outcome": "upheld"},
        now=now,
    )
    enqueue(session, "suspension-upheld", person.id, now, reason=reason)
