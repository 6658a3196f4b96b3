"""The base of all forms: cross-site protection, cleaned fields, messages in Taiwan's Chinese, an idempotency key."""

from functools import cache
from typing import Any
from uuid import uuid4

from flask import request
from flask_wtf import FlaskForm
from wtforms import HiddenField, StringField, TextAreaField
from wtforms.csrf.core import CSRFTokenField
from wtforms.i18n import get_translations
from wtforms.validators import ValidationError

from app.kernel.i18n import choose_language
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.richtext import clean, clean_line
from app.kernel.verdict import Refused


@cache
def _messages(language: str) -> Any:
    """WTForms' own messages in a language; looked for once, since each form asks."""
    return get_translations([language])


class _Token(CSRFTokenField):
    """The token against other sites' forms: signed when it is shown, since the form that was taken never is."""

    def process(self, *args: Any, **kwargs: Any) -> None:
        """Take what was sent."""
        HiddenField.process(self, *args, **kwargs)

    def _value(self) -> str:
        return str(self.csrf_impl.generate_csrf_token(self))


class _Protection(FlaskForm.Meta.csrf_class):
    field_class = _Token


class Form(FlaskForm):
    """A form whose messages follow the page's language."""

    class Meta(FlaskForm.Meta):
        """Where WTForms finds its own messages."""

        csrf_class = _Protection

        def get_translations(self, form: Any) -> Any:
            """Messages in zh_TW (never Simplified) or English."""
            return _messages("zh_TW" if choose_language() == "zh-TW" else "en")

        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            """Take what a form sent, never a body in JSON, whose values could be of any kind."""
            return None if request.is_json else super().wrap_formdata(form, formdata)

    def refuse(self, refused: Refused) -> None:
        """Show a refusal, and each fault that came with it, at the field that it names or above the form."""
        for one in (refused, *refused.others):
            self._show(one)

    def _show(self, refused: Refused) -> None:
        field = getattr(self, refused.field or "", None)
        if field is not None and hasattr(field, "errors"):
            field.errors = [*field.errors, refused.reason.text]
        else:
            self.form_errors.append(refused.reason.text)


class KeyedForm(Form):
    """A form that posts something new: its key makes a double click or a retry one act."""

    key = HiddenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.key.data:
            self.key.data = uuid4().hex
        self.key.data = clean_line(self.key.data)[:64]

    def refuse(self, refused: Refused) -> None:
        """Show a refusal; where the key has served for other words, the next try gets a key of its own."""
        super().refuse(refused)
        if refused.reason.code == "idempotency_key_reused":
            self.key.data = uuid4().hex


class Line(StringField):
    """A field of one line, cleaned."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Clean what was typed."""
        self.data = clean_line(valuelist[0]) if valuelist else ""


class Prose(TextAreaField):
    """A field of several lines, cleaned."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Clean what was typed."""
        self.data = clean(valuelist[0]) if valuelist else ""


class Mark(HiddenField):
    """A hidden natural number: the revision, or the newest of something, that somebody saw."""

    def pre_validate(self, form: Any) -> None:
        """Refuse what is not a number."""
        value = self.data or ""
        if not (value.isascii() and value.isdigit() and len(value) <= 15):
            raise ValidationError(_l("Something is missing from this form. Open it anew."))

    @property
    def number(self) -> int:
        """The number, once the form is valid."""
        return int(self.data or 0)
