"""Many at once, in real threads on a database of their own, where commits are real."""

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy import event
from sqlalchemy.orm import Session

from app import Gongyi
from app.discussion.argument_models import Argument, LikenessBand
from app.discussion.models import Comment, Endorsement
from tests.builders import World, build_world
from tests.discussion import talk
from tests.discussion.talk import post

PEOPLE = ("citizen", "other_citizen", "lead", "official")
Send = Callable[[FlaskClient], tuple[int, str]]


@pytest.fixture
def own_world(own_app: Gongyi) -> Iterator[World]:
    """The world in a database of its own; on SQLite with all the patience that a busy machine asks for."""
    engine = own_app.extensions["gongyi.db"].engine
    if engine.dialect.name == "sqlite":
        engine.dispose()
        event.listen(engine, "connect", lambda connection, _record: connection.execute("PRAGMA busy_timeout=60000"))
    with own_app.app_context(), own_app.extensions["gongyi.db"].writers() as session:
        world = build_world(session)
        session.commit()
        yield world


@contextmanager
def looking(own_app: Gongyi) -> Iterator[Session]:
    with own_app.extensions["gongyi.db"].readers() as session:
        yield session


def clients(own_app: Gongyi, world: World, personas: list[str]) -> list[FlaskClient]:
    found = [world.sign_in(own_app.test_client(), persona) for persona in personas]
    world.session.commit()
    return found


def sending(address: str, **data: str) -> Send:
    def send(client: FlaskClient) -> tuple[int, str]:
        answer = client.post(address, data=data)
        return answer.status_code, answer.location or ""

    return send


def at_once(clients: list[FlaskClient], sends: list[Send], times: int = 1) -> Counter[tuple[int, str]]:
    """Send each client's requests at the same time as the others'; count the answers."""

    def run(client: FlaskClient, send: Send) -> list[tuple[int, str]]:
        return [send(client) for _time in range(times)]

    with ThreadPoolExecutor(len(clients)) as pool:
        return Counter(answer for answers in pool.map(run, clients, sends) for answer in answers)


def test_double_submit_is_one_comment(own_app: Gongyi, own_world: World) -> None:
    send = sending("/bills/open-bill/comments/new", body="Once.", place="2", key="one")
    many = clients(own_app, own_world, ["citizen"] * 8)
    answers = at_once(many, [send] * 8, times=2)
    with looking(own_app) as session:
        said = session.scalars(sa.select(Comment)).one()
        assert answers == {(303, f"/comments/{said.id}"): 16}
        assert talk.stored_counts(session) == talk.counted_anew(session)


def test_one_key_with_different_words_is_one_comment(own_app: Gongyi, own_world: World) -> None:
    sends = [sending("/bills/open-bill/comments/new", body=f"Words {n}.", key="one") for n in range(6)]
    answers = at_once(clients(own_app, own_world, ["citizen"] * 6), sends)
    assert sorted(status for status, _location in answers.elements()) == [303, *[422] * 5]
    with looking(own_app) as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Comment)) == 1


def test_a_hundred_endorsements_by_one_person_are_one(own_app: Gongyi, own_world: World) -> None:
    said = post(own_world)
    own_world.session.commit()
    send = sending(f"/comments/{said.id}/endorsement")
    answers = at_once(clients(own_app, own_world, ["other_citizen"] * 8), [send] * 8, times=13)
    assert answers == {(303, f"/comments/{said.id}"): 104}
    with looking(own_app) as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Endorsement)) == 1
        assert session.get_one(Comment, said.id).endorsement_count == 1


def test_first_comments_of_one_person_at_once(own_app: Gongyi, own_world: World) -> None:
    """Neither the number of people nor the burst limit (10, of 16 posts) is fooled by posting at the same time."""
    sends = [sending("/bills/open-bill/comments/new", body=f"Words {n}.", key=f"k{n}") for n in range(16)]
    answers = at_once(clients(own_app, own_world, ["citizen"] * 16), sends)
    assert Counter(status for status, _location in answers.elements()) == {303: 10, 429: 6}
    with looking(own_app) as session:
        assert talk.stored_counts(session)["open-bill people"] == 1
        assert talk.stored_counts(session) == talk.counted_anew(session)


def test_two_edits_of_one_revision_are_one(own_app: Gongyi, own_world: World) -> None:
    said = post(own_world)
    own_world.session.commit()
    sends = [sending(f"/comments/{said.id}/edit", body=f"Text {n}.", revision="1") for n in range(6)]
    answers = at_once(clients(own_app, own_world, ["citizen"] * 6), sends)
    assert Counter(status for status, _location in answers.elements()) == {303: 1, 409: 5}


def test_near_copies_posted_at_once_make_one_argument(own_app: Gongyi, own_world: World) -> None:
    who = ("citizen", "other_citizen", "administrator", "other_agency_official")
    words = [talk.CAMPAIGN[n % 3] for n in range(len(who))]
    sends = [sending("/bills/open-bill/comments/new", body=said, place="2", key="") for said in words]
    answers = at_once(clients(own_app, own_world, list(who)), sends)
    assert Counter(status for status, _location in answers.elements()) == {303: 4}
    with looking(own_app) as session:
        argument = session.scalars(sa.select(Argument)).one()
        assert (argument.comment_count, argument.voice_count) == (4, 4)
        assert session.scalars(sa.select(LikenessBand.comment_id).distinct()).all() == [1]
        assert talk.stored_counts(session) == talk.counted_anew(session)


def test_everything_at_once_on_one_thread(own_app: Gongyi, own_world: World) -> None:
    """Replies, endorsements, edits, withdrawals and hidings of the same comments: no fault, and the counts agree."""
    root = post(own_world, by="moderator", place="2")
    below = [post(own_world, by=who, parent=root) for who in PEOPLE]
    own_world.session.commit()
    personas = [*PEOPLE, *PEOPLE, "second_moderator", "administrator", "other_agency_official"]
    sends = [sending(f"/comments/{root.id}/replies/new", body=f"By {who}.", key="") for who in PEOPLE]
    sends += [sending(f"/comments/{c.id}/replies/new", body="Below.", key="") for c in reversed(below[1:])]
    sends += [
        sending(f"/comments/{below[-1].id}/withdrawal"),
        sending(f"/comments/{below[0].id}/hiding", ground="spam", reason="It advertises a shop.", revision="1"),
        sending(f"/comments/{below[1].id}/endorsement"),
        sending(f"/comments/{root.id}/endorsement"),
    ]
    answers = at_once(clients(own_app, own_world, personas), sends, times=3)
    assert {status for status, _location in answers} <= {303, 403, 409}
    assert sum(answers.values()) == 33
    with looking(own_app) as session:
        assert talk.stored_counts(session) == talk.counted_anew(session)
