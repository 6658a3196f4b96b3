"""What can be chosen on these pages: roles with their places, agencies, bills, subgroups; and reading a choice back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from app.accounts.models import Agency, Person, Role, Subgroup
from app.accounts.offices.conflicts import About, BillMark
from app.accounts.offices.words import ROLE_NAMES
from app.accounts.policy import may_grant
from app.accounts.roles import Place
from app.bills.models import Bill, Status
from app.kernel.i18n import gettext as _
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.i18n import words
from app.kernel.verdict import invalid

_PLACED = ((Role.MODERATOR, Subgroup), (Role.LEAD, Subgroup), (Role.OFFICIAL, Agency))
_EMPTY = SelectChoice("", _l("Choose …"))


def office_value(role: Role, place: Place) -> str:
    """The value of a choice: moderator@law, official@moda, administrator@."""
    return f"{role.value}@{place.slug if place else ''}"


def office_choices(session: Session, actor: Person, now: datetime) -> list[SelectChoice]:
    """The roles that somebody may give, each with its place."""
    agencies, subgroups = list_offices(session)
    found: list[tuple[Role, Place]] = [(Role.ADMINISTRATOR, None)]
    for role, kind in _PLACED:
        found += [(role, place) for place in (agencies if kind is Agency else subgroups)]
    given = [(role, place) for role, place in found if may_grant(actor, role, place, now)]
    return [_EMPTY, *(SelectChoice(office_value(*one), office_name(*one)) for one in given)]


def office_name(role: Role, place: Place) -> str:
    """A role with its place, in words."""
    name = str(ROLE_NAMES[role])
    return f"{name} · {words(place.name).text}" if place is not None else name


def read_office(session: Session, value: str) -> tuple[Role, Place]:
    """Read a choice of a role and its place back."""
    code, _at, slug = value.partition("@")
    role = Role(code)
    if role is Role.ADMINISTRATOR:
        return role, None
    kind: Any = Agency if role is Role.OFFICIAL else Subgroup
    place: Place = session.scalars(sa.select(kind).where(kind.slug == slug)).one_or_none()
    if place is None:
        raise invalid(_l("Choose one."), "office")
    return role, place


def list_offices(session: Session) -> tuple[Sequence[Agency], Sequence[Subgroup]]:
    """All agencies and all subgroups, by abbreviation and by slug."""
    agencies = session.scalars(sa.select(Agency).order_by(Agency.abbreviation, Agency.id)).all()
    return agencies, session.scalars(sa.select(Subgroup).order_by(Subgroup.slug)).all()


def place_choices(places: Sequence[Agency] | Sequence[Subgroup]) -> list[SelectChoice]:
    """Agencies or subgroups to choose from, none chosen yet."""
    return [_EMPTY, *(SelectChoice(place.slug, words(place.name).text) for place in places)]


def about_choices(session: Session, subgroups: frozenset[int], now: datetime) -> list[SelectChoice]:
    """What a conflict of interest can be with: all agencies, and the public bills of some subgroups."""
    agencies, _subgroups = list_offices(session)
    query = sa.select(Bill.slug, Bill.title).where(
        Bill.subgroup_id.in_(sorted(subgroups)), Bill.status_at(now) != Status.UNPUBLISHED.value
    )
    bills = session.execute(query.order_by(Bill.announced_at.desc(), Bill.id.desc()).limit(200))
    return [
        _EMPTY,
        *(SelectChoice(f"agency:{a.slug}", _("Agency: %(name)s", name=words(a.name).text)) for a in agencies),
        *(SelectChoice(f"bill:{slug}", _("Bill: %(title)s", title=words(title).text)) for slug, title in bills),
    ]


def read_about(session: Session, value: str, now: datetime) -> About:
    """Read back what a conflict of interest is with."""
    kind, _colon, slug = value.partition(":")
    found: About | None
    if kind == "agency":
        found = session.scalars(sa.select(Agency).where(Agency.slug == slug)).one_or_none()
    else:
        query = sa.select(Bill.id).where(Bill.slug == slug, Bill.status_at(now) != Status.UNPUBLISHED.value)
        bill_id = session.scalar(query)
        found = None if bill_id is None else BillMark(bill_id, slug)
    if found is None:
        raise invalid(_l("Choose one."), "about")
    return found
