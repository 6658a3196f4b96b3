"""What people send on their mails."""

from wtforms import SelectMultipleField, widgets
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from app.kernel.i18n import lazy_gettext as _l
from app.kernel.web.forms import Form
from app.notifications.choices.models import MailKind
from app.notifications.choices.words import KINDS


class MailsForm(Form):
    """The kinds of which mails are wanted."""

    kinds = SelectMultipleField(
        _l("Also by e-mail"),
        choices=[SelectChoice(kind.value, words) for kind, words in KINDS.items()],
        option_widget=widgets.CheckboxInput(),
        widget=widgets.ListWidget(prefix_label=False),
    )

    @property
    def wanted(self) -> set[MailKind]:
        """The kinds that were chosen, once the form is valid."""
        return {MailKind(code) for code in self.kinds.data or ()}
