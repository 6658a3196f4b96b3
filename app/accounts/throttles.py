"""Throttles of the account pages: by network, by account and in total, in a way that cannot lock an owner out.

Only failures count against an account, and a browser that has signed in to it before (it holds a device cookie, after
OWASP's "device cookies") has a count of its own. All keys are keyed hashes and live in memory or Redis alone.
"""

import hashlib
import hmac
import secrets
from collections.abc import Callable

from flask import current_app, request
from limits import RateLimitItem, parse
from limits.errors import StorageError
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter, RateLimiter

from app.accounts.handles import normalise_handle, skeleton
from app.accounts.models import Person
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.richtext import clean_line
from app.kernel.verdict import Reason, Refused
from app.kernel.web.limits import limiter, network_key

DEVICE_AGE = 365 * 24 * 3600
LIMITS: dict[str, tuple[RateLimitItem, RateLimitItem]] = {
    # what: (from one network, from all)
    "sign-in": (parse("120/minute"), parse("1200/minute")),
    "register": (parse("60/hour"), parse("1200/hour")),
    "reset": (parse("30/hour"), parse("600/hour")),
    "subscribe": (parse("30/hour"), parse("600/hour")),
    "export": (parse("60/hour"), parse("1200/hour")),  # all facts of a bill, where they changed since
    "file": (parse("60/hour"), parse("1200/hour")),  # a file of a version that has to be made
}
FAILURES_OF_ACCOUNT = parse("10/15 minutes")
FAILURES_OF_NETWORK = parse("60/15 minutes")
MAILS_TO_ADDRESS = parse("3/15 minutes")

_in_process = MovingWindowRateLimiter(MemoryStorage())


def _ask(question: Callable[[RateLimiter], bool]) -> bool:
    if not limiter.enabled:
        return True
    try:
        return question(limiter.limiter)
    except StorageError:
        return question(_in_process)


def refuse_too_many() -> Refused:
    """The refusal of one try too many."""
    words = _l("Too many tries in a short time. Wait a few minutes, then try again.")
    return Refused(Reason("too_many_requests", words))


def count_try(what: str) -> None:
    """Count a try from this network and in total, or refuse it."""
    of_network, of_all = LIMITS[what]
    if not _ask(lambda counts: counts.hit(of_network, what, network_key())):
        raise refuse_too_many()
    if not _ask(lambda counts: counts.hit(of_all, what, "all")):
        raise refuse_too_many()


def may_mail(address: str) -> bool:
    """Whether an address (in its one form) may be sent one more mail; a mail too many is left out without a word."""
    return _ask(lambda counts: counts.hit(MAILS_TO_ADDRESS, "mail", _keyed(f"mail|{address.casefold()}")))


def may_mail_person(person: Person) -> bool:
    """Whether a person may be sent one more mail."""
    return _ask(lambda counts: counts.hit(MAILS_TO_ADDRESS, "mail", person.public_id))


class Tries:
    """The wrong passwords for one account: counted under the known device, else under the account and the network."""

    def __init__(self, person: Person | None, name: str) -> None:
        device = known_device(person) if person else None
        # spellings that find the same account count together; an address and a handle never do, which would link them
        one_form = clean_line(name).casefold() if "@" in name else skeleton(normalise_handle(name))
        words = f"account|{one_form}"
        self._keys: list[tuple[RateLimitItem, str]] = [(FAILURES_OF_ACCOUNT, _keyed(device or words))]
        if device is None:
            self._keys.append((FAILURES_OF_NETWORK, network_key()))

    def check(self) -> None:
        """Refuse to try when too many went wrong."""
        for limit, key in self._keys:
            if not _ask(lambda counts, limit=limit, key=key: counts.test(limit, "failure", key)):  # type: ignore[misc]
                raise refuse_too_many()

    def note_failure(self) -> None:
        """Count a wrong password."""
        for limit, key in self._keys:
            _ask(lambda counts, limit=limit, key=key: counts.hit(limit, "failure", key))  # type: ignore[misc]


def _keyed(words: str) -> str:
    key = str(current_app.secret_key).encode()
    return hmac.new(key, words.encode(errors="replace"), hashlib.sha256).hexdigest()[:32]


def device_cookie_name() -> str:
    """The cookie by which a browser is known to have signed in to an account before."""
    return "__Host-device" if current_app.config["SESSION_COOKIE_SECURE"] else "device"


def device_mark(person: Person, nonce: str | None = None) -> str:
    """Make what the device cookie holds: a random number, and a keyed hash that binds it to the account."""
    nonce = nonce or secrets.token_urlsafe(12)
    return f"{nonce}.{_keyed(f'device|{nonce}|{person.public_id}')}"


def known_device(person: Person) -> str | None:
    """The mark of this browser, if it signed in to this account before."""
    mark = request.cookies.get(device_cookie_name(), "")
    true_mark = device_mark(person, mark.partition(".")[0] or "-")
    return mark if hmac.compare_digest(mark.encode(), true_mark.encode()) else None
