"""The shape of what officials send when they answer."""

import re
from collections.abc import Sequence

from wtforms import BooleanField, DateField, HiddenField, RadioField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import Optional

from app.bills.models import Version
from app.kernel.bilingual import Bilingual
from app.kernel.i18n import gettext as _
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.web.forms import KeyedForm, Line, Prose
from app.responses.actions import AnswerWords
from app.responses.models import Answer, Outcome
from app.responses.sharing.actions import Sharing
from app.responses.words import OUTCOMES

_BETWEEN = re.compile(r"[\s,，、;；]+")


class DraftForm(KeyedForm):
    """A form about a draft, with the revision that its author saw (none where there was no draft)."""

    revision = HiddenField()

    @property
    def seen(self) -> int | None:
        """The revision that was looked at."""
        value = str(self.revision.data or "")
        return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else None


class AnswerForm(DraftForm):
    """An answer: the decision, the reasons, and where the text shows it."""

    outcome = RadioField(
        _l("What the agency decides"),
        choices=[SelectChoice(code.value, label) for code, label in OUTCOMES.items()],
        validate_choice=False,
    )
    reason_zh = Prose(_l("Reasons, in Chinese"))
    reason_en = Prose(_l("Reasons, in English"))
    version = SelectField(_l("Version in which the articles can be read"), validate_choice=False)
    articles = Line(_l("Articles that were changed"))
    ready = BooleanField(_l("Ready for release"))

    @property
    def words(self) -> AnswerWords:
        """What was typed; an unknown outcome counts as none."""
        chosen = next((code for code in Outcome if code.value == self.outcome.data), None)
        number = str(self.version.data or "")
        return AnswerWords(
            outcome=chosen,
            reason=Bilingual(self.reason_zh.data or "", self.reason_en.data or ""),
            version=int(number) if number.isascii() and number.isdigit() and len(number) < 6 else None,
            articles=tuple(filter(None, _BETWEEN.split(self.articles.data or ""))),
        )

    def offer(self, versions: Sequence[Version]) -> None:
        """Offer the published versions, the last one first."""
        newest = sorted((v for v in versions if v.published_at), key=lambda v: -v.number)
        self.version.choices = [SelectChoice(str(v.number), _("Version %(number)s", number=v.number)) for v in newest]

    def show_answer(self, draft: Answer | None) -> None:
        """Fill the form with what a draft says."""
        if draft is None:
            return
        self.revision.data = str(draft.revision)
        self.outcome.data = draft.outcome.value if draft.outcome else None
        self.reason_zh.data, self.reason_en.data = draft.reason.zh, draft.reason.en
        self.version.data = str(draft.version.number) if draft.version else None
        self.articles.data = ", ".join(change.address for change in draft.changes)


class ReadyForm(KeyedForm):
    """Declaring drafts ready to be released, or not ready after all."""

    targets = SelectMultipleField(validate_choice=False)
    ready = HiddenField()

    @property
    def is_ready(self) -> bool:
        """Whether they are declared ready."""
        return self.ready.data == "1"


class SeveralForm(AnswerForm):
    """One answer to several points."""

    targets = SelectMultipleField(validate_choice=False)


KEEP, NOBODY = "", "-"


class SharingForm(KeyedForm):
    """Who answers some points, until when."""

    targets = SelectMultipleField(validate_choice=False)
    owner = SelectField(_l("Who answers them"), validate_choice=False)
    due_day = DateField(_l("Draft ready by"), [Optional()])
    no_day = BooleanField(_l("Remove the day"))

    def offer(self, handles: Sequence[str]) -> None:
        """Offer the officials, and to leave it or take it away."""
        kept = [SelectChoice(KEEP, _("Leave as it is")), SelectChoice(NOBODY, _("Not assigned"))]
        self.owner.choices = kept + [SelectChoice(handle, handle) for handle in handles]

    @property
    def sharing(self) -> Sharing:
        """What was chosen."""
        chosen = self.owner.data or KEEP
        owner = {KEEP: None, NOBODY: ""}.get(chosen, chosen)
        return Sharing(owner=owner, due_day=self.due_day.data, takes_day_away=bool(self.no_day.data))


class ReleaseForm(KeyedForm):
    """Asking for a release or releasing, with the stamp of what was looked at; declining, with words."""

    seen = HiddenField()
    words = Prose(_l("Why you decline it"))
