"""What somebody fills in to erase their account."""

from typing import Any

from wtforms import PasswordField, RadioField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired

from app.accounts.handles import normalise_handle
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import invalid
from app.kernel.web.forms import Form, Line

KEEP, WITHDRAW = "keep", "withdraw"


class ErasureForm(Form):
    """The choice for one's comments, one's handle as the word that confirms, and the password."""

    comments = RadioField(
        _l("What becomes of your comments?"),
        [InputRequired(_l("Choose what becomes of your comments."))],
        choices=[
            SelectChoice(KEEP, _l("They stay, under “former participant”")),
            SelectChoice(WITHDRAW, _l("All of them are withdrawn")),
        ],
    )
    handle = Line(_l("Your handle"), [InputRequired(_l("Enter your handle, to confirm."))])
    password = PasswordField(_l("Password"), [InputRequired(_l("Enter your password."))])

    def confirm(self, handle: str) -> None:
        """Raise Refused unless the handle was typed."""
        typed: Any = self.handle.data
        if normalise_handle(typed or "") != handle:
            raise invalid(_l("This is not your handle."), "handle")
