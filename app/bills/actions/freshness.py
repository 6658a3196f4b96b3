"""Noticing that a thing was changed by somebody else since a form showed it."""

from app.bills.models import ArticleText, Bill, Version
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import conflict


def require_fresh(thing: Bill | Version | ArticleText, revision: int | None) -> None:
    """Raise Refused when a thing has another revision than the one acted on (None: whatever it is)."""
    if revision is not None and revision != thing.revision:
        raise conflict(
            _l("Somebody else changed this since you opened it. Compare with what stands now, then send it again.")
        )
