"""Proving who one is by a password: throttled, and with one answer and one timing for known and unknown names."""

from datetime import timedelta

from flask_login import current_user

from app.accounts import queries
from app.accounts.actions.sign_ins import Proof
from app.accounts.models import Person
from app.accounts.passwords import hash_password, is_right, may_protect, needs_rehash
from app.accounts.sessions import note_proof
from app.accounts.throttles import Tries, count_try
from app.kernel.clock import request_now
from app.kernel.db import close_session, database, session
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import Reason, Refused, invalid

PROVED_FOR = timedelta(minutes=15)  # how long a password that was given is enough for acts over people and offices


def _not_together() -> Refused:
    words = _l(
        "This name and this password do not belong together. An e-mail address works here once it is confirmed; "
        "until then, use your handle."
    )
    return Refused(Reason("sign_in_required", words))


def prove_identity(name: str, password: str) -> Proof:
    """Prove that whoever holds a name's password is asking, or raise Refused; reads, and takes as long in each case."""
    count_try("sign-in")
    person = queries.find_for_sign_in(session(), name)
    tries = Tries(person, name)
    tries.check()
    kept = person.password_hash if person else None
    if not is_right(kept, password) or person is None or kept is None:
        tries.note_failure()
        raise _not_together()
    return Proof(person.id, kept, hash_password(password) if needs_rehash(kept) else None)


def prove_again(person: Person, password: str) -> str:
    """Prove that a signed-in person knows their password; return the kept hash that it belongs to."""
    tries = Tries(person, person.handle)
    tries.check()
    kept = person.password_hash
    if not is_right(kept, password) or kept is None:
        tries.note_failure()
        raise invalid(_l("This is not your present password."), "old_password")
    return kept


def hash_new_password(password: str, handle: str) -> str:
    """Hash a password that is strong enough for an account, or raise Refused."""
    verdict = may_protect(password, handle)
    if verdict.reason:
        raise Refused(verdict.reason, "password")
    return hash_password(password)


def is_proved_lately() -> bool:
    """Whether the password was given within the last minutes in this browser: at the sign-in, or when it was asked for again."""
    proved: timedelta = current_user.proved
    return proved < PROVED_FOR


def prove_for_power(person: Person, password: str) -> None:
    """Take a signed-in person's password before an act of power, and note that it was given."""
    try:
        prove_again(person, password)
    except Refused as refused:
        raise Refused(refused.reason, "proof_password") from refused
    token, now = current_user.token, request_now()
    close_session()
    with database().writers() as writer:
        note_proof(writer, token, now)
        writer.commit()
