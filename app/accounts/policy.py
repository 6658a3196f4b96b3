"""Who may act at all, and who may give and end roles."""

from datetime import datetime
from typing import Final

from app.accounts.access import Permission, holds
from app.accounts.models import Agency, Membership, Person, Role, Subgroup, TokenScope
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import YES, Verdict, no, sign_in_required


class System:
    """The operator's own hand, on the command line and in the seeds; the log names it `system`."""

    public_id: Final = "system"


SYSTEM: Final = System()
Actor = Person | System | None


def may_act(person: Person | None) -> Verdict:
    """Decide whether a person may do anything that others see."""
    if person is None:
        return sign_in_required()
    if person.suspended_at is not None:
        return no("not_allowed", _l("Your account is suspended."))
    if person.confirmed_at is None:
        return no("not_allowed", _l("Confirm your e-mail address first: the link is in the mail that we sent you."))
    return YES


def may_create_token(person: Person | None, scope: TokenScope, now: datetime) -> Verdict:
    """Decide whether somebody may let a program act in their name; in an office only who holds one."""
    if not (allowed := may_act(person)):
        return allowed
    holds_office = person is not None and any(membership.is_running(now) for membership in person.memberships)
    if scope is TokenScope.POWER and not holds_office:
        return no("not_allowed", _l("Only who holds an office can have a token for its acts."))
    return YES


def may_sign_in(person: Person) -> Verdict:
    """Decide whether somebody who proved who they are may come in; unconfirmed people may, to read."""
    if person.suspended_at is None:
        return YES
    words = _l("Your account is suspended. The mail to you and the public record say why; below you can object.")
    return no("not_allowed", words)


def may_administer(actor: Actor, now: datetime) -> Verdict:
    """Decide whether somebody may create agencies and subgroups and give roles of every kind."""
    if isinstance(actor, System):
        return YES
    verdict = may_act(actor)
    if verdict and not holds(actor, Permission.ADMINISTER, None, now):
        return no("not_allowed", _l("Only administrators may do this."))
    return verdict


def _leads(actor: Actor, role: Role, subgroup_id: int | None, now: datetime) -> bool:
    """Whether somebody leads the subgroup whose moderator the role makes."""
    return (
        isinstance(actor, Person)
        and role is Role.MODERATOR
        and subgroup_id is not None
        and any(m.role is Role.LEAD and m.subgroup_id == subgroup_id and m.is_running(now) for m in actor.memberships)
    )


def may_grant(
    actor: Actor, role: Role, place: Agency | Subgroup | None, now: datetime, *, to: Person | None = None
) -> Verdict:
    """Decide whether somebody may give a role: administrators any, a lead a moderator's in their own subgroup; nobody to themselves."""
    if isinstance(actor, Person) and not may_act(actor):
        return may_act(actor)
    if isinstance(actor, Person) and actor is to:
        return no("not_allowed", _l("Nobody gives a role to themselves. Another administrator does."))
    if to is not None and to.suspended_at is not None:
        return no("conflict", _l("This account is suspended; it can hold no new role."))
    if _leads(actor, role, place.id if isinstance(place, Subgroup) else None, now):
        return YES
    return may_administer(actor, now)


def may_end(actor: Actor, membership: Membership, now: datetime, *, is_last: bool = False) -> Verdict:
    """Decide whether somebody may end a role: the same people who may give it, but for the last administrator's."""
    if isinstance(actor, Person) and not may_act(actor):
        return may_act(actor)
    if _leads(actor, membership.role, membership.subgroup_id, now):
        return YES
    allowed = may_administer(actor, now)
    if allowed and is_last and membership.role is Role.ADMINISTRATOR:
        return no("conflict", _l("This is the last administrator. Appoint another one first."))
    return allowed
