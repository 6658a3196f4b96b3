"""The shape of what authors and moderators send about objections."""

from wtforms import HiddenField

from app.kernel.i18n import lazy_gettext as _l
from app.kernel.web.forms import KeyedForm, Mark, Prose
from app.summaries.forms import DraftForm


class ObjectionForm(KeyedForm):
    """What the summary gets wrong, and the version that was read."""

    version = Mark()
    words = Prose(_l("What the summary gets wrong"))


class AnswerForm(DraftForm):
    """What the next version says to an objection."""

    stamp = HiddenField()
    answer_zh = Prose(_l("Answer, in Chinese"))
    answer_en = Prose(_l("Answer, in English"))
