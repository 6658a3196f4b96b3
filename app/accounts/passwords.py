"""Passwords: how they are kept (argon2id, 19 MiB, two passes, one lane) and which are too weak to take."""

import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import YES, Verdict, no

SHORTEST, LONGEST = 10, 256
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)

# the commonest of ten characters or more
COMMONEST = frozenset((
    "1234567890", "12345678910", "0123456789", "0987654321", "9876543210", "1111111111", "0000000000", "123456789a",
    "1q2w3e4r5t", "1qaz2wsx3edc", "qwertyuiop", "qwerty1234", "qwerty12345", "qwerty123456", "asdfghjkl1",
    "1234567890a", "123123123123", "112233445566", "abcdefghij", "abcdefg123", "abcd123456", "abc1234567",
    "abc123456789", "a123456789", "aa12345678", "q1w2e3r4t5", "password12", "password123", "password1234",
    "password12345", "passw0rd123", "passwordpassword", "p@ssword123", "p@ssw0rd123", "iloveyou12", "iloveyou123",
    "letmein1234", "welcome123", "welcome1234", "administrator", "admin12345", "admin123456", "changeme123",
    "sunshine123", "princess123", "football123", "baseball123", "superman123", "dragon12345", "monkey12345",
    "taiwan1234", "taiwan12345", "taipei1234", "ji3g4go6xu3", "au4a83au4a83", "correcthorsebatterystaple",
))  # fmt: skip


def _bytes(password: str) -> bytes:
    return unicodedata.normalize("NFKC", password[:LONGEST]).encode(errors="surrogatepass")


def hash_password(password: str) -> str:
    """Hash a password for keeping (about 45 ms: never inside a write transaction)."""
    return _hasher.hash(_bytes(password))


@cache
def _nobodys_hash() -> str:
    return hash_password("nobody has this password")


def is_right(kept: str | None, password: str) -> bool:
    """Whether a password belongs to a kept hash; takes as long where there is none, so that nobody can tell."""
    try:
        return _hasher.verify(kept or _nobodys_hash(), _bytes(password)) and bool(kept) and len(password) <= LONGEST
    except (VerificationError, InvalidHashError):
        return False


def needs_rehash(kept: str) -> bool:
    """Whether a hash was made with other parameters than today's."""
    return _hasher.check_needs_rehash(kept)


def may_protect(password: str, handle: str) -> Verdict:
    """Decide whether a password is strong enough for an account."""
    folded = unicodedata.normalize("NFKC", password).casefold()
    if len(password) < SHORTEST:
        return no("invalid", _l("A password has at least 10 characters."))
    if len(password) > LONGEST:
        return no("invalid", _l("A password has at most 256 characters."))
    if len(handle) > 2 and handle.casefold() in folded:
        return no("invalid", _l("The password must not contain your handle."))
    if folded.strip() in COMMONEST or len(set(folded)) < 4:
        return no("invalid", _l("Too many people use this password. Choose another."))
    return YES
