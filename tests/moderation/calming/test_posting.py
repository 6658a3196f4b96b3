"""Posting under each restraint, through pages and the API: what is refused, what is kept, when it may come again, what stays."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from app.discussion.models import Comment
from app.discussion.restraints import policy
from app.kernel.verdict import Refused
from tests.builders import NOON, TODAY, World, make_bill, make_person
from tests.conftest import Clock, Statements
from tests.discussion.talk import edit, endorse, load, plant, post, withdraw
from tests.moderation.calming.cases import REASON, gate, lift, lock, slow

NEW, API = "/bills/open-bill/comments/new", "/api/v1/bills/open-bill/comments"
TYPED = "Words that took somebody an hour to write, with a “quote” & all."
KEPT = "Words that took somebody an hour to write, with a “quote” &amp; all."
HOUR, MINUTE, TICK = timedelta(hours=1), timedelta(minutes=1), timedelta(microseconds=1)


@pytest.fixture
def root(world: World) -> Comment:
    return post(world, "Words that begin a thread.", by="other_citizen", now=NOON - 2 * HOUR)


def young(world: World, who: str = "citizen", age: timedelta = HOUR) -> None:
    world.people[who].created_at = NOON - age
    world.session.flush()


def test_a_locked_thread_takes_no_reply_and_all_else_stays(client: FlaskClient, world: World, root: Comment) -> None:
    reply = post(world, "A reply before the lock.", parent=root, now=NOON - HOUR)
    lock(world, root)
    world.sign_in(client, "citizen")
    for parent in (root, reply):
        address = f"/comments/{parent.id}/replies/new?lang=en"
        page = client.get(address).text
        assert "<textarea" not in page
        assert "Replies to this thread are paused until 11 March 2026 12:00." in page
        answer = client.post(address, data={"body": TYPED})
        assert (answer.status_code, KEPT in answer.text) == (409, True)
        answer = client.post(API, json={"body": TYPED, "parent": parent.id}, headers=world.bearer("citizen"))
        assert (answer.status_code, answer.json["error"]["code"]) == (409, "conflict")
        assert answer.headers["Retry-After"] == str(24 * 3600)
    with pytest.raises(Refused):
        post(world, "Officials neither.", by="official", parent=root)
    post(world, "Another thread.")
    edit(world, reply, "Other words.")
    endorse(world, root, by="lead")
    assert client.post(f"/comments/{root.id}/reports/new", data={"ground": "spam"}).status_code == 303
    withdraw(world, reply)
    post(world, "Once it is over.", parent=root, now=NOON + 24 * HOUR)


def test_a_lock_ends_with_its_lifting(world: World, root: Comment) -> None:
    held = lock(world, root)
    with pytest.raises(Refused):
        post(world, parent=root)
    lift(world, held)
    post(world, parent=root)


def test_slow_mode_says_when_one_may_post_again(client: FlaskClient, clock: Clock, world: World) -> None:
    slow(world, minutes=15)
    world.sign_in(client, "citizen")
    assert "Slow mode: one comment per person every 15 minutes" in client.get(f"{NEW}?lang=en").text
    assert client.post(NEW, data={"body": "The first."}).status_code == 303
    clock.now = NOON + 15 * MINUTE - TICK
    answer = client.post(f"{NEW}?lang=en", data={"body": TYPED})
    assert (answer.status_code, KEPT in answer.text) == (429, True)
    assert "send them again from 10 March 2026 12:15 on" in answer.text
    clock.now = NOON + 5 * MINUTE
    answer = client.post(API, json={"body": TYPED}, headers=world.bearer("citizen"))
    assert (answer.status_code, answer.json["error"]["code"]) == (429, "too_many_requests")
    assert answer.headers["Retry-After"] == "600"
    clock.now = NOON + 15 * MINUTE
    assert client.post(NEW, data={"body": TYPED}).status_code == 303


def test_slow_mode_is_of_one_bill_and_binds_citizens_alone(world: World) -> None:
    make_bill(world.session, "other-bill", world.agency, first_day=TODAY - timedelta(days=5))
    world.bills["other"] = world.session.scalars(
        sa.select(type(world.bills["open"])).filter_by(slug="other-bill")
    ).one()
    slow(world, minutes=60)
    for who in ("citizen", "official", "moderator"):
        post(world, by=who)
        post(world, by=who, on="other")
        if who != "citizen":
            post(world, "And more.", by=who)
    with pytest.raises(Refused):
        post(world, "And more.")
    post(world, "And more.", on="other")


def test_a_gate_keeps_new_accounts_out_and_says_until_when(client: FlaskClient, world: World) -> None:
    gate(world, days=3, hours=72)
    young(world, age=timedelta(days=2))
    young(world, "official")
    world.sign_in(client, "citizen")
    page = client.get(f"{NEW}?lang=en").text
    assert "<textarea" not in page
    assert "You can from 11 March 2026 12:00 on." in page
    answer = client.post(f"{NEW}?lang=en", data={"body": TYPED})
    assert (answer.status_code, KEPT in answer.text) == (403, True)
    answer = client.post(API, json={"body": TYPED}, headers=world.bearer("citizen"))
    assert (answer.status_code, answer.json["error"]["code"]) == (403, "not_allowed")
    assert answer.headers["Retry-After"] == str(24 * 3600)
    world.sign_in(client, "other_citizen")
    page = client.get(f"{NEW}?lang=en").text
    assert "<textarea" in page
    assert "Only accounts at least 3 days old may comment" in page
    post(world, by="other_citizen")
    post(world, by="official")
    post(world, now=NOON + timedelta(days=1))


def test_a_new_account_is_told_of_its_pace(client: FlaskClient, world: World) -> None:
    told = "Your account is new, so it posts at a lower pace for a while."
    for who, is_told in (("citizen", True), ("other_citizen", False), ("official", False)):
        if who != "other_citizen":
            young(world, who)
        world.sign_in(client, who)
        assert (told in client.get(f"{NEW}?lang=en").text) is is_told


def test_a_crowd_of_new_accounts_takes_turns_and_old_accounts_notice_nothing(
    client: FlaskClient, world: World, root: Comment
) -> None:
    """Whatever they say: the words of the crowd are as different as can be, and those refused are quite ordinary."""
    crowd = [make_person(world.session, f"new-{n}") for n in range(policy.CROWD_LIMIT)]
    for n, person in enumerate(crowd):
        person.created_at, world.people[person.handle] = NOON - HOUR, person
        post(world, f"Number {n} says {'x' * n}.", by=person.handle, now=NOON - MINUTE + timedelta(seconds=n))
    young(world)
    world.sign_in(client, "citizen")
    answer = client.post(f"{NEW}?lang=en", data={"body": TYPED})
    assert (answer.status_code, KEPT in answer.text) == (429, True)
    assert "Many new accounts comment on this bill just now" in answer.text
    assert "send them again from 10 March 2026 12:09 on" in answer.text
    answer = client.post(API, json={"body": TYPED}, headers=world.bearer("citizen"))
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "540")
    post(world, "An old account.", by="other_citizen")
    young(world, "official")
    post(world, "An official who joined today.", by="official")
    post(world, "Once the first of the crowd is ten minutes old.", now=NOON - MINUTE + policy.BURST)


def test_old_accounts_are_no_crowd(world: World) -> None:
    ids = plant(world, [None] * policy.CROWD_LIMIT * 2, by="other_citizen")
    world.session.execute(sa.update(Comment).where(Comment.id.in_(ids)).values(posted_at=NOON))
    young(world)
    post(world)
    world.people["other_citizen"].created_at = NOON - HOUR
    world.session.flush()
    with pytest.raises(Refused):
        post(world)


def test_what_is_judged_costs_one_statement(world: World, statements: Statements, root: Comment) -> None:
    costs, reply = {}, load(world, root)
    for name in ("free", "restrained", "new"):
        if name == "restrained":
            slow(world, minutes=2), lock(world, post(world, "Another.", by="lead")), gate(world, days=1)
        if name == "new":
            young(world, age=timedelta(days=2))
        at = NOON + ["free", "restrained", "new"].index(name) * 5 * MINUTE
        world.session.refresh(world.bills["open"])
        world.session.refresh(world.people["citizen"])
        with statements:
            post(world, f"Words {name}.", parent=reply, now=at)
        costs[name] = [said for said in statements.seen if "posted_at >" in said]
        assert len(costs[name]) == 1
    assert "restraint" not in costs["free"][0]
    assert "restraint" in costs["restrained"][0]


def test_the_reason_stands_where_people_write(client: FlaskClient, world: World) -> None:
    held = slow(world)
    world.sign_in(client, "citizen")
    for address in ("/bills/open-bill/discussion", NEW):
        page = client.get(f"{address}?lang=en").text
        assert REASON in page
        assert f'<a href="/record/{held.log_seq}">log no. {held.log_seq}</a>' in page
        assert "Until " in page
