"""What people fill in: a report, a hiding, a restoring, a dismissal."""

from typing import Any

from wtforms import HiddenField, RadioField
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Optional, ValidationError

from app.discussion.models import Ground
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.web.forms import KeyedForm, Prose
from app.moderation.grounds import GROUNDS


class Mark(HiddenField):
    """A hidden natural number: the revision, or the newest report, that somebody saw."""

    def pre_validate(self, form: Any) -> None:
        """Refuse what is not a number."""
        value = self.data or ""
        if not (value.isascii() and value.isdigit() and len(value) <= 15):
            raise ValidationError(_l("Something is missing from this form. Open it anew."))

    @property
    def number(self) -> int:
        """The number, once the form is valid."""
        return int(self.data or 0)


class _GroundField(RadioField):
    def __init__(self, label: Any, **kwargs: Any) -> None:
        choices = [SelectChoice(ground.value, ground_words.name) for ground, ground_words in GROUNDS.items()]
        required = InputRequired(_l("Choose a ground."))
        words = {"invalid_value_message": _l("Choose a ground."), "invalid_choice_message": _l("Choose a ground.")}
        super().__init__(label, [required], coerce=Ground, choices=choices, **words, **kwargs)


class ReportForm(KeyedForm):
    """A report of a comment to the moderators."""

    ground = _GroundField(_l("What is wrong with it?"))
    note = Prose(_l("What should the moderators know?"), [Optional()])


class HideForm(KeyedForm):
    """A hiding: the ground, the reason that everybody reads, and the revision of the comment that the moderator read."""

    revision = Mark()
    ground = _GroundField(_l("Ground"))
    reason = Prose(_l("Reason, published"), [InputRequired(_l("Give the reason in words."))])


class RestoreForm(KeyedForm):
    """A restoring of a hidden comment, with the reason that everybody reads."""

    revision = Mark()
    reason = Prose(_l("Reason, published"), [InputRequired(_l("Give the reason in words."))])


class DismissForm(KeyedForm):
    """A dismissal of a comment's reports; the reason is read by moderators alone."""

    revision = Mark()
    newest = Mark()
    reason = Prose(_l("Reason, for the moderators"), [InputRequired(_l("Give the reason in words."))])
