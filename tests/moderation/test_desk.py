"""The moderators' desk: the queue of reports, and dismissing them."""

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.moderation.models import Report
from app.record.models import Entry
from tests.builders import World
from tests.conftest import Statements
from tests.moderation.cases import CANARY, report, say


def test_the_queue_shows_reports_in_context_and_no_reporter(client: FlaskClient, world: World) -> None:
    comment = say(world, parent=say(world, "official", text="Asked"))
    report(world, comment, note="See the second line")
    page = world.sign_in(client, "moderator").get("/desk/reports").text
    for words in (CANARY, "See the second line", "1 open report", "Personal data of others: 1", "official"):
        assert words in page
    assert "other-citizen" not in page
    empty = world.sign_in(client, "other_subgroup_moderator").get("/desk/reports")
    assert empty.status_code == 200
    assert "No reports are waiting" in empty.text


def test_the_queue_is_for_moderators(client: FlaskClient, world: World) -> None:
    statuses = {p: world.sign_in(client, p).get("/desk/reports").status_code for p in (*world.people, "stranger")}
    moderators = {"moderator", "second_moderator", "lead", "other_subgroup_moderator"}
    assert {p for p, status in statuses.items() if status == 200} == moderators
    assert statuses["stranger"] == 303
    assert statuses["administrator"] == statuses["citizen"] == statuses["official"] == 403


def test_the_queue_takes_any_value_for_its_place(client: FlaskClient, world: World) -> None:
    world.sign_in(client, "moderator")
    for after in ("", "abc", "9" * 5000, "-1", "%00", "1&after=2"):
        assert client.get(f"/desk/reports?after={after}").status_code == 200


def test_the_queue_goes_on_page_by_page(client: FlaskClient, world: World) -> None:
    for persona in ("citizen", "other_citizen", "official"):
        for n in range(8):
            comment = say(world, persona, text=f"{persona} says no. {n}.")
            report(world, comment, "lead" if n % 2 else "other_agency_official")
    world.sign_in(client, "moderator")
    first = client.get("/desk/reports").text
    assert "24 comments wait" in first
    rest = client.get(first.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0]).text
    for persona in ("citizen", "other_citizen", "official"):
        for n in range(8):
            assert (f"{persona} says no. {n}." in first) != (f"{persona} says no. {n}." in rest)


@pytest.mark.parametrize("address", ["/desk/reports", "/desk/reports/{}", "/comments/{}/hiding"])
def test_desk_pages_run_at_most_ten_statements(
    client: FlaskClient, world: World, statements: Statements, address: str
) -> None:
    parent = say(world, "official", text="Asked")
    for _n in range(5):
        comment = say(world, parent=parent)
        report(world, comment)
        report(world, comment, "official")
    world.sign_in(client, "moderator")
    with statements:
        assert client.get(address.format(comment.id)).status_code == 200
    assert len(statements) <= 10, statements.seen


def test_dismissing_by_the_form_closes_the_reports_and_nothing_else(
    client: FlaskClient, session: Session, world: World
) -> None:
    comment = say(world)
    report(world, comment)
    newest = session.scalar(sa.select(sa.func.max(Report.id)))
    world.sign_in(client, "moderator")
    address = f"/desk/reports/{comment.id}"
    form = {
        "reason": "It names nobody at all.",
        "revision": comment.revision,
        "newest": newest,
        "next": "/desk/reports",
    }
    assert client.post(f"{address}/dismissal", data=form | {"reason": ""}).status_code == 422
    assert client.post(f"{address}/dismissal", data=form | {"newest": "x"}).status_code == 422
    done = client.post(f"{address}/dismissal", data=form)
    assert (done.status_code, done.location) == (303, "/desk/reports")
    late = world.sign_in(client, "second_moderator").post(f"{address}/dismissal", data=form)
    assert late.status_code == 409
    assert "Decided by moderator" in late.text
    assert "It names nobody at all." in late.text
    assert (session.scalar(sa.select(sa.func.count()).select_from(Entry)) or 0) == 0
    public = world.sign_in(client, None).get(f"/comments/{comment.id}?lang=en").text
    assert CANARY in public
    assert "It names nobody at all." not in public
    assert client.post(f"{address}/dismissal", data=form).status_code == 401
    assert world.sign_in(client, "other_subgroup_moderator").post(f"{address}/dismissal", data=form).status_code == 403
