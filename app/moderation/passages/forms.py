"""What moderators fill in to black out a passage, and to uncover it again."""

from typing import Any

from wtforms import HiddenField, SelectMultipleField, SubmitField
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from app.kernel.i18n import lazy_gettext as _l
from app.kernel.richtext import digest
from app.kernel.web.forms import KeyedForm, Mark, Prose
from app.moderation.forms import GroundField, RestoreForm
from app.moderation.grounds import GROUNDS_OF_PARTS


class PassageForm(KeyedForm):
    """A passage to black out: its words, the places chosen among those where it was found, the ground and the published reason.

    `looked` says for which words the places were looked for, so that nobody chooses places of other words.
    """

    revision = Mark()
    looked = HiddenField()
    passage = Prose(
        _l("The words to black out"), [InputRequired(_l("Type or paste the words as they stand in the comment."))]
    )
    look = SubmitField(_l("Show where they stand"))
    places = SelectMultipleField(
        _l("Where they stand"),
        coerce=int,
        validate_choice=False,  # the act judges them, on what is stored
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    ground = GroundField(_l("Ground"))
    reason = Prose(_l("Reason, published"), [InputRequired(_l("Give the reason in words."))])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ground.choices = [SelectChoice(ground.value, words.name) for ground, words in GROUNDS_OF_PARTS.items()]

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for the words alone as long as the places, the ground and the reason are not on the page."""
        return bool(super().validate(extra_validators) if self.is_looked_for else self.passage.validate(self))

    @property
    def sign(self) -> str:
        """A short digest of the words; empty where there are none."""
        return digest(self.passage.data)[:16] if self.passage.data else ""

    @property
    def decides(self) -> bool:
        """Whether it was sent to have the act done, and not to see where the words stand."""
        return bool(self.is_submitted() and not self.look.data)

    @property
    def is_looked_for(self) -> bool:
        """Whether the places on the page are of these words."""
        return bool(self.looked.data) and self.looked.data == self.sign

    def offer(self, places: list[str]) -> None:
        """Offer places to choose from; all of them are chosen where they are offered for the first time."""
        self.places.choices = list(enumerate(places))
        if not self.is_looked_for:
            self.places.data = list(range(len(places)))
        self.looked.data = self.sign


class UncoverForm(RestoreForm):
    """An uncovering of a passage, with the reason that everybody reads."""
