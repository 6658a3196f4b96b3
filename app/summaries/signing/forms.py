"""The shape of what moderators send about a draft that was declared ready."""

from app.kernel.i18n import lazy_gettext as _l
from app.kernel.web.forms import Prose
from app.summaries.forms import DraftForm


class SendingBackForm(DraftForm):
    """Why a draft is sent back."""

    words = Prose(_l("What is to be changed"))
