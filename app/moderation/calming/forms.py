"""What moderators fill in to calm a discussion, or to end that."""

from typing import Any

from wtforms import RadioField, SelectField
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Optional

from app.discussion.restraints.policy import MINUTES, MOST_DAYS
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.i18n import ngettext
from app.kernel.web.forms import KeyedForm, Prose

HOURS = (1, 3, 6, 12, 24, 48, 72)


class _Hours(SelectField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(_l("For how long?"), coerce=int, default=24, choices=_hours, **kwargs)


def _hours() -> list[Any]:
    return [SelectChoice(n, ngettext("%(num)s hour", "%(num)s hours", n)) for n in HOURS]


def _minutes() -> list[Any]:
    return [SelectChoice(n, ngettext("%(num)s minute", "%(num)s minutes", n)) for n in MINUTES]


def _days() -> list[Any]:
    return [SelectChoice(n, ngettext("%(num)s day", "%(num)s days", n)) for n in range(1, MOST_DAYS + 1)]


class LockForm(KeyedForm):
    """A pause of the replies to a thread: for how long, and the reason that everybody reads."""

    hours = _Hours()
    reason = Prose(_l("Reason, published"), [InputRequired(_l("Give the reason in words."))])


class SlowForm(LockForm):
    """Slow mode: also the minutes between two comments of one person."""

    minutes = RadioField(_l("One comment per person every"), coerce=int, default=5, choices=_minutes)


class GateForm(LockForm):
    """A proposal to ask for older accounts: also the days."""

    days = SelectField(_l("Least age of an account"), coerce=int, default=1, choices=_days)


class LiftForm(KeyedForm):
    """The end of a restraint before its time; a reason may be given."""

    reason = Prose(_l("Reason, published"), [Optional()])


class ButtonForm(KeyedForm):
    """A button that settles a proposal."""
