"""Erasing an account: what names somebody goes at once and for good; their row stays, nameless, for what hangs on it."""

import secrets
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts import queries
from app.accounts.erasure.events import PersonLeaving
from app.accounts.erasure.models import Farewell, ReservedHandle
from app.accounts.erasure.naming import FORMER, Names
from app.accounts.erasure.policy import may_erase
from app.accounts.erasure.unnaming import take_out_names
from app.accounts.handles import reserving_mark, skeleton
from app.accounts.models import AccountToken, ApiToken, LoginSession, Membership, Person, Role
from app.accounts.offices.models import Conflict, Invitation, Suspension
from app.accounts.roles import role_words
from app.kernel.events import emit
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.idempotency import IdempotencyKey
from app.kernel.outbox import OUTSIDER, OutboxMessage, enqueue
from app.kernel.verdict import conflict
from app.record import erasing, log
from app.record.models import Act, Entry

LASTS = timedelta(days=1)  # how long an address is kept for the last mail, at most


def erase_account(session: Session, person: Person, *, proved: str, withdraws: bool, now: datetime) -> None:
    """Erase one's account; `proved` is the kept hash of the password that was given, `withdraws` whether the comments go too.

    Roles end on the record. What names the person beside the log is erased, and that this was done is on the record too.
    """
    may_erase(person, is_last_administrator=is_last_administrator(session, person, now)).require()
    if person.password_hash != proved:
        raise conflict(_l("The password was changed meanwhile."))
    names = Names(person.handle, person.email)
    leaving = PersonLeaving(person, names, withdraws, now)
    emit(session, leaving)
    _end_roles(session, person, now)
    _erase_openings(session, leaving)
    _say_goodbye(session, person, now)
    _forget_sign_ins(session, person)
    _forget_offices(session, person, names, now)
    _unname(session, person, now)


def is_last_administrator(session: Session, person: Person, now: datetime) -> bool:
    """Whether nobody else administers the platform."""
    running = (
        Membership.role == Role.ADMINISTRATOR,
        Membership.starts_at <= now,
        sa.or_(Membership.ends_at.is_(None), Membership.ends_at > now),
    )
    able = (Person.suspended_at.is_(None), Person.erased_at.is_(None))
    administers = sa.select(Person.id).join(Membership, Membership.person_id == Person.id).where(*running, *able)
    return set(session.scalars(administers)) == {person.id}


def _end_roles(session: Session, person: Person, now: datetime) -> None:
    for membership in person.memberships:
        if membership.ends_at is None or membership.ends_at > now:
            membership.ends_at = max(now, membership.starts_at)
            session.flush()
            words = role_words(membership, queries.find_place(session, membership))
            log.append(session, Act.REVOKE, actor=person.public_id, subject=person.public_id, now=now, words=words)


def _erase_openings(session: Session, leaving: PersonLeaving) -> None:
    """Destroy what is sealed about the person, and erase public words beside the log that name them or are reasons for acts on them."""
    mine, names = leaving.person.public_id, leaving.names
    about = {mine, *leaving.about}
    erasing.destroy_sealed_keys(session, about)

    def concerns(entry: Entry, words: str) -> bool:
        return names.is_in(words, about=entry.subject in about)

    rows = erasing.list_words_on(session, about, names.needles)
    on_person = [row for row in rows if row[0].subject == mine and "reason" in row[1].words]
    others = [row for row in rows if row not in on_person]
    erased = erasing.erase_openings(session, on_person, lambda *_words: True)
    erased += erasing.erase_openings(session, others, concerns)
    if erased:
        words = {"openings": ", ".join(map(str, sorted(erased)))}
        log.append(session, Act.ERASE, actor=mine, subject=mine, now=leaving.now, words=words)


def _say_goodbye(session: Session, person: Person, now: datetime) -> None:
    """Write down one last mail, and its address apart from the person."""
    mails = sa.delete(OutboxMessage).where(OutboxMessage.person_id == person.id)
    session.execute(mails)
    if person.email is not None and person.confirmed_at is not None:
        message = enqueue(session, "farewell", OUTSIDER, now, language=person.language)
        session.flush()
        session.add(Farewell(message_id=message.id, email=person.email, at=now))
        message.parameters = {**message.parameters, "message": message.id}


def _forget_sign_ins(session: Session, person: Person) -> None:
    for table in (LoginSession, AccountToken, ApiToken):
        session.execute(sa.delete(table).where(table.person_id == person.id))
    session.execute(sa.delete(IdempotencyKey).where(IdempotencyKey.owner_id == person.id))


def _forget_offices(session: Session, person: Person, names: Names, now: datetime) -> None:
    """Erase words about the person beside offices: notes of conflicts, suspensions' reasons and objections, invitations."""
    take_out_names(session, names, Conflict.note, Conflict.person_id == person.id)
    take_out_names(session, names, Suspension.reason, Suspension.person_id == person.id)
    take_out_names(session, names, Suspension.objection, Suspension.person_id == person.id)
    mine = Suspension.person_id == person.id
    session.execute(sa.update(Suspension).where(mine).values(reason="", objection=None, objected_at=None))
    over = {"lifted_at": now, "lifted_by_id": person.id}  # a suspension ends with the account
    session.execute(sa.update(Suspension).where(mine, Suspension.lifted_at.is_(None)).values(over))
    named = [Invitation.person_id == person.id]
    if person.email is not None:
        named.append(Invitation.email == person.email)
    waiting = (Invitation.accepted_at.is_(None), Invitation.revoked_at.is_(None))
    gone = {"email": None, "token_hash": None, "revoked_at": now}
    session.execute(sa.update(Invitation).where(sa.or_(*named), *waiting).values(gone))


def _unname(session: Session, person: Person, now: datetime) -> None:
    """Take all that names the person out of their row, and keep the handle from being taken again."""
    mark = reserving_mark(person.handle_skeleton)
    if session.get(ReservedHandle, mark) is None:
        session.add(ReservedHandle(digest=mark))
    person.handle = FORMER + secrets.token_hex(6)
    person.handle_skeleton = skeleton(person.handle)
    person.email = person.password_hash = person.confirmed_at = person.suspended_at = None
    person.language, person.unread_notices = "", 0
    person.created_at = person.created_at.replace(month=1, day=1, hour=0, minute=0, second=0, microsecond=0)
    person.account_version += 1
    person.erased_at = now
    session.flush()


def forget_farewells(session: Session, now: datetime) -> None:
    """Forget the addresses of last mails that were sent, or that could not be sent in a day."""
    waiting = sa.select(OutboxMessage.id).where(OutboxMessage.sent_at.is_(None), ~OutboxMessage.given_up)
    over = sa.or_(Farewell.message_id.not_in(waiting), Farewell.at <= now - LASTS)
    session.execute(sa.delete(Farewell).where(over))
