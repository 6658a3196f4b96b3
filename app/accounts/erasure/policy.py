"""Who may erase an account."""

from app.accounts.models import Person
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import YES, Verdict, no, sign_in_required


def may_erase(person: Person | None, *, is_last_administrator: bool = False) -> Verdict:
    """Decide whether somebody may erase their own account: anybody who can sign in, but the last administrator."""
    if person is None:
        return sign_in_required()
    if is_last_administrator:
        return no("conflict", _l("You are the last administrator. Appoint another one first."))
    return YES
