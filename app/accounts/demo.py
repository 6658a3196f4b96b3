"""The demonstration's agencies, subgroups and people, as data; they exist in demo mode alone."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.orm import Session

from app.accounts.actions import create_agency, create_person, create_subgroup, grant_role
from app.accounts.models import Agency, Membership, Person, Role, Subgroup
from app.accounts.offices.conflicts import declare_conflict
from app.accounts.passwords import hash_password
from app.accounts.policy import SYSTEM
from app.accounts.roles import Place
from app.kernel.bilingual import Bilingual
from app.kernel.clock import day_end, taipei_day
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import Refused, no

PASSWORD = "gongyi-demo"  # noqa: S105


@dataclass(frozen=True, slots=True)
class DemoGroup:
    """Accounts that may do the same: their handles, the role, where (a slug, or None), and what to try, in words."""

    handles: tuple[str, ...]
    role: Role
    place: str | None
    name: Bilingual
    may: Any


@dataclass(frozen=True, slots=True)
class DemoAgency:
    """An agency of the demonstration."""

    slug: str
    abbreviation: str
    name: Bilingual
    description: Bilingual
    subgroup: str
    parent: str | None = None


SUBGROUPS = {
    "cybersecurity-law": (
        Bilingual("資通安全法小組", "Cybersecurity Law Subgroup"),
        Bilingual(
            "主持資通安全相關草案的討論，並將討論彙整為議題與建議。",
            "Keeps the discussion of cybersecurity bills usable and condenses it into issues and recommendations.",
        ),
    ),
    "digital-services": (
        Bilingual("數位服務小組", "Digital Services Subgroup"),
        Bilingual(
            "主持通訊傳播與數位服務相關草案的討論（示範用）。",
            "Keeps the discussion of bills on communications and digital services usable (illustrative).",
        ),
    ),
}

AGENCIES = (
    DemoAgency(
        "moda",
        "MODA",
        Bilingual("數位發展部", "Ministry of Digital Affairs"),
        Bilingual(
            "主管國家數位發展政策與資通安全法制，自 2022 年 8 月 27 日起運作；此前的業務由行政院資通安全處辦理。",
            "In charge of digital policy and cybersecurity law since 27 August 2022; before, the Executive Yuan's "
            "Department of Cyber Security did this work.",
        ),
        "cybersecurity-law",
    ),
    DemoAgency(
        "acs",
        "ACS",
        Bilingual("資通安全署", "Administration for Cyber Security"),
        Bilingual(
            "數位發展部所屬機關，辦理資通安全稽核、通報應變與人員訓練。",
            "An agency under MODA that carries out cybersecurity audits, incident response and training.",
        ),
        "cybersecurity-law",
        parent="moda",
    ),
    DemoAgency(
        "ncc",
        "NCC",
        Bilingual("國家通訊傳播委員會", "National Communications Commission"),
        Bilingual("監理通訊與傳播事業的獨立機關。", "The independent regulator of communications and broadcasting."),
        "digital-services",
    ),
)

_MODERATE = _l("Work the reports, hide and restore comments with a ground and a reason, write and publish the summary.")
_LEAD = _l(
    "As a moderator; also appoint moderators of the subgroup, decide appeals, hand bills over to another subgroup."
)
_PREPARE = _l("Prepare a bill and its versions, announce its notice, answer recommendations and key questions.")
_TERM, _SHORT_TERM = timedelta(days=730), timedelta(days=20)
_ENDS_SOON, _PARTIAL, _PARTIAL_TO = "moderator-03", "moderator-03", "acs"
_NOTE = "配偶在該署任職。"
_LAW, _DIGITAL = SUBGROUPS["cybersecurity-law"][0], SUBGROUPS["digital-services"][0]

GROUPS = (
    DemoGroup(
        tuple(f"citizen-{n:02}" for n in range(1, 13)),
        Role.CITIZEN,
        None,
        Bilingual(),
        _l("Comment, reply, endorse and report; edit and withdraw own comments."),
    ),
    DemoGroup(("moderator-01", "moderator-02", "moderator-03"), Role.MODERATOR, "cybersecurity-law", _LAW, _MODERATE),
    DemoGroup(("lead-01",), Role.LEAD, "cybersecurity-law", _LAW, _LEAD),
    DemoGroup(("moderator-other", "moderator-other-02"), Role.MODERATOR, "digital-services", _DIGITAL, _MODERATE),
    DemoGroup(("lead-other",), Role.LEAD, "digital-services", _DIGITAL, _LEAD),
    DemoGroup(("official-moda", "official-moda-02"), Role.OFFICIAL, "moda", AGENCIES[0].name, _PREPARE),
    DemoGroup(("official-acs", "official-acs-02"), Role.OFFICIAL, "acs", AGENCIES[1].name, _PREPARE),
    DemoGroup(("official-ncc", "official-ncc-02"), Role.OFFICIAL, "ncc", AGENCIES[2].name, _PREPARE),
    DemoGroup(
        ("admin",),
        Role.ADMINISTRATOR,
        None,
        Bilingual(),
        _l("Reads no more than the public does; agencies, subgroups and roles are made by this role, on the record."),
    ),
)


def demo_groups() -> tuple[DemoGroup, ...]:
    """The demonstration's accounts, in demo mode; none otherwise."""
    return GROUPS if current_app.extensions["gongyi.settings"].is_demo else ()


def ensure_demo_people(session: Session, now: datetime, since: datetime) -> None:
    """Create what is missing of the demonstration: agencies, subgroups, people, and their roles from `since`.

    Each grant is on the record at `since`. A role that somebody ended stays ended. Refuses outside demo mode.
    """
    if not demo_groups():
        raise Refused(no("not_allowed", _l("Demonstration accounts exist in demo mode alone.")).reason)  # type: ignore[arg-type]
    since = min(since, now)
    subgroups = _ensure_subgroups(session, since)
    agencies = _ensure_agencies(session, subgroups, since)
    places: dict[str | None, Place] = {None: None}
    places.update(subgroups)
    places.update(agencies)
    known = {p.handle: p for p in session.scalars(sa.select(Person))}
    password_hash: str | None = None
    for group in GROUPS:
        for handle in group.handles:
            if handle not in known:
                password_hash = password_hash or hash_password(PASSWORD)
                known[handle] = _create(session, handle, password_hash, since)
            _ensure_role(session, known[handle], group, places[group.place], since, now)
    session.flush()
    _ensure_conflict(session, known[_PARTIAL], agencies[_PARTIAL_TO], since)


def _create(session: Session, handle: str, password_hash: str, since: datetime) -> Person:
    return create_person(
        session,
        SYSTEM,
        handle=handle,
        email=f"{handle}@example.test",
        password_hash=password_hash,
        language="",  # not chosen: the browser's counts, as many people share the account
        now=since,
        is_confirmed=True,
    )


def _ensure_subgroups(session: Session, since: datetime) -> dict[str, Subgroup]:
    found = {s.slug: s for s in session.scalars(sa.select(Subgroup))}
    for slug, (name, remit) in SUBGROUPS.items():
        if slug not in found:
            found[slug] = create_subgroup(session, SYSTEM, slug=slug, name=name, remit=remit, now=since)
    return found


def _ensure_agencies(session: Session, subgroups: dict[str, Subgroup], since: datetime) -> dict[str, Agency]:
    found = {a.slug: a for a in session.scalars(sa.select(Agency))}
    for demo in AGENCIES:
        if demo.slug not in found:
            found[demo.slug] = create_agency(
                session,
                SYSTEM,
                slug=demo.slug,
                name=demo.name,
                abbreviation=demo.abbreviation,
                description=demo.description,
                subgroup=subgroups[demo.subgroup],
                now=since,
                parent=found[demo.parent] if demo.parent else None,
            )
    return found


def _ensure_conflict(session: Session, person: Person, agency: Agency, since: datetime) -> None:
    """Declare the one conflict of interest of the demonstration, which shows how such a thing looks."""
    if not person.conflicts:
        declare_conflict(session, person, person, agency, note=_NOTE, now=since)


def _term_end(handle: str, role: Role, now: datetime) -> datetime | None:
    """When a term in a subgroup ends, counted from the seeding; that of one moderator ends soon."""
    if role not in (Role.MODERATOR, Role.LEAD):
        return None
    return day_end(taipei_day(now + (_SHORT_TERM if handle == _ENDS_SOON else _TERM)))


def _ensure_role(
    session: Session, person: Person, group: DemoGroup, place: Place, since: datetime, now: datetime
) -> None:
    def is_this(one: Membership) -> bool:
        here = place.id if place is not None else None
        return one.role is group.role and here == (one.agency_id or one.subgroup_id)

    if group.role is not Role.CITIZEN and not any(map(is_this, person.memberships)):
        ends_at = _term_end(person.handle, group.role, now)
        grant_role(session, SYSTEM, person, group.role, place, now=since, ends_at=ends_at)
