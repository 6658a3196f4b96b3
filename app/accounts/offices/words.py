"""The words of suspensions' grounds, which are published, and of roles."""

from dataclasses import dataclass
from typing import Any

from app.accounts.models import Role
from app.accounts.offices.models import SuspensionGround
from app.kernel.i18n import lazy_gettext as _l


@dataclass(frozen=True, slots=True)
class GroundWords:
    """A ground's name, and what it covers."""

    name: Any
    covers: Any


SUSPENSION_GROUNDS: dict[SuspensionGround, GroundWords] = {
    SuspensionGround.REPEATED_BREACHES: GroundWords(
        _l("Repeated breaches of the rules"),
        _l("Several comments of the account were hidden, and the hidings stand; it goes on all the same."),
    ),
    SuspensionGround.IMPERSONATION: GroundWords(
        _l("Impersonation"), _l("The account pretends to be another person, an agency or a moderator.")
    ),
    SuspensionGround.AUTOMATED_SPAM: GroundWords(
        _l("Automated advertising"), _l("A program posts advertisements or the same text in many places.")
    ),
    SuspensionGround.EVASION: GroundWords(
        _l("Getting around a suspension"), _l("The account belongs to somebody whose other account is suspended.")
    ),
    SuspensionGround.TAKEN_OVER: GroundWords(
        _l("Taken over"), _l("There are signs that somebody else has got into the account; this protects its owner.")
    ),
}

ROLE_NAMES: dict[Role, Any] = {
    Role.MODERATOR: _l("Moderator"),
    Role.LEAD: _l("Subgroup lead"),
    Role.OFFICIAL: _l("Official"),
    Role.ADMINISTRATOR: _l("Administrator"),
}
