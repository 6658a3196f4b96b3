"""The desk's page of clusters: what it shows, of whom, to whom, at what cost; and that it changes nothing."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from app.accounts.models import Person
from app.discussion.models import Comment, State
from app.moderation.clusters.found import find_clusters
from app.moderation.models import Report
from tests.builders import World, make_person
from tests.conftest import NOON, Statements
from tests.moderation.cases import report, say
from tests.site.pages import read

CRITICISM = "The ministry asks for a power that it has never once needed; I oppose this article as it stands."
NOTE = "This is defamation of the government, remove it at once and without any delay"
PATH = "/desk/clusters"


def newcomers(world: World, number: int, days: int = 2) -> list[Person]:
    """People whose accounts are some days old."""
    made = [make_person(world.session, f"newcomer-{days}-{at}") for at in range(number)]
    for each in made:
        each.created_at = NOON - timedelta(days=days)
    world.session.flush()
    world.people.update({each.handle: each for each in made})
    return made


def flood(world: World, comment: Comment, people: list[Person], note: str = NOTE) -> None:
    for at, each in enumerate(people):
        report(world, comment, each.handle, note, now=NOON - timedelta(minutes=20) + timedelta(seconds=at * 30))


@pytest.fixture
def flooded(world: World) -> Comment:
    comment = say(world, text=CRITICISM, now=NOON - timedelta(hours=2))
    flood(world, comment, [*newcomers(world, 12), *newcomers(world, 3, days=30)])
    return comment


def test_mass_reporting_is_one_cluster_and_hides_nothing(world: World, flooded: Comment, client: FlaskClient) -> None:
    page = read(world.sign_in(client, "moderator"), PATH)
    assert "15 reports within 7 minutes" in page.words
    assert "12 of them younger than 7 days" in page.words
    assert page.words.count("15 reports within") == 1
    assert f"/desk/reports/{flooded.id}" in page.links
    assert "/desk/reports?bill=open-bill" in page.links
    assert "15 notes" in page.words
    assert "newcomer" not in page.html
    world.session.refresh(flooded)
    assert flooded.state is State.VISIBLE
    assert CRITICISM in world.sign_in(client, None).get(f"/comments/{flooded.id}").text


def test_its_reports_can_be_dismissed_in_one_act(world: World, flooded: Comment, client: FlaskClient) -> None:
    signed_in = world.sign_in(client, "moderator")
    (way,) = [link for link in read(signed_in, PATH).links if "/desk/reports/dismissals" in link]
    newest = world.session.scalar(sa.select(sa.func.max(Report.id)))
    assert way == f"/desk/reports/dismissals?item={flooded.id}.{flooded.revision}.{newest}"
    assert signed_in.get(way).status_code == 200
    assert "All decided" not in read(signed_in, PATH).words
    words = {"reason": "Harsh words are allowed.", "revision": flooded.revision, "newest": newest, "key": "k"}
    assert signed_in.post(f"/desk/reports/{flooded.id}/dismissal", data=words).status_code == 303
    assert read(signed_in, PATH).words.count("All decided") == 2  # of the reports, and of their notes


def test_a_burst_shows_its_hours_and_how_much_came_from_young_accounts(
    world: World, flooded: Comment, client: FlaskClient
) -> None:
    (found,) = find_clusters(world.session, world.people["moderator"], NOON).bursts
    assert (found.burst.number, found.burst.usual, found.young) == (15, 0, 12)
    assert found.burst.starts_at == NOON - timedelta(hours=1)
    assert "12 (80%)" in read(world.sign_in(client, "moderator"), PATH, lang="zh-TW").words


def test_near_copies_come_from_arguments_and_from_replies(world: World, client: FlaskClient) -> None:
    people = newcomers(world, 4)
    first = say(world, text=CRITICISM, now=NOON - timedelta(hours=9))
    answer = "Do read the third paragraph again, it says the very opposite of what you claim it says"
    for at, each in enumerate(people):
        say(world, each.handle, text=CRITICISM + "!" * at, now=NOON - timedelta(hours=8))
        say(world, each.handle, text=answer, parent=first, now=NOON - timedelta(hours=7))
    argument, replies = find_clusters(world.session, world.people["moderator"], NOON).texts
    assert (argument.comments, argument.people, argument.young) == (5, 5, 4)
    assert argument.argument_id == first.argument_id
    assert (replies.comments, replies.people, replies.argument_id) == (4, 4, None)
    assert f"/arguments/{first.argument_id}" in read(world.sign_in(client, "moderator"), PATH).links


@pytest.mark.parametrize("persona", ["other_subgroup_moderator", "second_moderator"])
def test_only_bills_that_one_moderates_are_shown(
    world: World, flooded: Comment, client: FlaskClient, persona: str
) -> None:
    words = read(world.sign_in(client, persona), PATH).words
    assert ("No clusters" in words) is (persona == "other_subgroup_moderator")


def test_nobody_sees_who_reported_their_own_comment_together(world: World) -> None:
    comment = say(world, "moderator", text=CRITICISM, now=NOON - timedelta(hours=2))
    flood(world, comment, newcomers(world, 8))
    assert find_clusters(world.session, world.people["moderator"], NOON).are_none
    assert len(find_clusters(world.session, world.people["second_moderator"], NOON).joint) == 1


def test_what_is_older_than_two_weeks_is_over(world: World, flooded: Comment) -> None:
    later = NOON + timedelta(days=14)
    assert find_clusters(world.session, world.people["moderator"], later).are_none


def test_the_page_costs_ten_statements_at_most(
    world: World, flooded: Comment, client: FlaskClient, statements: Statements
) -> None:
    signed_in = world.sign_in(client, "moderator")
    signed_in.get(PATH)
    with statements:
        assert signed_in.get(PATH).status_code == 200
    assert len(statements) <= 10, statements.seen
