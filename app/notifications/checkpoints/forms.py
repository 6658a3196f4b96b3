"""The form by which an address asks for checkpoints."""

from wtforms import RadioField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from app.accounts.forms import EmailLine, check_email
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.web.forms import Form

OFTEN = [
    SelectChoice("daily", _l("One checkpoint a day")),
    SelectChoice("each", _l("Each checkpoint: at most one an hour")),
]


class SubscriptionForm(Form):
    """An address, and how often."""

    email = EmailLine(_l("E-mail address"), [check_email])
    often = RadioField(_l("How often"), choices=OFTEN, default="daily")
