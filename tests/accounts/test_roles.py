"""Roles, agencies and subgroups: every grant is on the record, and the demonstration is made once."""

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app import Gongyi
from app.accounts import actions, queries
from app.accounts.access import Permission, holds
from app.accounts.demo import GROUPS, PASSWORD, ensure_demo_people
from app.accounts.models import Membership, Person, Role
from app.accounts.passwords import is_right
from app.accounts.policy import SYSTEM
from app.kernel.bilingual import Bilingual
from app.kernel.clock import rfc3339
from app.kernel.verdict import Refused
from app.record.models import Entry, Opening
from tests.accounts.people import queued
from tests.builders import World
from tests.conftest import NOON, Statements

REASON = "The term is over, as agreed at the start."
LONG_AGO = NOON - timedelta(days=3000)


def record(session: Session) -> list[tuple[str, str, str, dict[str, str]]]:
    rows = session.execute(sa.select(Entry, Opening).join(Opening, Opening.seq == Entry.seq).order_by(Entry.seq))
    return [(e.act, e.actor, e.subject, o.words) for e, o in rows]


def test_a_grant_is_on_the_record_with_opaque_ids(world: World, session: Session) -> None:
    lead, citizen = world.people["lead"], world.people["citizen"]
    actions.grant_role(session, lead, citizen, Role.MODERATOR, world.subgroup, now=NOON)
    assert holds(citizen, Permission.MODERATE, None, NOON)
    assert record(session) == [("grant", lead.public_id, citizen.public_id, {"role": "moderator", "subgroup": "law"})]


def test_an_ended_role_is_on_the_record_and_stops_at_once(world: World, session: Session) -> None:
    official, admin = world.people["official"], world.people["administrator"]
    actions.end_role(session, admin, official.memberships[0], NOON, reason=REASON)
    assert not holds(official, Permission.ANSWER, None, NOON)
    words = {"role": "official", "agency": "moda", "reason": REASON}
    assert record(session) == [("revoke", admin.public_id, official.public_id, words)]
    with pytest.raises(Refused) as refused:
        actions.end_role(session, admin, official.memberships[0], NOON, reason=REASON)
    assert refused.value.reason.code == "conflict"


def test_a_role_is_given_once_and_in_its_place(world: World, session: Session) -> None:
    admin, official = world.people["administrator"], world.people["official"]
    with pytest.raises(Refused) as refused:
        actions.grant_role(session, admin, official, Role.OFFICIAL, world.agency, now=NOON)
    assert refused.value.reason.code == "conflict"
    for role, place in (
        (Role.OFFICIAL, world.subgroup),
        (Role.LEAD, world.agency),
        (Role.LEAD, None),
        (Role.ADMINISTRATOR, world.agency),
        (Role.CITIZEN, None),
    ):
        with pytest.raises(Refused) as refused:
            actions.grant_role(session, admin, world.people["citizen"], role, place, now=NOON)
        assert refused.value.reason.code == "invalid"
    assert record(session) == []


@pytest.mark.parametrize("persona", ["citizen", "moderator", "official", "other_subgroup_moderator", None])
def test_others_give_nothing(world: World, session: Session, persona: str | None) -> None:
    actor = world.people[persona] if persona else None
    with pytest.raises(Refused):
        actions.grant_role(session, actor, world.people["citizen"], Role.MODERATOR, world.subgroup, now=NOON)
    with pytest.raises(Refused):
        actions.create_agency(
            session,
            actor,
            slug="x",
            name=Bilingual("x"),
            abbreviation="X",
            description=Bilingual(),
            subgroup=world.subgroup,
            now=NOON,
        )
    with pytest.raises(Refused):
        actions.create_subgroup(session, actor, slug="x", name=Bilingual("x"), remit=Bilingual(), now=NOON)
    with pytest.raises(Refused):
        actions.assign_subgroup(session, actor, world.agency, world.other_subgroup, NOON)
    with pytest.raises(Refused):
        actions.appoint_administrator(session, actor, handle="boss", email="b@example.test", now=NOON)


def test_an_agency_and_its_subgroup(world: World, session: Session) -> None:
    admin = world.people["administrator"]
    group = actions.create_subgroup(session, admin, slug="new", name=Bilingual("新"), remit=Bilingual(), now=NOON)
    words = {"name": Bilingual("新機關"), "abbreviation": "NEW", "description": Bilingual()}
    agency = actions.create_agency(session, admin, slug="new", subgroup=group, parent=world.agency, now=NOON, **words)
    actions.assign_subgroup(session, admin, agency, world.subgroup, NOON)
    said = [(act, words.get("subgroup", words.get("name"))) for act, _, _, words in record(session)]
    assert said == [("establish", "新"), ("establish", "新機關"), ("assign", "new"), ("assign", "law")]
    line = queries.load_agency(session, "new", NOON)
    assert (line.parent, line.subgroup, line.officials) == (world.agency, world.subgroup, 0)
    for again in (
        lambda: actions.create_agency(session, admin, slug="new", subgroup=group, now=NOON, **words),
        lambda: actions.create_subgroup(session, admin, slug="new", name=Bilingual(), remit=Bilingual(), now=NOON),
        lambda: actions.assign_subgroup(session, admin, agency, world.subgroup, NOON),
    ):
        with pytest.raises(Refused) as refused:
            again()
        assert refused.value.reason.code == "conflict"


def test_a_new_administrator_gets_an_account_and_a_mail(world: World, session: Session) -> None:
    person = actions.appoint_administrator(session, SYSTEM, handle="admin-x", email="boss@example.test", now=NOON)
    assert not person.is_active()
    assert queued(session) == [("invite", person.id)]
    assert record(session) == [("grant", "system", person.public_id, {"role": "administrator"})]
    with pytest.raises(Refused):
        actions.appoint_administrator(session, SYSTEM, handle="admin-x", email="boss@example.test", now=NOON)
    with pytest.raises(Refused):
        actions.appoint_administrator(session, SYSTEM, handle="citizen", email="boss2@example.test", now=NOON)
    with pytest.raises(Refused):
        actions.appoint_administrator(session, SYSTEM, handle="second", email="citizen@example.test", now=NOON)


def test_lists_of_agencies_subgroups_and_members(world: World, session: Session, statements: Statements) -> None:
    session.flush()
    world.people["second_moderator"].suspended_at = NOON
    world.people["other_agency_official"].memberships[0].ends_at = NOON
    session.flush()
    with statements:
        agencies, subgroups = queries.list_agencies(session, NOON), queries.list_subgroups(session, NOON)
        members = queries.list_members(session, NOON, subgroup_id=world.subgroup.id)
    assert len(statements) == 3
    assert [(a.agency.slug, a.officials) for a in agencies] == [("moda", 1), ("ncc", 0)]
    assert [(s.subgroup.slug, s.moderators, s.agencies) for s in subgroups] == [("digital", 1, 1), ("law", 3, 1)]
    assert [(m.handle, m.role) for m in members] == [("lead", Role.LEAD), ("moderator", Role.MODERATOR)]
    assert [m.handle for m in queries.list_members(session, NOON, agency_id=world.agency.id)] == ["official"]
    assert queries.load_subgroup(session, "law", NOON).moderators == 3
    for load in (queries.load_agency, queries.load_subgroup):
        with pytest.raises(Refused) as refused:
            load(session, "nowhere", NOON)
        assert refused.value.reason.code == "not_found"


def test_the_demonstration_is_made_once(app: Gongyi, session: Session) -> None:
    with app.app_context():
        ensure_demo_people(session, NOON, LONG_AGO)
        first = record(session)
        ensure_demo_people(session, NOON, LONG_AGO)
    people = {p.handle: p for p in session.scalars(sa.select(Person))}
    assert set(people) == {handle for group in GROUPS for handle in group.handles}
    assert len(people) == 26
    assert record(session) == first
    assert set(session.scalars(sa.select(Entry.at))) == {rfc3339(LONG_AGO)}
    assert len({p.password_hash for p in people.values()}) == 1
    assert is_right(people["citizen-07"].password_hash, PASSWORD)
    assert all(p.is_active() and p.email == f"{p.handle}@example.test" for p in people.values())
    assert {line.agency.slug: line.officials for line in queries.list_agencies(session, NOON)} == {
        "moda": 2,
        "acs": 2,
        "ncc": 2,
    }
    assert {line.subgroup.slug: line.moderators for line in queries.list_subgroups(session, NOON)} == {
        "cybersecurity-law": 4,
        "digital-services": 3,
    }


def test_an_ended_demo_role_stays_ended(app: Gongyi, session: Session) -> None:
    with app.app_context():
        ensure_demo_people(session, NOON, LONG_AGO)
        lead = queries.find_by_handle(session, "lead-01")
        assert lead is not None
        actions.end_role(session, SYSTEM, lead.memberships[0], NOON)
        ensure_demo_people(session, NOON, LONG_AGO)
    assert session.scalar(sa.select(sa.func.count()).where(Membership.person_id == lead.id)) == 1


def test_the_demonstration_is_for_demo_mode_alone(
    app: Gongyi, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(
        app.extensions, "gongyi.settings", replace(app.extensions["gongyi.settings"], mode="production")
    )
    with app.app_context(), pytest.raises(Refused):
        ensure_demo_people(session, NOON, LONG_AGO)
    assert session.scalar(sa.select(sa.func.count()).select_from(Person)) == 0
