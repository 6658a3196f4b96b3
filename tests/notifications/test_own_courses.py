"""What became of one's comments: the stations as journeys tell them, filters, counts, and few statements."""

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.discussion.models import Comment, State
from app.kernel.clock import taipei_day
from app.notifications.own_courses import Came, read_courses
from app.notifications.own_page import Wanted, read_becoming
from app.opendata.journeys import read_journey
from app.opendata.stations import read_stations
from tests.builders import World
from tests.conftest import NOON, Statements
from tests.discussion import talk
from tests.opendata.debate import CANARY, Debate

HERE = "/notifications/comments"


@pytest.mark.parametrize("persona", ["citizen", "other_citizen"])
def test_the_list_tells_the_same_stations_as_each_journey(
    session: Session, world: World, debate_on_closed_bill: Debate, persona: str
) -> None:
    person = world.people[persona]
    talk.post(world, by=persona)
    courses = read_courses(session, person)
    ids = session.scalars(sa.select(Comment.id).where(Comment.author_id == person.id)).all()
    assert sorted(courses) == sorted(ids)
    for number, (state, course) in courses.items():
        journey = read_journey(session, number, person, NOON, "en")
        stations = read_stations(journey, NOON)
        assert state is journey.row.state
        told = (bool(journey.issues or journey.recommendations), stations.recommended.reached)
        assert (course.cited_at is not None, course.recommended_at is not None) == told
        pairs = ((course.said_at, stations.said), (course.answered_at, stations.answered))
        for at, station in (*pairs, (course.changed_at, stations.changed)):
            assert (at and taipei_day(at)) == (station.day if station.reached else None), (number, station.title)
        assert course.is_asked == bool(journey.asked)


def test_how_far_they_came_is_counted_and_filtered(
    client: FlaskClient, session: Session, world: World, debate_on_closed_bill: Debate
) -> None:
    debate, person = debate_on_closed_bill, world.people["citizen"]
    talk.post(world)
    wanted = {
        Came.CITED: {"issue_only", "changed", "unchanged", "unanswered", "hidden", "withdrawn"},
        Came.RECOMMENDED: {"changed", "unchanged", "unanswered", "hidden", "withdrawn"},
        Came.ANSWERED: {"changed", "unchanged", "hidden", "withdrawn"},
        Came.CHANGED: {"changed", "hidden", "withdrawn"},
        Came.UNCITED: {"uncited", "question"},
    }
    for came, names in wanted.items():
        page = read_becoming(session, person, Wanted("", None, came), NOON)
        assert {own.row.id for own, _steps in page.rows} == {debate.id(name) for name in names}
        assert page.counts[came] == len(names)
    shown = read_becoming(session, person, Wanted(debate.bill.slug, State.VISIBLE, Came.CITED), NOON)
    assert (shown.total, shown.counts[Came.CITED], len(shown.rows)) == (6, 4, 4)
    words = world.sign_in(client, "citizen").get(f"{HERE}?came=answered").text
    assert words.count('<ol class="course"') == 4
    assert CANARY not in words
    for odd in ("came=x", "came=%00", "came=cited&bill=no-such-bill&state=hidden"):
        assert client.get(f"{HERE}?{odd}").status_code == 200


def test_what_is_not_reached_says_why_or_by_when(
    client: FlaskClient, world: World, debate_on_closed_bill: Debate
) -> None:
    page = world.sign_in(client, "citizen").get(HERE).text
    for words in ("the summary does not cite it", "no recommendation cites it", "nothing to answer", "no change"):
        assert words in page
    assert "overdue" in page.lower() or "due by" in page, "an answer that is asked for has its day"
    talk.post(world)
    assert "no summary yet" in client.get(f"{HERE}?bill=open-bill").text


def test_a_thousand_comments_cost_as_many_statements_as_few(
    client: FlaskClient, session: Session, world: World, statements: Statements, debate_on_closed_bill: Debate
) -> None:
    world.sign_in(client, "citizen")
    with statements:
        client.get(HERE)
    few = len(statements)
    talk.plant(world, [*[None] * 1000, 999], on="closed")
    with statements:
        page = client.get(HERE).text
    assert len(statements) == few <= 10, statements.seen
    assert page.count('<ol class="course"') == 20
    assert "before=" in page
