"""The shape of what people send to the discussion."""

from wtforms import HiddenField, RadioField, SelectField
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import Optional

from app.discussion.models import Position
from app.discussion.words import POSITIONS
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.web.forms import Form, KeyedForm, Mark, Prose


class ReplyForm(KeyedForm):
    """A reply: words, and perhaps where one stands; `draft` is how the browser calls what it keeps of them."""

    position = RadioField(
        _l("Where do you stand?"),
        choices=[SelectChoice("", _l("No position")), *(SelectChoice(*each) for each in POSITIONS.items())],
        default="",
        validators=[Optional()],
    )
    body = Prose(_l("Your comment"))
    draft = HiddenField()

    @property
    def stance(self) -> Position | None:
        """The position that was chosen."""
        return Position(self.position.data) if self.position.data else None


class WordingForm(Form):
    """Other words for the text that a comment is about; `wording_key` says with which words the field began (see rewriting.py)."""

    proposed = Prose(_l("Proposed wording"))
    wording_key = HiddenField()


class CommentForm(ReplyForm, WordingForm):
    """A comment: a reply's fields, what it is about, and other words for that."""

    place = SelectField(_l("What is it about?"), validate_choice=False)


class EditForm(WordingForm):
    """A comment's new words, those that it proposes, and the revision that was looked at."""

    body = Prose(_l("Your comment"))
    revision = HiddenField()
    draft = HiddenField()

    @property
    def seen(self) -> int:
        """The revision that the author was looking at."""
        value = str(self.revision.data or "")
        return int(value) if value.isdigit() and len(value) < 10 else 0


class ReadForm(Form):
    """That a discussion was read, up to the newest comment that there was."""

    newest = Mark()
