"""What moderators fill in at the desk: acts on many comments, the name of a filter, and buttons alone."""

from wtforms import BooleanField, HiddenField
from wtforms.validators import InputRequired

from app.kernel.i18n import lazy_gettext as _l
from app.kernel.web.forms import Form, KeyedForm, Line, Prose
from app.moderation.forms import GroundField


class ManyForm(KeyedForm):
    """An act on many comments; `over` confirms that it may go over another moderator's claim."""

    over = BooleanField(_l("Decide all the same"))


class HideManyForm(ManyForm):
    """A hiding of many comments: one ground, and one reason that everybody reads."""

    ground = GroundField(_l("Ground"))
    reason = Prose(_l("Reason, published"), [InputRequired(_l("Give the reason in words."))])


class DismissManyForm(ManyForm):
    """A dismissal of the reports of many comments; the reason is read by moderators alone."""

    reason = Prose(_l("Reason, for the moderators"), [InputRequired(_l("Give the reason in words."))])


class ClaimManyForm(KeyedForm):
    """A claim on many comments: nothing to fill in."""


class FilterForm(Form):
    """A name for a filter, and the filter as in the queue's address."""

    name = Line(_l("Name"), [InputRequired(_l("Give the filter a name."))])
    query = HiddenField()


class ButtonForm(Form):
    """A button alone."""
