"""The shape of what administrators and leads send."""

import re
from datetime import datetime
from typing import Any

from wtforms import DateField, RadioField, SelectField
from wtforms.fields import HiddenField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from app.accounts.forms import check_email
from app.accounts.offices.models import SuspensionGround
from app.accounts.offices.words import SUSPENSION_GROUNDS
from app.kernel.bilingual import Bilingual
from app.kernel.clock import day_end, day_start
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import invalid
from app.kernel.web.forms import KeyedForm, Line, Prose

_NAME, _TEXT = [Length(max=200)], [Length(max=2_000)]
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_CHOOSE = InputRequired(_l("Choose one."))
_YEARS = range(1912, 3000)


def check_slug(_form: Any, field: Any) -> None:
    """Say what is wrong with the name by which an office's address ends."""
    if not _SLUG.fullmatch(field.data or "") or len(field.data) > 40:
        raise ValidationError(_l("Use 1 to 40 small letters and digits, with single hyphens between."))


def check_day(_form: Any, field: Any) -> None:
    """Refuse days of other ages, which no clock here can hold."""
    if field.data is not None and field.data.year not in _YEARS:
        raise ValidationError(_l("Give a day between 1912 and 2999."))


class _Words(KeyedForm):
    def pair(self, name: str) -> Bilingual:
        """What was typed into a field's two languages."""
        return Bilingual(self[f"{name}_zh"].data or "", self[f"{name}_en"].data or "")


class SubgroupForm(_Words):
    """A subgroup's particulars; `slug` only while it is new."""

    slug = Line(_l("Short name in addresses"), [check_slug])
    seen = HiddenField()
    name_zh = Line(_l("Name in Chinese"), _NAME)
    name_en = Line(_l("Name in English"), _NAME)
    remit_zh = Prose(_l("Remit in Chinese"), _TEXT)
    remit_en = Prose(_l("Remit in English"), _TEXT)


class AgencyForm(_Words):
    """An agency's particulars; `slug` only while it is new."""

    slug = Line(_l("Short name in addresses"), [check_slug])
    seen = HiddenField()
    name_zh = Line(_l("Name in Chinese"), _NAME)
    name_en = Line(_l("Name in English"), _NAME)
    abbreviation = Line(_l("Abbreviation"), [InputRequired(_l("Give an abbreviation.")), Length(max=16)])
    description_zh = Prose(_l("Description in Chinese"), _TEXT)
    description_en = Prose(_l("Description in English"), _TEXT)
    parent = SelectField(_l("Belongs to"), validate_choice=False)
    subgroup = SelectField(_l("Default subgroup of its bills"), [_CHOOSE])


class _Term(KeyedForm):
    @property
    def starts_at(self) -> datetime | None:
        """The instant at which the first day begins; None for at once."""
        day = self["first_day"].data
        return None if day is None else day_start(day)

    @property
    def ends_at(self) -> datetime | None:
        """The instant at which the last day has ended; None where there is none."""
        day = self["last_day"].data
        return None if day is None else day_end(day)


_LAST_DAY = _l("Last day of the term")


class GrantForm(_Term):
    """A role for somebody who has an account."""

    handle = Line(_l("Handle"), [InputRequired(_l("Enter a handle."))])
    office = SelectField(_l("Role"), [_CHOOSE])
    first_day = DateField(_l("First day of the term"), [Optional(), check_day])
    last_day = DateField(_LAST_DAY, [Optional(), check_day])


class InviteForm(_Term):
    """An invitation to a role, by handle or e-mail address."""

    to = Line(_l("Handle or e-mail address"), [InputRequired(_l("Enter a handle or an e-mail address."))])
    office = SelectField(_l("Role"), [_CHOOSE])
    last_day = DateField(_LAST_DAY, [Optional(), check_day])
    language = RadioField(
        _l("Language of the mail"),
        [_CHOOSE],
        choices=[SelectChoice("zh-TW", "中文（臺灣）"), SelectChoice("en", "English")],
        default="zh-TW",
    )

    def validate_to(self, field: Any) -> None:
        """Bring an address into its one form."""
        if "@" in (field.data or ""):
            check_email(self, field)


def _reason() -> Any:
    return Prose(_l("Reason, published"), [InputRequired(_l("Give the reason in words."))])


class ReasonForm(KeyedForm):
    """An act with a reason that everybody reads."""

    reason = _reason()


class ConfirmForm(KeyedForm):
    """An act that needs no more than a button."""


class SuspendForm(KeyedForm):
    """A suspension: a published ground and a reason."""

    ground = RadioField(
        _l("Ground"),
        [InputRequired(_l("Choose a ground."))],
        coerce=SuspensionGround,
        choices=[SelectChoice(ground.value, words.name) for ground, words in SUSPENSION_GROUNDS.items()],
        **{"invalid_value_message": _l("Choose a ground."), "invalid_choice_message": _l("Choose a ground.")},
    )
    reason = _reason()


class ObjectionAnswerForm(KeyedForm):
    """What comes of an objection to a suspension, and why."""

    outcome = RadioField(
        _l("Decision"),
        [_CHOOSE],
        choices=[
            SelectChoice("reinstate", _l("The objection is right: end the suspension")),
            SelectChoice("uphold", _l("The suspension stands")),
        ],
    )
    reason = _reason()


class ConflictForm(KeyedForm):
    """A conflict of interest of one's own, with an agency or a bill, and a public word if one likes."""

    about = SelectField(_l("With which agency or bill?"), [_CHOOSE])
    note = Prose(_l("A public word about it"), [Optional()])


class MemberConflictForm(KeyedForm):
    """A conflict of interest of a member, and why it is recorded."""

    member = SelectField(_l("Member"), [_CHOOSE])
    about = SelectField(_l("With which agency or bill?"), [_CHOOSE])
    note = _reason()


class HandoverForm(KeyedForm):
    """The subgroup that is to take a bill, and why."""

    to = SelectField(_l("To which subgroup?"), [_CHOOSE])
    reason = _reason()


class HandoverAnswerForm(KeyedForm):
    """What a lead answers to a bill that is offered, or to their own offer."""

    answer = RadioField(_l("Answer"), [_CHOOSE])


def require_days(form: _Term) -> None:
    """Refuse a term whose last day lies before its first."""
    first, last = form.starts_at if "first_day" in form else None, form.ends_at
    if first and last and last <= first:
        raise invalid(_l("The term ends before it begins."), "last_day")
