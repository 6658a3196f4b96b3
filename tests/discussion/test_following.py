"""Following a discussion: what is new since the last visit, how visits are noted, and that nobody else sees any of it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError

from app import Gongyi
from app.discussion import visits
from app.discussion.models import Visit
from app.discussion.visits import list_new, mark_read, note_visit, read_news
from tests.builders import World
from tests.conftest import NOON, Clock, Statements
from tests.discussion import talk

HERE = "/bills/open-bill/discussion"
MINUTE = timedelta(minutes=1)


def known(world: World, who: str = "citizen") -> list[tuple[object, ...]]:
    """What is kept of somebody's visits."""
    columns = (Visit.seen_id, Visit.seen_at, Visit.since_id, Visit.since_at)
    return [
        tuple(row) for row in world.session.execute(sa.select(*columns).where(Visit.person_id == world.people[who].id))
    ]


def test_a_visit_lasts_until_nobody_has_read_for_half_an_hour(world: World) -> None:
    session, person, bill = world.session, world.people["citizen"], world.bills["open"]

    def come(minute: int, newest: int) -> tuple[object, ...]:
        note_visit(session, person.id, bill.id, newest, NOON + minute * MINUTE)
        session.flush()
        return known(world)[0]

    assert come(0, 7) == (7, NOON, None, None)
    assert come(29, 8) == (8, NOON + 29 * MINUTE, None, None)
    assert come(59, 9) == (9, NOON + 59 * MINUTE, 8, NOON + 29 * MINUTE)
    assert come(80, 12) == (12, NOON + 80 * MINUTE, 8, NOON + 29 * MINUTE)
    assert come(110, 5) == (12, NOON + 110 * MINUTE, 12, NOON + 80 * MINUTE)


def test_what_is_new_counts_visible_comments_by_others_on_this_bill(world: World) -> None:
    session, person, bill = world.session, world.people["citizen"], world.bills["open"]
    old = talk.post(world, by="other_citizen")
    first = read_news(session, person, bill, NOON)
    assert (first.since_id, first.newest_id, first.count) == (None, old.id, 0)
    note_visit(session, person.id, bill.id, old.id, NOON)
    session.flush()
    new = [talk.post(world, by="other_citizen", parent=old), talk.post(world, by="official")]
    talk.post(world, by="citizen")
    talk.hide(world, talk.post(world, by="moderator"))
    talk.post(world, by="official", on="closed", now=world.bills["closed"].opens_at)
    later = NOON + visits.ABSENCE
    assert read_news(session, person, bill, later - timedelta(microseconds=1)).count == 0
    news = read_news(session, person, bill, later)
    assert (news.since_id, news.since_at, news.count) == (old.id, NOON, 2)
    page = list_new(session, bill, person.id, old.id)
    assert [row.id for row in page.rows] == [new[1].id, new[0].id]
    assert [news.is_new(row) for row in page.rows] == [True, True]
    note_visit(session, person.id, bill.id, news.newest_id, later)
    session.flush()
    assert read_news(session, person, bill, later) == visits.News(person.id, old.id, NOON, news.newest_id, 2, later)
    assert visits.count_news(session, person, [bill.id, world.bills["closed"].id], later) == {bill.id: 2}
    assert visits.count_news(session, world.people["official"], [bill.id], later) == {}


def test_counting_stops_and_pages_go_on_by_position(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    session, person, bill = world.session, world.people["citizen"], world.bills["open"]
    note_visit(session, person.id, bill.id, 1, NOON)
    session.flush()
    ids = talk.plant(world, [None] * 7, by="other_citizen")
    monkeypatch.setattr(visits, "MOST", 4)
    assert read_news(session, person, bill, NOON + visits.ABSENCE).count == 5
    first = list_new(session, bill, person.id, ids[0], limit=4)
    rest = list_new(session, bill, person.id, ids[0], first.next or "", limit=4)
    assert [row.id for row in (*first.rows, *rest.rows)] == ids[:0:-1]
    assert rest.next is None


def test_marking_as_read_leaves_what_came_since(world: World) -> None:
    session, person, bill = world.session, world.people["citizen"], world.bills["open"]
    seen, unseen = talk.post(world, by="official"), talk.post(world, by="official")
    mark_read(session, person, bill, seen.id, NOON)
    session.flush()
    news = read_news(session, person, bill, NOON)
    assert (news.since_id, news.count) == (seen.id, 1)
    mark_read(session, person, bill, 10**15, NOON)
    session.flush()
    assert known(world) == [(unseen.id, NOON, unseen.id, NOON)]


def test_a_reader_comes_back(client: FlaskClient, world: World, clock: Clock) -> None:
    """The whole way: first visit, return, marks for its length, the list of what is new, and marking it as read."""
    old = talk.post(world, by="other_citizen", place="1")
    world.sign_in(client, "citizen")
    page = client.get(HERE).text
    assert ">New<" not in page
    assert "since your last visit" not in page
    clock.now = NOON + timedelta(days=1)
    new = talk.post(world, "A new answer.", by="official", parent=old, now=clock.now)
    mine = talk.post(world, place="1", now=clock.now)
    listed = client.get("/bills").text
    assert "1 new comment<" in listed
    for path in ("/bills/open-bill", HERE):
        shown = client.get(path).text
        assert "1 new comment</a> since your last visit on" in shown, path
        assert f'href="{HERE}?since={old.id}"' in shown
    clock.now += timedelta(minutes=15)
    page = client.get(HERE).text
    assert page.count(">New<") == 1
    assert ">New<" in page.split(f'id="comment-{new.id}"')[1].split("</header>")[0]
    for since in ("visit", str(old.id)):
        shown = client.get(f"{HERE}?since={since}").text
        assert f'id="comment-{new.id}"' in shown
        assert f'id="comment-{old.id}"' not in shown
        assert f'id="comment-{mine.id}"' not in shown
    newest = page.split('name="newest" value="')[1].split('"')[0]
    answer = client.post(f"{HERE}/reading", data={"newest": newest})
    assert (answer.status_code, answer.location) == (303, HERE)
    page = client.get(HERE).text
    assert "since your last visit" not in page
    assert ">New<" not in page
    assert "Nothing new" in client.get(f"{HERE}?since=visit").text


def test_reading_notes_a_visit_every_ten_minutes_at_most(client: FlaskClient, world: World, clock: Clock) -> None:
    world.sign_in(client, "citizen")
    noted = []
    for minute in (0, 9, 10, 19, 25):
        clock.now = NOON + minute * MINUTE
        client.get(HERE)
        noted.append(known(world)[0][1])
    assert noted == [NOON, NOON, NOON + 10 * MINUTE, NOON + 10 * MINUTE, NOON + 25 * MINUTE]


def test_visitors_leave_no_trace_and_get_the_same_page(client: FlaskClient, world: World) -> None:
    talk.post(world, by="official")
    plain = client.get(HERE).text
    for since in ("visit", "1", "9" * 18, "x", "%00"):
        page = client.get(f"{HERE}?since={since}").text
        assert page.replace(f"?since={since}&amp;", "?").split("<main")[1] == plain.split("<main")[1]
    assert world.session.scalar(sa.select(sa.func.count()).select_from(Visit)) == 0


@pytest.mark.parametrize("value", ["", "x", "-1", "9" * 5000, "\x00"])
def test_an_odd_mark_is_refused(client: FlaskClient, world: World, value: str) -> None:
    answer = world.sign_in(client, "citizen").post(f"{HERE}/reading", data={"newest": value})
    assert answer.status_code == 422


def test_what_is_new_costs_as_many_statements_in_a_long_discussion(
    client: FlaskClient, world: World, statements: Statements, clock: Clock
) -> None:
    world.sign_in(client, "citizen")
    talk.post(world, by="official")
    client.get(HERE)
    talk.post(world, by="official")
    clock.now = NOON + timedelta(hours=1)
    client.get(HERE)

    def count(path: str) -> int:
        world.session.expire_all()
        with statements:
            assert client.get(path).status_code == 200
        return len(statements)

    paths = ("/bills", "/bills/open-bill", HERE, f"{HERE}?since=visit")
    few = [count(path) for path in paths]
    talk.plant(world, [None, *[0] * 60, *[None] * 60], by="official")
    assert [count(path) for path in paths] == few
    assert max(few) <= 11, few


def test_a_database_that_takes_no_writes_does_not_hinder_reading(
    app: Gongyi, client: FlaskClient, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked() -> None:
        raise OperationalError("", None, Exception("database is locked"))

    world.sign_in(client, "citizen")
    with monkeypatch.context() as patched:
        patched.setattr(app.extensions["gongyi.db"], "writers", locked)
        assert client.get(HERE).status_code == 200
    assert known(world) == []


def test_a_visit_makes_no_page_new(world: World) -> None:
    """It is nobody else's business, so the bill's revision stays."""
    session, bill = world.session, world.bills["open"]
    revision: Callable[[], int | None] = lambda: session.scalar(  # noqa: E731
        sa.text("SELECT revision FROM bill WHERE id = :id"), {"id": bill.id}
    )
    before = revision()
    for minute in (0, 40):
        note_visit(session, world.people["citizen"].id, bill.id, minute, NOON + minute * MINUTE)
        session.flush()
    mark_read(session, world.people["citizen"], bill, 99, NOON)
    session.flush()
    assert revision() == before
