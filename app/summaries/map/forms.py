"""The shape of what moderators send when they order the map of a draft."""

import re

from wtforms import HiddenField, SelectField

from app.kernel.i18n import lazy_gettext as _l
from app.kernel.web.forms import KeyedForm, Prose

_ID = re.compile(r"[0-9]{1,18}")


class OrderForm(KeyedForm):
    """Where a part is put: before another one (nothing: last), and for a recommendation under which issue (nothing: none)."""

    before = HiddenField()
    issue = HiddenField()

    def id_in(self, name: str) -> int | None:
        """The id in a field; None for nothing, 0 for what is none."""
        value = self[name].data or ""
        if not value:
            return None
        return int(value) if _ID.fullmatch(value) else 0


class TargetForm(KeyedForm):
    """The part of the draft, and the side in it, under which a comment is cited; `named` says what the codes meant."""

    part = SelectField(_l("Cite under"), validate_choice=False)
    named = HiddenField()


class QuoteForm(TargetForm):
    """A citation: where it stands, and the passage that is quoted; `stamp` says what it was when the form was shown."""

    passage = Prose(_l("Passage that is quoted"))
    stamp = HiddenField()
