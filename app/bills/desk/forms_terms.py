"""The shape of what officials send about a bill's glossary."""

from wtforms import FieldList, Form, FormField, HiddenField
from wtforms.validators import Length

from app.bills.actions.terms import MOST, TermWords
from app.bills.models import GlossaryTerm
from app.kernel.bilingual import Bilingual
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.web.forms import KeyedForm, Line, Prose

_TERM = [Length(max=60)]
_MEANING = [Length(max=500)]


class TermFields(Form):
    """One term and its meaning."""

    id = HiddenField()
    term_zh = Line(_l("Term in Chinese"), _TERM)
    term_en = Line(_l("Term in English"), _TERM)
    meaning_zh = Prose(_l("Meaning in Chinese"), _MEANING)
    meaning_en = Prose(_l("Meaning in English"), _MEANING)

    @property
    def words(self) -> TermWords:
        """What was typed."""
        number = self.id.data or ""
        known = int(number) if number.isascii() and number.isdigit() and len(number) <= 18 else None
        term = Bilingual(self.term_zh.data or "", self.term_en.data or "")
        return TermWords(term, Bilingual(self.meaning_zh.data or "", self.meaning_en.data or ""), known)


class TermsForm(KeyedForm):
    """A bill's terms; empty places are left out. `stamp` marks those that were looked at."""

    stamp = HiddenField()
    terms = FieldList(FormField(TermFields), max_entries=MOST + 5)

    @property
    def written(self) -> list[TermWords]:
        """The terms that were written."""
        typed = [entry.form.words for entry in self.terms]
        return [words for words in typed if words.term or words.meaning]

    def show(self, terms: list[GlossaryTerm], places: int = 2) -> None:
        """Show the terms that stand, and empty places for more."""
        for term in terms:
            meaning = {"meaning_zh": term.meaning.zh, "meaning_en": term.meaning.en}
            self.terms.append_entry({"id": str(term.id), "term_zh": term.term.zh, "term_en": term.term.en, **meaning})
        for _ in range(min(places, MOST - len(self.terms))):
            self.terms.append_entry()
