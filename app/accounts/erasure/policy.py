"""Who may erase an account."""

from app.accounts.models import Person
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import YES, Verdict, no, sign_in_required


def may_erase(person: Person | None, *, is_last_administrator: bool = False) -> Verdict:
    """Decide whether somebody may erase their own account: anybody, suspended or not, but the last administrator."""
    if person is None:
        return sign_in_required()
    if is_last_administrator:
        return no("conflict", _l("You are the last administrator. Appoint another one first."))
    return YES


def may_act_suspended(person: Person) -> Verdict:
    """Decide whether somebody who proved who they are may use the ways of those who cannot sign in: while they are suspended."""
    if person.suspended_at is None:
        return no("conflict", _l("Your account is not suspended. Sign in, and find this among your settings."))
    return YES
