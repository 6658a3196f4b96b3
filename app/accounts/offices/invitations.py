"""Inviting to a role by mail, and taking the invitation up.

Nobody can tell from it whether an address has an account: the mail goes to the address either way.
"""

import secrets
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from app.accounts.actions.roles import grant_role
from app.accounts.models import Agency, Membership, Person, Role, Subgroup
from app.accounts.offices import policy
from app.accounts.offices.models import Invitation
from app.accounts.policy import Actor, may_grant
from app.accounts.roles import Place
from app.accounts.sessions import hash_token
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.outbox import OUTSIDER, enqueue
from app.kernel.verdict import conflict, invalid, not_found

LASTS = timedelta(days=7)
MOST_OPEN = 30  # of one inviter, so that nobody mails the world


def invite(
    session: Session, actor: Actor, to: Person | str, role: Role, place: Place, *, language: str, now: datetime,
    ends_at: datetime | None = None,
) -> Invitation:  # fmt: skip
    """Invite a person, or whoever has an e-mail address, to a role; the link in the mail works once, for seven days."""
    policy_of = to if isinstance(to, Person) else None
    may_grant(actor, role, place, now, to=policy_of).require()
    assert isinstance(actor, Person)  # noqa: S101
    if ends_at is not None and ends_at <= now:
        raise invalid(_l("The term ends before it begins."), "last_day")
    if _count_open(session, actor, now) >= MOST_OPEN:
        raise conflict(_l("You have 30 open invitations. Revoke one, or wait until some are taken up."))
    invitation = Invitation(
        role=role.value,
        agency_id=place.id if isinstance(place, Agency) else None,
        subgroup_id=place.id if isinstance(place, Subgroup) else None,
        person_id=to.id if isinstance(to, Person) else None,
        email=None if isinstance(to, Person) else to,
        language=language,
        invited_by_id=actor.id,
        invited_at=now,
        expires_at=now + LASTS,
        ends_at=ends_at,
    )
    session.add(invitation)
    session.flush()
    about = {"invitation": invitation.id, "language": language}
    enqueue(session, "invitation", to.id if isinstance(to, Person) else OUTSIDER, now, **about)
    return invitation


def mint_invitation(invitation: Invitation) -> str:
    """Make the token of an invitation's link, to be mailed at once; an earlier one opens nothing any more."""
    token = secrets.token_urlsafe(32)
    invitation.token_hash = hash_token(token)
    return token


def find_invitation(session: Session, token: str, now: datetime, *, lock: bool = False) -> Invitation:
    """Find the open invitation of a link, or refuse: unknown, used, revoked and old links are all alike."""
    query = _with_all().where(Invitation.token_hash == hash_token(token))
    found = session.scalars(query.with_for_update(of=Invitation) if lock else query).one_or_none()
    if found is None or not found.is_open(now):
        raise not_found()
    return found


def load_invitation(session: Session, invitation_id: int, *, lock: bool = False) -> Invitation | None:
    """Load an invitation by its id."""
    query = _with_all().where(Invitation.id == invitation_id)
    return session.scalars(query.with_for_update(of=Invitation) if lock else query).one_or_none()


def accept_invitation(session: Session, person: Person | None, invitation: Invitation, now: datetime) -> Membership:
    """Take an invitation up: the role is given in the name of who invited, on the record."""
    policy.may_accept(person, invitation, now).require()
    assert person is not None  # noqa: S101
    place = invitation.agency or invitation.subgroup
    role, inviter = Role(invitation.role), invitation.invited_by
    membership = grant_role(session, inviter, person, role, place, now=now, ends_at=invitation.ends_at)
    invitation.accepted_at, invitation.accepted_by_id = now, person.id
    _erase(invitation)
    session.flush()
    return membership


def revoke_invitation(session: Session, actor: Actor, invitation: Invitation, now: datetime) -> None:
    """Revoke an invitation: its link opens nothing any more, and the address is erased."""
    policy.may_revoke(actor, invitation, now).require()
    invitation.revoked_at = now
    _erase(invitation)
    session.flush()


def forget_old_invitations(session: Session, now: datetime) -> None:
    """Erase the addresses and links of invitations that have run out."""
    old = sa.and_(
        Invitation.expires_at <= now, sa.or_(Invitation.email.is_not(None), Invitation.token_hash.is_not(None))
    )
    session.execute(sa.update(Invitation).where(old).values(email=None, token_hash=None))


def _erase(invitation: Invitation) -> None:
    invitation.email = invitation.token_hash = None


def _with_all() -> sa.Select[Invitation]:
    return sa.select(Invitation).options(
        joinedload(Invitation.invited_by), joinedload(Invitation.agency), joinedload(Invitation.subgroup)
    )


def _count_open(session: Session, actor: Person, now: datetime) -> int:
    running = (Invitation.accepted_at.is_(None), Invitation.revoked_at.is_(None), Invitation.expires_at > now)
    query = sa.select(sa.func.count()).select_from(Invitation).where(Invitation.invited_by_id == actor.id, *running)
    return session.scalar(query) or 0
