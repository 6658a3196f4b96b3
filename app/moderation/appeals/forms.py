"""What people fill in: an appeal, its withdrawal, the decision on it."""

from typing import Any

from wtforms import RadioField
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired

from app.kernel.i18n import lazy_gettext as _l
from app.kernel.web.forms import KeyedForm, Mark, Prose
from app.moderation.appeals.models import AppealOutcome

_CHOOSE = _l("Choose whether the hiding is upheld or overturned.")
_UNCHOSEN: dict[str, Any] = {"invalid_value_message": _CHOOSE, "invalid_choice_message": _CHOOSE}


class AppealForm(KeyedForm):
    """What an author says against the hiding of their comment."""

    text = Prose(_l("Why is the hiding wrong?"), [InputRequired(_l("Say in words why the hiding is wrong."))])


class WithdrawAppealForm(KeyedForm):
    """The withdrawal of an appeal."""


class DecideForm(KeyedForm):
    """A decision on an appeal: the outcome, the reason that everybody reads, and the revision of the comment that was read."""

    revision = Mark()
    outcome = RadioField(
        _l("Outcome"),
        [InputRequired(_CHOOSE)],
        choices=[
            SelectChoice(AppealOutcome.OVERTURNED.value, _l("Overturn the hiding")),
            SelectChoice(AppealOutcome.UPHELD.value, _l("Uphold the hiding")),
        ],
        coerce=AppealOutcome,
        **_UNCHOSEN,
    )
    reason = Prose(_l("Reason, published"), [InputRequired(_l("Give the reason in words."))])


OUTCOME_HINTS = {
    AppealOutcome.OVERTURNED.value: _l(
        "The comment is shown to everybody again at once, and says that its hiding was overturned."
    ),
    AppealOutcome.UPHELD.value: _l("The comment stays hidden. This hiding cannot be appealed again."),
}
