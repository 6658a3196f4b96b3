"""Who may suspend and reinstate accounts, declare and retract conflicts of interest, invite and accept."""

from datetime import datetime

from app.accounts.models import Agency, Person, Role, Subgroup
from app.accounts.offices.models import Conflict, Invitation, Suspension
from app.accounts.policy import Actor, may_act, may_administer, may_grant
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import YES, Verdict, no

SERVES = frozenset({Role.MODERATOR, Role.LEAD})
_OVER = _l("This invitation is over: it was taken up, revoked, or has run out.")


def may_suspend(actor: Actor, person: Person, now: datetime, *, is_last: bool = False) -> Verdict:
    """Decide whether somebody may suspend an account: an administrator, not their own, nor the last administrator's."""
    if not (allowed := may_administer(actor, now)):
        return allowed
    if actor is person:
        return no("not_allowed", _l("Nobody suspends their own account."))
    if person.suspended_at is not None:
        return no("conflict", _l("This account is suspended already."))
    if is_last:
        return no("conflict", _l("This is the last administrator. Appoint another one first."))
    return YES


def may_reinstate(actor: Actor, person: Person, now: datetime) -> Verdict:
    """Decide whether somebody may end the suspension of an account: an administrator."""
    allowed = may_administer(actor, now)
    if allowed and person.suspended_at is None:
        return no("conflict", _l("This account is not suspended."))
    return allowed


def may_uphold(actor: Actor, suspension: Suspension, now: datetime, *, others: int) -> Verdict:
    """Decide whether somebody may let a suspension stand after an objection: another administrator, where there is one."""
    if not (allowed := may_administer(actor, now)):
        return allowed
    if suspension.objected_at is None or suspension.upheld_at is not None or suspension.lifted_at is not None:
        return no("conflict", _l("No objection waits for an answer."))
    if isinstance(actor, Person) and actor.id == suspension.suspended_by_id and others:
        return no("not_allowed", _l("You suspended this account. Another administrator answers the objection."))
    return YES


def may_object(suspension: Suspension | None) -> Verdict:
    """Decide whether a suspended person may object: once to each suspension."""
    if suspension is None or suspension.lifted_at is not None:
        return no("conflict", _l("Your account is not suspended."))
    if suspension.objected_at is not None:
        return no("conflict", _l("You have objected already; an administrator answers by mail."))
    return YES


def serves_in(person: Person, now: datetime) -> frozenset[int]:
    """The ids of the subgroups in which somebody serves at an instant."""
    serving = (m for m in person.memberships if m.role in SERVES and m.is_running(now))
    return frozenset(m.subgroup_id for m in serving if m.subgroup_id is not None)


def may_declare(actor: Actor, person: Person, now: datetime) -> Verdict:
    """Decide whether somebody may put a conflict of interest on record: moderators their own, leads and administrators a member's."""
    if isinstance(actor, Person) and not (allowed := may_act(actor)):
        return allowed
    serving = serves_in(person, now)
    if not serving:
        return no("not_allowed", _l("Only members of a subgroup declare conflicts of interest."))
    return YES if actor is person or _leads_one(actor, serving, now) else may_administer(actor, now)


def may_retract(actor: Actor, conflict: Conflict, person: Person, now: datetime) -> Verdict:
    """Decide whether somebody may retract a conflict of interest: not who has it, so that it is no switch; a lead or administrator."""
    if isinstance(actor, Person) and not (allowed := may_act(actor)):
        return allowed
    if actor is person:
        return no(
            "not_allowed", _l("Nobody takes back their own conflict of interest. The lead or an administrator does.")
        )
    allowed = YES if _leads_one(actor, serves_in(person, now), now) else may_administer(actor, now)
    if allowed and not conflict.is_running(now):
        return no("conflict", _l("This conflict of interest was retracted already."))
    return allowed


def _leads_one(actor: Actor, subgroups: frozenset[int], now: datetime) -> bool:
    return isinstance(actor, Person) and any(
        m.role is Role.LEAD and m.subgroup_id in subgroups and m.is_running(now) for m in actor.memberships
    )


def may_revoke(actor: Actor, invitation: Invitation, now: datetime) -> Verdict:
    """Decide whether somebody may revoke an invitation: whoever may give its role, while it is open."""
    allowed = may_grant(actor, Role(invitation.role), invitation.agency or invitation.subgroup, now)
    return allowed and (YES if invitation.is_open(now) else no("conflict", _OVER))


def may_accept(person: Person | None, invitation: Invitation, now: datetime) -> Verdict:
    """Decide whether somebody may take up an invitation: the one invited, while it is open and the inviter may still give the role."""
    if not invitation.is_open(now):
        return no("conflict", _OVER)
    if not (allowed := may_act(person)):
        return allowed
    assert person is not None  # noqa: S101
    is_invited = invitation.person_id == person.id if invitation.person_id else invitation.email == person.email
    if not is_invited:
        return no("not_allowed", _l("This invitation is for another account. Sign in with the one it was sent to."))
    place: Agency | Subgroup | None = invitation.agency or invitation.subgroup
    if not may_grant(invitation.invited_by, Role(invitation.role), place, now, to=person):
        return no("conflict", _l("Who invited you may no longer give this role. Ask for a new invitation."))
    return YES
