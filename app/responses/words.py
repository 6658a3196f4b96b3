"""The names of this room's codes and targets, for forms and pages."""

from app.kernel.i18n import gettext as _
from app.kernel.i18n import lazy_gettext as _l
from app.responses.models import Outcome
from app.responses.targets import Target

OUTCOMES = {
    Outcome.ADOPTED: _l("Adopted"),
    Outcome.PARTLY_ADOPTED: _l("Partly adopted"),
    Outcome.CLARIFIED: _l("Clarified"),
    Outcome.DEFERRED: _l("Deferred to subordinate regulation"),
    Outcome.UNDER_STUDY: _l("Under study"),
    Outcome.NOT_ADOPTED: _l("Not adopted"),
}

HINTS = {
    Outcome.ADOPTED: _l("The text was changed as asked. Name the articles."),
    Outcome.PARTLY_ADOPTED: _l("The text was changed in part. Name the articles, and say what was left out and why."),
    Outcome.CLARIFIED: _l("The text already says it; explain where and how."),
    Outcome.DEFERRED: _l("Left to a subordinate regulation; say which."),
    Outcome.UNDER_STUDY: _l("Not decided yet; say what is being looked at, and until when."),
    Outcome.NOT_ADOPTED: _l("The text stays as it is; say why."),
}


def target_name(target: Target) -> str:
    """A target in words."""
    if target.recommendation is not None:
        return str(_("Recommendation %(code)s", code=target.code))
    if target.question is not None:
        return str(_("Key question %(number)s", number=target.question))
    return str(_("Statement on the whole"))
