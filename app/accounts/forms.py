"""The shape of what the account pages take in."""

from typing import Any

from email_validator import EmailNotValidError, validate_email
from flask import current_app
from wtforms import HiddenField, PasswordField, RadioField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, ValidationError
from wtforms.widgets import EmailInput

from app.accounts.handles import may_be_called, normalise_handle
from app.accounts.models import TokenScope
from app.accounts.passwords import may_protect
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.web.forms import Form, Line

_LANGUAGES = [SelectChoice("zh-TW", "中文（臺灣）"), SelectChoice("en", "English")]
_WRITE_PASSWORD = InputRequired(_l("Enter your password."))


def check_email(_form: Any, field: Any) -> None:
    """Bring an e-mail address into its one form, or say what is wrong with it."""
    try:
        is_demo = current_app.extensions["gongyi.settings"].is_demo
        found = validate_email(
            field.data or "", check_deliverability=False, allow_smtputf8=False, test_environment=is_demo
        )
    except (EmailNotValidError, UnicodeError) as error:
        raise ValidationError(_l("Enter an e-mail address, such as name@example.com.")) from error
    field.data = (found.ascii_email or found.normalized).lower()


def check_handle(_form: Any, field: Any) -> None:
    """Say at the field why a handle may not be taken, so that all that is wrong is said at once."""
    verdict = may_be_called(normalise_handle(field.data))
    if verdict.reason:
        raise ValidationError(verdict.reason.text)


def check_password(form: Any, field: Any) -> None:
    """Say at the field why a password is too weak."""
    verdict = may_protect(field.data or "", normalise_handle(form.handle.data or ""))
    if verdict.reason:
        raise ValidationError(verdict.reason.text)


class EmailLine(Line):
    """A field for one e-mail address."""

    widget = EmailInput()


class RegisterForm(Form):
    """A new account."""

    handle = Line(_l("Handle"), [InputRequired(_l("Enter a handle.")), check_handle])
    email = EmailLine(_l("E-mail address"), [check_email])
    password = PasswordField(_l("Password"), [InputRequired(_l("Enter a password.")), check_password])


class SignInForm(Form):
    """Handle or e-mail, and the password."""

    name = Line(_l("Handle or e-mail address"), [InputRequired(_l("Enter your handle or e-mail address."))])
    password = PasswordField(_l("Password"), [_WRITE_PASSWORD])
    next = HiddenField()


class AddressForm(Form):
    """Where a link for a new password is mailed."""

    email = EmailLine(_l("E-mail address"), [check_email])


class NewPasswordForm(Form):
    """A new password for somebody who holds a mailed link."""

    password = PasswordField(_l("New password"), [InputRequired(_l("Enter a password."))])


class ChangePasswordForm(Form):
    """A new password for somebody who knows the old one."""

    old_password = PasswordField(_l("Present password"), [_WRITE_PASSWORD])
    password = PasswordField(_l("New password"), [InputRequired(_l("Enter a password."))])


class LanguageForm(Form):
    """The language of pages and mails."""

    language = RadioField(_l("Language of pages and mails"), choices=_LANGUAGES)


class TokenForm(Form):
    """A token for the API."""

    name = Line(_l("Name"), [InputRequired(_l("Name the token."))])
    scope = RadioField(
        _l("What it may do"),
        choices=[
            SelectChoice(TokenScope.WRITE.value, _l("Write: comment, reply, endorse, report")),
            SelectChoice(TokenScope.POWER.value, _l("Also act in my office: hide and restore")),
        ],
        default=TokenScope.WRITE.value,
    )
