"""The forms of the discussion: each route and outcome; what was typed is never lost."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.discussion.models import Comment, DayCount, State
from app.discussion.restraints import policy
from tests.builders import World
from tests.conftest import Clock, Statements
from tests.discussion.talk import NOON, edit, endorse, hide, load, plant, post, withdraw

WORDS = "My considered words <b>on</b> 第二條 &amp; more."
KEPT = "My considered words &lt;b&gt;on&lt;/b&gt; 第二條 &amp;amp; more."
NEW = "/bills/open-bill/comments/new"


@pytest.fixture
def citizen(client: FlaskClient, world: World) -> FlaskClient:
    return world.sign_in(client, "citizen")


def newest(world: World) -> Comment:
    world.session.expire_all()
    return world.session.scalars(sa.select(Comment).order_by(Comment.id.desc())).first() or Comment()


def said_so_far(world: World) -> int:
    return world.session.scalar(sa.select(sa.func.count()).select_from(Comment)) or 0


def assert_kept(answer: TestResponse, status: int, words: str = KEPT) -> None:
    """The page says what is wrong and gives back what was typed."""
    assert answer.status_code == status
    assert words in answer.text
    assert 'role="alert"' in answer.text or "kept-1" in answer.text


@pytest.mark.parametrize("place, address", [("", None), ("2.2", "2.2"), ("Q1", None)])
def test_post(citizen: FlaskClient, world: World, place: str, address: str | None) -> None:
    page = citizen.get(f"{NEW}?place={place}&lang=en").text
    assert f'value="{place}" selected' in page or f'selected value="{place}"' in page
    answer = citizen.post(NEW, data={"body": WORDS, "place": place, "position": "change", "draft": "p|x|1"})
    said = newest(world)
    assert (answer.status_code, answer.location) == (303, f"/comments/{said.id}")
    assert (said.body, said.address, said.position, said.depth) == (WORDS, address, "change", 0)
    shown = citizen.get(f"{answer.location}?lang=en").text
    assert "Your comment is public." in shown
    assert 'data-draft-clear="p|x|1"' in shown
    assert said.sha256 is not None
    assert said.sha256 in shown
    assert f"http://localhost/comments/{said.id}" in shown


def test_a_post_takes_as_many_statements_as_are_known(
    citizen: FlaskClient, world: World, statements: Statements
) -> None:
    citizen.post(
        NEW, data={"body": WORDS, "place": "2.2", "position": "change", "key": "1"}
    )  # the first of a day has rows to make
    with statements:
        answer = citizen.post(NEW, data={"body": f"And {WORDS}", "place": "2.2", "position": "change", "key": "2"})
    assert answer.status_code == 303
    is_sqlite = world.session.get_bind().dialect.name == "sqlite"
    assert len(statements) <= (15 if is_sqlite else 11), statements.seen


def test_reply(citizen: FlaskClient, world: World) -> None:
    root = post(world, place="2.2", by="lead")
    address = f"/comments/{root.id}/replies/new"
    assert citizen.get(address).status_code == 200
    answer = citizen.post(address, data={"body": WORDS, "place": "Q1"})
    said = newest(world)
    assert (answer.status_code, answer.location) == (303, f"/comments/{said.id}")
    assert (said.parent_id, said.address, said.position) == (root.id, "2.2", None)


def test_edit(citizen: FlaskClient, world: World) -> None:
    said = post(world, "First & foremost.")
    address = f"/comments/{said.id}/edit"
    page = citizen.get(address)
    assert (page.status_code, "First &amp; foremost." in page.text) == (200, True)
    answer = citizen.post(address, data={"body": WORDS, "revision": "1"})
    assert (answer.status_code, answer.location) == (303, f"/comments/{said.id}")
    assert newest(world).body == WORDS
    assert "edited" in citizen.get(f"/comments/{said.id}?lang=en").text
    history = citizen.get(f"/comments/{said.id}/history?lang=en").text
    assert "First &amp; foremost." in history
    assert KEPT.split(" ", maxsplit=1)[0] in history


def test_edit_without_a_change_says_nothing(citizen: FlaskClient, world: World) -> None:
    said = post(world, WORDS)
    assert citizen.post(f"/comments/{said.id}/edit", data={"body": WORDS, "revision": "1"}).status_code == 303
    assert "has been changed" not in citizen.get(f"/comments/{said.id}?lang=en").text


@pytest.mark.parametrize("state", [State.VISIBLE, State.HIDDEN])
def test_withdrawal(citizen: FlaskClient, world: World, state: State) -> None:
    said = post(world, "Words to take back.")
    if state is State.HIDDEN:
        hide(world, said)
        assert f"/comments/{said.id}/withdrawal" in citizen.get(f"/comments/{said.id}").text
    address = f"/comments/{said.id}/withdrawal"
    assert citizen.get(address).status_code == 200
    assert citizen.post(address).status_code == 303
    assert newest(world).state is State.WITHDRAWN
    assert "Words to take back" not in citizen.get(f"/comments/{said.id}").text
    for again in (citizen.get(address), citizen.post(address)):
        assert again.status_code == 409


def test_endorsing_and_taking_it_back(citizen: FlaskClient, world: World) -> None:
    said = post(world, by="other_citizen")
    address = f"/comments/{said.id}/endorsement"
    came = {"Referer": "http://localhost/bills/open-bill/discussion?article=2&sort=newest"}
    for act, count in (("", 1), ("", 1), ("/removal", 0), ("/removal", 0)):
        answer = citizen.post(address + act, headers=came)
        back = f"/bills/open-bill/discussion?article=2&sort=newest#comment-{said.id}"
        assert (answer.status_code, answer.location) == (303, back)
        assert newest(world).endorsement_count == count


@pytest.mark.parametrize(
    "referrer", ["", "http://[", "http://elsewhere.example/bills/x", "http://localhost//bills", "javascript:alert(1)"]
)
def test_after_endorsing_nobody_is_led_elsewhere(citizen: FlaskClient, world: World, referrer: str) -> None:
    said = post(world, by="other_citizen")
    answer = citizen.post(f"/comments/{said.id}/endorsement", headers={"Referer": referrer})
    assert (answer.status_code, answer.location) == (303, f"/comments/{said.id}")


BROKEN = {
    "blank": {"body": " \n "},
    "too long": {"body": "字" * 5_001},
    "nothing": {"body": ""},
    "position": {"position": "maybe"},  # last: an edit has none
}


@pytest.mark.parametrize(
    "kind, broken", [(kind, broken) for kind in ("new", "reply", "edit") for broken in BROKEN][:-1]
)
def test_broken_input_is_422(citizen: FlaskClient, world: World, kind: str, broken: str) -> None:
    said = post(world, "First.")
    address = {"new": NEW, "reply": f"/comments/{said.id}/replies/new", "edit": f"/comments/{said.id}/edit"}[kind]
    data = {"body": WORDS, "place": "2.2", "position": "oppose", "revision": "1"} | BROKEN[broken]
    answer = citizen.post(address, data=data)
    typed = data["body"].strip()
    assert_kept(answer, 422, KEPT if typed == WORDS else typed)
    assert said_so_far(world) == 1
    if kind == "new":
        assert 'selected value="2.2"' in answer.text
    if kind != "edit" and broken != "position":
        assert 'checked id="position-2" name="position" type="radio" value="oppose"' in answer.text


@pytest.mark.parametrize("place", ["9", "Q9", "2.9", "x.y", "\x00", "2.2'"])
def test_unknown_place_is_422(citizen: FlaskClient, world: World, place: str) -> None:
    assert_kept(citizen.post(NEW, data={"body": WORDS, "place": place}), 422)
    assert said_so_far(world) == 0


def test_too_many_is_429(citizen: FlaskClient, world: World) -> None:
    for _time in range(policy.BURST_LIMIT):
        post(world)
    assert_kept(citizen.post(NEW, data={"body": WORDS}), 429)
    root = plant(world, [None], by="lead")[0]
    assert_kept(citizen.post(f"/comments/{root}/replies/new", data={"body": WORDS}), 429)


@pytest.mark.parametrize("phase", ["announced", "closed", "answered", "withdrawn"])
def test_outside_the_notice_is_409(citizen: FlaskClient, world: World, phase: str) -> None:
    own, other = (plant(world, [None], on=phase, by=by, first_id=n)[0] for by, n in (("citizen", 10), ("lead", 11)))
    world.session.add(DayCount(bill_id=world.bills[phase].id, day=NOON.date(), comment_count=2))
    world.session.flush()
    new = f"/bills/{phase}-bill/comments/new"
    for address in (new, f"/comments/{other}/replies/new"):
        page = citizen.get(address)
        assert (page.status_code, "<textarea" in page.text) == (200, False)
        assert_kept(citizen.post(address, data={"body": WORDS}), 409)
    assert citizen.get(f"/comments/{own}/edit").status_code == 409
    assert_kept(citizen.post(f"/comments/{own}/edit", data={"body": WORDS, "revision": "1"}), 409)
    for act in ("", "/removal"):
        assert citizen.post(f"/comments/{other}/endorsement{act}").status_code == 409
    assert said_so_far(world) == 2
    assert citizen.post(f"/comments/{own}/withdrawal").status_code == 303


def test_notice_closes_while_somebody_writes(citizen: FlaskClient, world: World, clock: Clock) -> None:
    own = post(world, "First.")
    other = post(world, by="lead")
    closes_at = world.bills["open"].closes_at
    assert closes_at is not None
    clock.now = closes_at - timedelta(microseconds=1)
    world.sign_in(citizen, "citizen")
    world.session.execute(sa.text("UPDATE login_session SET seen_at = :now, started_at = :now"), {"now": closes_at})
    forms = (NEW, f"/comments/{other.id}/replies/new", f"/comments/{own.id}/edit")
    assert [citizen.get(form).status_code for form in forms] == [200] * 3
    clock.now = closes_at
    for form in forms:
        assert_kept(citizen.post(form, data={"body": WORDS, "revision": "1"}), 409)
    assert citizen.post(f"/comments/{other.id}/endorsement").status_code == 409
    assert said_so_far(world) == 2
    clock.now -= timedelta(microseconds=1)
    assert citizen.post(NEW, data={"body": WORDS}).status_code == 303


@pytest.mark.parametrize("gone", [hide, withdraw])
def test_acts_on_what_is_gone_are_409(citizen: FlaskClient, world: World, gone: object) -> None:
    own = post(world)
    other = post(world, by="citizen")
    assert callable(gone)
    gone(world, own)
    gone(world, other)
    assert citizen.get(f"/comments/{own.id}/edit").status_code == 409
    assert_kept(citizen.post(f"/comments/{own.id}/edit", data={"body": WORDS, "revision": "2"}), 409)
    world.sign_in(citizen, "other_citizen")
    page = citizen.get(f"/comments/{other.id}/replies/new")
    assert (page.status_code, "<textarea" in page.text) == (200, False)
    assert_kept(citizen.post(f"/comments/{other.id}/replies/new", data={"body": WORDS}), 409)
    assert citizen.post(f"/comments/{other.id}/endorsement").status_code == 409


def test_stale_edit_shows_the_first_act_and_can_be_sent_again(citizen: FlaskClient, world: World) -> None:
    said = post(world, "First.")
    edit(world, said, "Written in another window.")
    address = f"/comments/{said.id}/edit"
    answer = citizen.post(address, data={"body": WORDS, "revision": "1"})
    assert_kept(answer, 409)
    assert "Written in another window." in answer.text
    assert 'name="revision" type="hidden" value="2"' in answer.text
    assert citizen.post(address, data={"body": WORDS, "revision": "2"}).status_code == 303
    for odd in ("", "x", "-1", "9" * 30, "2\x00"):
        assert citizen.post(address, data={"body": "Again.", "revision": odd}).status_code == 409


def test_other_peoples_comments_are_403(citizen: FlaskClient, world: World) -> None:
    said = post(world, "Theirs.", by="other_citizen")
    for address in (f"/comments/{said.id}/edit", f"/comments/{said.id}/withdrawal"):
        page = citizen.get(address)
        assert (page.status_code, "<textarea" in page.text) == (403, False)
        assert_kept(citizen.post(address, data={"body": WORDS, "revision": "1"}), 403)
    own = post(world)
    assert citizen.post(f"/comments/{own.id}/endorsement").status_code == 403
    assert load(world, said).body == "Theirs."


def test_strangers_are_sent_to_sign_in(client: FlaskClient, world: World) -> None:
    said = post(world)
    pages = [f"{NEW}?place=2.2", *(f"/comments/{said.id}/{act}" for act in ("replies/new", "edit", "withdrawal"))]
    for address in pages:
        answer = client.get(address)
        assert answer.status_code == 303
        assert urlsplit(answer.location).path == "/account/sign-in"
        assert parse_qs(urlsplit(answer.location).query)["next"] == [address]
        assert_kept(client.post(address, data={"body": WORDS}), 401)
    for act in ("", "/removal"):
        assert client.post(f"/comments/{said.id}/endorsement{act}").status_code == 401
        assert client.get(f"/comments/{said.id}/endorsement{act}").status_code == 405


def test_membership_of_the_author_does_not_matter_but_suspension_does(citizen: FlaskClient, world: World) -> None:
    world.people["citizen"].suspended_at = NOON
    world.session.flush()
    assert_kept(citizen.post(NEW, data={"body": WORDS}), 401)
    world.people["citizen"].suspended_at, world.people["citizen"].confirmed_at = None, None
    world.session.flush()
    assert_kept(citizen.post(NEW, data={"body": WORDS}), 403)


def test_endorsed_comment_offers_to_take_it_back(citizen: FlaskClient, world: World) -> None:
    said = post(world, by="other_citizen")
    endorse(world, said, by="citizen")
    page = citizen.get("/bills/open-bill/discussion").text
    assert f'action="/comments/{said.id}/endorsement/removal"' in page
    assert f'action="/comments/{said.id}/endorsement"' not in page
