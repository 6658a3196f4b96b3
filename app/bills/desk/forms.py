"""The shape of what officials send about bills."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from wtforms import (
    DateField,
    FieldList,
    FormField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
)
from wtforms import Form as PlainForm
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import DataRequired, InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from app.accounts.models import Agency
from app.bills.actions import ArticleContent, BillTexts
from app.bills.models import ArticleText, Bill, BillKind, ShortGround
from app.bills.notice_period import SHORTEST, NoticePeriod
from app.bills.words import KINDS, SHORT_GROUNDS, TOPICS
from app.kernel.bilingual import Bilingual
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.i18n import words
from app.kernel.web.forms import KeyedForm, Line, Prose

_LINE = [Length(max=200)]
_SHORT = [Length(max=2_000)]
_LONG = [Length(max=50_000)]


def _choices(names: Mapping[Any, Any]) -> list[SelectChoice]:
    return [SelectChoice(str(code), name) for code, name in names.items()]


def agency_choices(agencies: Sequence[Agency]) -> list[SelectChoice]:
    """Agencies to choose from."""
    return [SelectChoice(agency.slug, words(agency.name).text) for agency in agencies]


class ActForm(KeyedForm):
    """One act on a thing, and the revision of the thing that was looked at."""

    revision = HiddenField()

    @property
    def seen(self) -> int:
        """The revision that was looked at; 0, which no thing has, where that cannot be read."""
        typed = self.revision.data or ""
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= 9 else 0

    def pair(self, name: str) -> Bilingual:
        """What was typed into a field's two languages."""
        return Bilingual(self[f"{name}_zh"].data or "", self[f"{name}_en"].data or "")

    def put(self, name: str, text: Bilingual | None) -> None:
        """Show what stands in a field's two languages."""
        self[f"{name}_zh"].data, self[f"{name}_en"].data = (text.zh, text.en) if text else ("", "")


class TextsForm(ActForm):
    """What a bill says about itself."""

    title_zh = Line(_l("Title in Chinese"), _LINE)
    title_en = Line(_l("Title in English"), _LINE)
    summary_zh = Prose(_l("Summary in Chinese"), _SHORT)
    summary_en = Prose(_l("Summary in English"), _SHORT)
    explanation_zh = Prose(_l("General explanation in Chinese"), _LONG)
    explanation_en = Prose(_l("General explanation in English"), _LONG)
    guide_zh = Prose(_l("Plain-language guide in Chinese"), _LONG)
    guide_en = Prose(_l("Plain-language guide in English"), _LONG)
    legal_basis_zh = Line(_l("Legal basis in Chinese"), _SHORT)
    legal_basis_en = Line(_l("Legal basis in English"), _SHORT)
    kind = RadioField(
        _l("What does the bill do?"),
        choices=_choices(KINDS),
        default=BillKind.AMENDMENT.value,
    )
    topics = SelectMultipleField(
        _l("Topics"),
        choices=_choices(TOPICS),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        validators=[Optional()],
    )

    co_leads = SelectMultipleField(
        _l("Co-lead agencies"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        validators=[Optional()],
    )

    @property
    def texts(self) -> BillTexts:
        """The texts as the action takes them."""
        return BillTexts(
            title=self.pair("title"),
            summary=self.pair("summary"),
            explanation=self.pair("explanation"),
            guide=self.pair("guide"),
            legal_basis=self.pair("legal_basis"),
        )

    def show(self, bill: Bill) -> None:
        """Show what stands."""
        for name in ("title", "summary", "explanation", "guide", "legal_basis"):
            self.put(name, getattr(bill, name))
        self.kind.data = bill.kind.value
        self.topics.data = [filed.topic for filed in bill.topics]
        self.co_leads.data = [agency.slug for agency in bill.co_leads]

    def offer(self, agencies: Sequence[Agency], topics: Sequence[str] = ()) -> None:
        """Offer agencies, and a bill's topics that have no name of their own too, so that saving does not drop them."""
        self.topics.choices = _choices(TOPICS | {topic: topic for topic in topics if topic not in TOPICS})
        self.co_leads.choices = agency_choices(agencies)


class NewBillForm(TextsForm):
    """A new bill: its agency and address besides."""

    agency = SelectField(_l("Lead agency"))
    slug = Line(_l("Address on this platform"), [DataRequired(), Length(max=80)])


class ArticleForm(ActForm):
    """An article of a draft."""

    number = Line(_l("Article number"), [DataRequired(), Length(max=8)])
    chapter_zh = Line(_l("Chapter in Chinese"), _LINE)
    chapter_en = Line(_l("Chapter in English"), _LINE)
    section_zh = Line(_l("Section in Chinese"), _LINE)
    section_en = Line(_l("Section in English"), _LINE)
    heading_zh = Line(_l("Heading in Chinese"), _LINE)
    heading_en = Line(_l("Heading in English"), _LINE)
    text_zh = Prose(_l("Proposed text in Chinese"), _LONG)
    text_en = Prose(_l("Proposed text in English"), _LONG)
    current_zh = Prose(_l("Current text in Chinese"), _LONG)
    current_en = Prose(_l("Current text in English"), _LONG)
    explanation_zh = Prose(_l("Explanation in Chinese"), _LONG)
    explanation_en = Prose(_l("Explanation in English"), _LONG)
    guide_zh = Prose(_l("What this means, in Chinese"), _SHORT)
    guide_en = Prose(_l("What this means, in English"), _SHORT)

    @property
    def content(self) -> ArticleContent:
        """The article as the action takes it."""
        return ArticleContent(
            number=self.number.data or "",
            chapter=self.pair("chapter"),
            section=self.pair("section") or None,
            heading=self.pair("heading"),
            text=self.pair("text"),
            current_text=self.pair("current") or None,
            explanation=self.pair("explanation"),
            guide=self.pair("guide") or None,
        )

    def show(self, text: ArticleText) -> None:
        """Show what stands."""
        self.number.data = text.number
        for name in ("chapter", "section", "heading", "text", "explanation"):
            self.put(name, getattr(text, name))
        self.put("current", text.current_text)
        self.put("guide", text.guide)


class QuestionFields(PlainForm):
    """One key question."""

    zh = Prose(_l("In Chinese"), _SHORT)
    en = Prose(_l("In English"), _SHORT)


class QuestionsForm(ActForm):
    """The key questions in their order; empty places are left out."""

    questions = FieldList(FormField(QuestionFields), max_entries=20)

    @property
    def texts(self) -> list[Bilingual]:
        """The questions that were written."""
        return [text for text in self._written() if text]

    def _written(self) -> Iterator[Bilingual]:
        for entry in self.questions:
            yield Bilingual(entry.form.zh.data or "", entry.form.en.data or "")

    def offer_more(self, places: int = 2) -> None:
        """Add empty places, up to the most that there can be."""
        for _ in range(min(places, 20 - len(self.questions))):
            self.questions.append_entry()


class NoticeForm(ActForm):
    """A notice period and, where it is short, why."""

    first_day = DateField(_l("First day"), [InputRequired()])
    last_day = DateField(_l("Last day"), [InputRequired()])
    short_ground = SelectField(
        _l("Ground for a short notice"),
        choices=[SelectChoice("", _l("None: the notice has 60 days")), *_choices(SHORT_GROUNDS)],
        validators=[Optional()],
        default="",
    )
    justification_zh = Prose(_l("Justification in Chinese"), _SHORT)
    justification_en = Prose(_l("Justification in English"), _SHORT)

    @property
    def ground(self) -> ShortGround | None:
        """The ground that was chosen."""
        return ShortGround(self.short_ground.data) if self.short_ground.data else None

    @property
    def notice(self) -> NoticePeriod | None:
        """The period that the two days make, as far as they make one."""
        first, last = self.first_day.data, self.last_day.data
        if not isinstance(first, date) or not isinstance(last, date) or not first <= last <= date(9000, 1, 1):
            return None
        return NoticePeriod(first, last)


class PublicationForm(ActForm):
    """What a revised version changes and why."""

    note_zh = Prose(_l("What this version changes and why, in Chinese"), _SHORT)
    note_en = Prose(_l("What this version changes and why, in English"), _SHORT)


def sixty_days_from(first_day: date) -> Any:
    """The last day of a full notice that begins on a day."""
    return date.fromordinal(first_day.toordinal() + SHORTEST - 1)
