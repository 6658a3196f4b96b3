"""What moderators fill in to move a comment, or to merge it."""

from wtforms import SelectField
from wtforms.validators import InputRequired, Optional

from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import invalid
from app.kernel.web.forms import KeyedForm, Line, Mark, Prose


class MergeForm(KeyedForm):
    """A merging or its undoing: the revision of the comment that was read, and the reason that everybody reads."""

    revision = Mark()
    reason = Prose(_l("Reason, published"), [InputRequired(_l("Give the reason in words."))])


class PlaceForm(KeyedForm):
    """A place for a thread: an article, a key question or the whole bill, and perhaps a part of the article."""

    revision = Mark()
    place = SelectField(_l("Where does it belong?"), validate_choice=False)
    part = Line(_l("Part of the article"), [Optional()])
    reason = Prose(_l("Reason, published"), [InputRequired(_l("Give the reason in words."))])

    def read_place(self) -> str:
        """The place as it is written in addresses, or raise Refused where a part is named of what has none."""
        place, part = self.place.data or "", (self.part.data or "").strip(" .")
        if part and (not place or place.startswith("Q")):
            raise invalid(_l("Only an article has parts. Choose one, or leave this empty."), "part")
        return f"{place}.{part}" if part else place
