"""The pages of offices: what each shows and does, the password asked for again, what is public of it, and how many statements."""

import re
from datetime import timedelta
from html import unescape

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.accounts.models import Agency, Membership, Role, Subgroup
from app.accounts.offices.models import Conflict, Suspension
from app.accounts.proof import PROVED_FOR
from app.moderation.models import Report
from app.moderation.subgroup_figures import SubgroupFigures, read_subgroup_figures
from app.record.models import Entry
from tests.accounts.conftest import cheap_hashes  # noqa: F401  passwords are hashed at the lowest cost here, too
from tests.accounts.people import PASSWORD, give_password
from tests.builders import NOON, World, appoint
from tests.conftest import Clock, Statements
from tests.moderation.cases import hide, say
from tests.site.pages import read

REASON = "The term is over, as was agreed at the start."
TICK = timedelta(microseconds=1)


def acts(session: Session) -> list[str]:
    return list(session.scalars(sa.select(Entry.act).order_by(Entry.seq)))


def term_of(world: World, persona: str) -> str:
    return f"/desk/memberships/{world.people[persona].memberships[0].id}/ending"


@pytest.mark.parametrize("age, asked", [(PROVED_FOR - TICK, False), (PROVED_FOR, True)])
def test_power_over_others_asks_for_the_password_and_goes_on_with_what_was_typed(
    client: FlaskClient, world: World, session: Session, clock: Clock, age: timedelta, asked: bool
) -> None:
    give_password(session, world.people["administrator"])
    world.sign_in(client, "administrator")
    clock.now = NOON + age
    path = term_of(world, "moderator")
    first = client.post(path + "?lang=en", data={"reason": REASON, "key": "k1"})
    assert first.status_code == (401 if asked else 303)
    if not asked:
        return
    kept = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', unescape(first.text)))
    assert kept["reason"] == REASON and acts(session) == []
    wrong = client.post(path + "?lang=en", data={**kept, "proof_password": "not this one 5"})
    assert wrong.status_code == 422 and REASON in unescape(wrong.text) and acts(session) == []
    assert client.post(path, data={**kept, "proof_password": PASSWORD}).status_code == 303
    assert acts(session) == ["revoke"]
    assert client.post(path, data={**kept, "proof_password": PASSWORD}).status_code == 303, "the same key again"
    assert acts(session) == ["revoke"]
    assert client.post(term_of(world, "lead"), data={"reason": REASON}).status_code == 303, "for a while it is enough"
    assert client.get("/desk/offices").status_code == 200, "reading asks for nothing"


def test_a_conflict_of_ones_own_needs_no_password(
    client: FlaskClient, world: World, session: Session, clock: Clock
) -> None:
    world.sign_in(client, "moderator")
    clock.now = NOON + PROVED_FOR
    sent = client.post("/desk/conflicts", data={"about": "bill:open-bill", "note": "A friend wrote it."})
    assert (sent.status_code, acts(session)) == (303, ["declare"])
    words = read(client, "/desk/conflicts").words
    assert "A friend wrote it." in words and "Draft open-bill" in words
    assert client.post("/desk/conflicts", data={"about": "bill:unpublished-bill"}).status_code == 422
    page = client.get("/subgroups/law?lang=en").text
    assert "A friend wrote it." in page and "Draft open-bill" in page
    found = session.scalars(sa.select(Conflict)).one()
    assert client.post(f"/desk/conflicts/{found.id}/retraction", data={"reason": REASON}).status_code == 403
    world.sign_in(client, "lead", clock.now)
    assert client.post(f"/desk/conflicts/{found.id}/retraction", data={"reason": REASON}).status_code == 303
    assert acts(session) == ["declare", "retract"]


def test_who_has_a_conflict_neither_sees_the_report_nor_decides(
    client: FlaskClient, world: World, session: Session
) -> None:
    comment = say(world)
    reporter = world.people["other_citizen"].id
    session.add(Report(comment_id=comment.id, reporter_id=reporter, ground="spam", note="", reported_at=NOON))
    session.flush()
    world.sign_in(client, "moderator")
    address = f"/comments/{comment.id}/hiding"
    assert client.get(address).status_code == 200 and "No open report" not in client.get("/desk?lang=en").text
    client.post("/desk/conflicts", data={"about": "agency:moda"})
    session.expire_all()
    assert "No open report" in client.get("/desk?lang=en").text
    refused = client.get(address + "?lang=en")
    assert refused.status_code == 403 and "declared conflict of interest" in refused.text
    form = {"ground": "spam", "reason": "It advertises a shop.", "revision": comment.revision}
    assert client.post(address, data=form).status_code == 403
    assert client.get("/desk/bills/closed-bill/summary").status_code == 403


def test_a_suspended_person_is_told_and_objects_and_is_answered(
    client: FlaskClient, world: World, session: Session
) -> None:
    citizen = give_password(session, world.people["citizen"])
    here = f"/desk/offices/people/{citizen.public_id}"
    world.sign_in(client, "administrator")
    found = client.get("/desk/offices/people?handle=CITIZEN")
    assert found.location == here and "citizen@example.test" not in client.get(here).text
    bad = client.post(here + "/suspension?lang=en", data={"ground": "opinion", "reason": REASON})
    assert bad.status_code == 422 and REASON in bad.text
    data = {"ground": "evasion", "reason": "It is the same person as p7, by their own words."}
    assert client.post(here + "/suspension", data=data).status_code == 303
    other = world.sign_in(client, None)
    told = other.post("/account/sign-in?lang=en", data={"name": "citizen", "password": PASSWORD})
    assert told.status_code == 403 and "Your account is suspended" in told.text and "/account/objection" in told.text
    objection = {"name": "citizen", "password": PASSWORD, "objection": "I am not p7, and never was."}
    assert other.post("/account/objection", data=objection | {"password": "wrong words 8"}).status_code == 401
    assert other.post("/account/objection", data=objection).location == "/account/objection/sent"
    assert other.post("/account/objection", data=objection).status_code == 409
    world.sign_in(client, "administrator")
    assert "objection" in client.get("/desk?lang=en").text
    assert "I am not p7" in client.get(here + "/objection").text
    assert "I am not p7" not in client.get("/record").text
    answered = client.post(here + "/objection", data={"outcome": "reinstate", "reason": "They are two people indeed."})
    assert answered.status_code == 303 and acts(session) == ["suspend", "reinstate"]
    public = client.get("/record?lang=en").text
    assert "Suspended an account" in public and "Getting around a suspension" in public


def test_the_second_who_suspends_is_told(client: FlaskClient, world: World, session: Session) -> None:
    path = f"/desk/offices/people/{world.people['citizen'].public_id}/suspension"
    world.sign_in(client, "administrator")
    data = {"ground": "evasion", "reason": REASON}
    assert [client.post(path, data=data).status_code for _ in range(2)] == [303, 409]
    assert session.scalar(sa.select(sa.func.count()).select_from(Suspension)) == 1


def test_offices_are_made_and_changed(client: FlaskClient, world: World, session: Session) -> None:
    world.sign_in(client, "administrator")
    subgroup = {"slug": "data", "name_zh": "資料小組", "remit_en": "Data bills"}
    bad = client.post("/desk/offices/subgroups/new?lang=en", data=subgroup | {"slug": "No Good"})
    assert bad.status_code == 422 and "資料小組" in bad.text
    assert client.post("/desk/offices/subgroups/new", data=subgroup).location == "/desk/subgroups/data"
    assert client.post("/desk/offices/subgroups/new", data=subgroup).status_code == 409
    agency = {
        "slug": "pdpc",
        "name_en": "Data Protection Commission",
        "abbreviation": "PDPC",
        "subgroup": "data",
        "parent": "moda",
    }
    assert client.post("/desk/offices/agencies/new", data=agency).location == "/desk/offices/agencies/pdpc"
    found = session.scalars(sa.select(Agency).where(Agency.slug == "pdpc")).one()
    assert found.parent_id == world.agency.id
    here = "/desk/offices/agencies/pdpc"
    seen = re.search(r'name="seen"[^>]*value="(\w+)"', client.get(here).text)[1]
    changed = {**agency, "abbreviation": "DPC", "seen": seen}
    assert client.post(here, data=changed).status_code == 303
    stale = client.post(here + "?lang=en", data=changed | {"abbreviation": "ABC"})
    assert stale.status_code == 409 and "ABC" in stale.text
    assert acts(session) == ["establish", "establish", "assign", "amend"]
    assert session.scalars(sa.select(Subgroup.slug).order_by(Subgroup.slug)).all() == ["data", "digital", "law"]


def test_a_lead_appoints_for_a_term_and_is_told_when_it_ends_soon(
    client: FlaskClient, world: World, session: Session
) -> None:
    world.sign_in(client, "lead")
    form = {"handle": "citizen", "office": "moderator@law", "first_day": "2026-03-10", "last_day": "2026-03-20"}
    for wrong in (
        {"office": "lead@law"},
        {"office": "moderator@digital"},
        {"handle": "nobody-here"},
        {"last_day": "2026-03-01"},
    ):
        assert client.post("/desk/memberships/new", data=form | wrong).status_code == 422, wrong
    assert client.post("/desk/memberships/new", data=form).location == "/desk/subgroups/law"
    page = read(client, "/desk/subgroups/law").words
    assert "ends soon: last day 20 March 2026" in page
    assert "Terms that end soon" in read(client, "/desk").words
    assert "until 20 March 2026" in read(client, "/subgroups/law").words
    made = session.scalars(sa.select(Membership).order_by(Membership.id.desc())).first()
    assert client.post(f"/desk/memberships/{made.id}/ending", data={"reason": REASON}).status_code == 303
    assert acts(session) == ["grant", "revoke"]
    assert client.get("/desk/subgroups/digital").status_code == 403
    other = world.people["other_subgroup_moderator"].memberships[0].id
    assert client.get(f"/desk/memberships/{other}/ending").status_code == 403


def test_a_bill_is_offered_and_taken_with_its_reports(client: FlaskClient, world: World, session: Session) -> None:
    appoint(world.people["citizen"], Role.LEAD, world.other_subgroup)
    comment = say(world, "other_citizen")
    session.add(
        Report(comment_id=comment.id, reporter_id=world.people["official"].id, ground="spam", note="", reported_at=NOON)
    )
    session.flush()
    world.sign_in(client, "lead")
    reason = "It is about services of platforms, not about security."
    assert client.post("/desk/bills/open-bill/handover", data={"to": "law", "reason": reason}).status_code == 422
    sent = client.post("/desk/bills/open-bill/handover", data={"to": "digital", "reason": reason})
    assert sent.location == "/desk/subgroups/law"
    again = client.get("/desk/bills/open-bill/handover?lang=en")
    assert again.status_code == 200 and "waits for an answer already" in again.text
    world.sign_in(client, "citizen")
    link = next(link for link in read(client, "/desk").links if link.startswith("/desk/handovers/"))
    assert reason in client.get(link).text
    assert client.post(link, data={"answer": "take-back"}).status_code == 422, "not theirs to take back"
    assert client.post(link, data={"answer": "accept"}).location == "/desk/subgroups/digital"
    assert comment.body in world.sign_in(client, "other_subgroup_moderator").get("/desk/reports").text
    assert comment.body not in world.sign_in(client, "moderator").get("/desk/reports").text
    visitor = world.sign_in(client, None)
    for path in ("/subgroups/law", "/subgroups/digital"):
        assert "Bills handed over" in read(visitor, path).words
    record = read(visitor, "/bills/open-bill/record").words
    assert "Assigned a subgroup" in record and "subgroup before: law" in record and reason in record


@pytest.mark.parametrize(
    "persona, path, most",
    [
        ("administrator", "/desk/offices", 10),
        ("administrator", "/desk", 10),
        ("lead", "/desk", 10),
        ("lead", "/desk/subgroups/law", 10),
        ("moderator", "/desk/conflicts", 10),
        ("administrator", "/desk/memberships/new", 10),
        (None, "/subgroups/law", 6),
        (None, "/agencies/moda", 6),
    ],
)
def test_pages_take_few_statements(
    client: FlaskClient, filled_world: World, statements: Statements, persona: str | None, path: str, most: int
) -> None:
    filled_world.sign_in(client, persona)
    for number in range(5):
        appoint(filled_world.people["citizen"], Role.MODERATOR, filled_world.subgroup).ends_at = NOON + timedelta(
            1 + number
        )
    filled_world.session.flush()
    with statements:
        read(client, path)
    assert len(statements) <= most, statements.seen


def test_a_subgroups_figures(world: World, session: Session) -> None:
    assert read_subgroup_figures(session, world.subgroup.id, NOON) == SubgroupFigures()
    comment = say(world)
    reporter = world.people["other_citizen"].id
    session.add(
        Report(
            comment_id=comment.id, reporter_id=reporter, ground="spam", note="", reported_at=NOON - timedelta(hours=2)
        )
    )
    session.flush()
    hide(world, comment)
    found = read_subgroup_figures(session, world.subgroup.id, NOON)
    assert (found.hidden, found.median_wait, found.share_overturned) == (1, 7200, None)
    world.bills["open"].subgroup_id = world.other_subgroup.id
    session.flush()
    assert read_subgroup_figures(session, world.subgroup.id, NOON).hidden == 1, "it stays with who hid"
    assert read_subgroup_figures(session, world.other_subgroup.id, NOON).hidden == 0
