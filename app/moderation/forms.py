"""What people fill in: a report, a hiding, a restoring, a splitting, a dismissal."""

from typing import Any

from wtforms import BooleanField, RadioField
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Optional

from app.discussion.models import Ground
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.web.forms import KeyedForm, Mark, Prose
from app.moderation.grounds import GROUNDS


class GroundField(RadioField):
    """A choice among the published grounds."""

    def __init__(self, label: Any, **kwargs: Any) -> None:
        choices = [SelectChoice(ground.value, ground_words.name) for ground, ground_words in GROUNDS.items()]
        required = InputRequired(_l("Choose a ground."))
        words = {"invalid_value_message": _l("Choose a ground."), "invalid_choice_message": _l("Choose a ground.")}
        super().__init__(label, [required], coerce=Ground, choices=choices, **words, **kwargs)


class ReportForm(KeyedForm):
    """A report of a comment to the moderators."""

    ground = GroundField(_l("What is wrong with it?"))
    note = Prose(_l("What should the moderators know?"), [Optional()])


class HideForm(KeyedForm):
    """A hiding: the ground, the reason that everybody reads, the revision and the newest report that the moderator read.

    `over` confirms that they decide although another moderator works on the comment.
    """

    revision = Mark()
    newest = Mark(default="0")
    over = BooleanField(_l("Decide all the same"))
    ground = GroundField(_l("Ground"))
    reason = Prose(_l("Reason, published"), [InputRequired(_l("Give the reason in words."))])


class RestoreForm(KeyedForm):
    """A restoring of a hidden comment, with the reason that everybody reads."""

    revision = Mark()
    reason = Prose(_l("Reason, published"), [InputRequired(_l("Give the reason in words."))])


class SplitForm(RestoreForm):
    """A splitting of an argument, or its undoing, with the reason that everybody reads."""


class DismissForm(KeyedForm):
    """A dismissal of a comment's reports; the reason is read by moderators alone."""

    revision = Mark()
    newest = Mark()
    over = BooleanField(_l("Decide all the same"))
    reason = Prose(_l("Reason, for the moderators"), [InputRequired(_l("Give the reason in words."))])
