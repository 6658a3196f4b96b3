"""Saved filters: named, replaced, deleted, and nobody else's."""

import sqlalchemy as sa
from flask.testing import FlaskClient

from app.moderation.desk.models import SavedFilter
from tests.builders import World
from tests.moderation.desk.pile import number_of, reported


def test_a_filter_is_saved_used_replaced_and_deleted(client: FlaskClient, world: World) -> None:
    reported(world)
    world.sign_in(client, "moderator")
    form = {"name": "  Spam <first> ", "query": "ground=spam&sort=most&size=7&evil=%3Cb%3E"}
    done = client.post("/desk/filters", data=form)
    assert (done.status_code, done.location) == (303, "/desk/reports?ground=spam&sort=most")
    page = client.get("/desk/reports?lang=en").text
    assert "Spam &lt;first&gt;" in page
    assert 'href="/desk/reports?ground=spam&amp;sort=most"' in page
    client.post("/desk/filters", data=form | {"query": "age=1d"})
    kept = world.session.scalars(sa.select(SavedFilter)).one()
    world.session.refresh(kept)
    assert (kept.name, kept.query) == ("Spam <first>", "age=1d")
    assert "Spam" not in world.sign_in(client, "lead").get("/desk/reports").text
    assert client.post(f"/desk/filters/{kept.id}/removal").status_code == 404
    world.sign_in(client, "moderator")
    assert client.post(f"/desk/filters/{kept.id}/removal").status_code == 303
    assert number_of(world, SavedFilter) == 0


def test_a_filter_needs_a_short_name_and_there_are_twenty_at_most(client: FlaskClient, world: World) -> None:
    world.sign_in(client, "moderator")
    for name, words in (("", "Give the filter a name."), ("名" * 41, "at most 40 characters")):
        answer = client.post("/desk/filters?lang=en", data={"name": name, "query": "ground=spam"})
        assert answer.status_code == 422
        assert words in answer.text
        assert 'value="ground=spam"' in answer.text
    for n in range(20):
        assert client.post("/desk/filters", data={"name": f"No. {n}"}).status_code == 303
    full = client.post("/desk/filters?lang=en", data={"name": "One more"})
    assert (full.status_code, number_of(world, SavedFilter)) == (409, 20)
    assert "You keep 20 filters already." in full.text
    assert client.post("/desk/filters", data={"name": "No. 7", "query": "least=2"}).status_code == 303
