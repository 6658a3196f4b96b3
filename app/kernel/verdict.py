"""Verdicts: what a policy answers, and the exception that an action raises when it is no."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.kernel.i18n import lazy_gettext as _l

STATUS = {
    "sign_in_required": 401,
    "not_allowed": 403,
    "not_found": 404,
    "conflict": 409,
    "notice_closed": 409,
    "notice_not_open": 409,
    "bill_withdrawn": 409,
    "too_large": 413,
    "invalid": 422,
    "idempotency_key_reused": 422,
    "too_many_requests": 429,
    "unavailable": 503,
}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why not: a code of the contract, words for people, from when on it may be tried again (where that is known)."""

    code: str
    text: Any
    retry_at: datetime | None = None

    @property
    def status(self) -> int:
        """The HTTP status of this refusal."""
        return STATUS[self.code]


class Refused(Exception):
    """An act was refused; handlers turn it into a page or an API error.

    `field` names the form field at fault, `others` are further faults of the same input.
    """

    def __init__(self, reason: Reason, field: str | None = None, others: "Sequence[Refused]" = ()) -> None:
        super().__init__(reason.code)
        self.reason = reason
        self.field = field
        self.others = tuple(others)


class Faults:
    """What is wrong with an input, gathered check by check (`with faults:` keeps what a check refuses) and refused in one go."""

    def __init__(self) -> None:
        self._found: list[Refused] = []

    def __enter__(self) -> None:
        """Begin a check."""

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> bool:
        """Keep the refusal of an invalid input; all else goes on."""
        if not isinstance(error, Refused) or error.reason.code != "invalid":
            return False
        self._found.append(error)
        return True

    def require_none(self) -> None:
        """Raise Refused where something was wrong: the first fault, with the others."""
        if self._found:
            first, *others = self._found
            raise Refused(first.reason, first.field, others)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Yes, or no with a reason; truthy when yes."""

    reason: Reason | None = None

    def __bool__(self) -> bool:
        return self.reason is None

    def require(self) -> None:
        """Raise Refused unless the answer is yes."""
        if self.reason is not None:
            raise Refused(self.reason)


YES: Verdict = Verdict()


def no(code: str, text: Any) -> Verdict:
    """Answer no, with a code of the contract and words."""
    return Verdict(Reason(code, text))


def not_found() -> Refused:
    """The refusal that a stranger gets: the same for what is hidden from them and for what does not exist."""
    return Refused(Reason("not_found", _l("There is no such page.")))


def sign_in_required() -> Verdict:
    """The answer to somebody who is not signed in."""
    return no("sign_in_required", _l("Sign in to do this."))


def invalid(text: Any, field: str | None = None) -> Refused:
    """The refusal of an input that breaks a rule; `field` names the form field at fault."""
    return Refused(Reason("invalid", text), field)


def conflict(text: Any) -> Refused:
    """The refusal of an act on something that has changed meanwhile."""
    return Refused(Reason("conflict", text))
