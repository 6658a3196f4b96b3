"""Splitting arguments: who may, what it changes, what the record says of it, and how it is undone."""

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from app.discussion.argument_models import Argument
from app.discussion.models import Comment
from app.kernel.verdict import Refused
from app.moderation import policy, splitting
from app.moderation.models import Splitting
from app.record.models import Entry, Opening
from tests.builders import PERSONAS, World
from tests.conftest import NOON
from tests.discussion import talk
from tests.discussion.talk import CAMPAIGN, counted_anew, load, post, stored_counts

REASON = "The second asks for the opposite of the first."
SENT = {"reason": REASON, "revision": "1"}
MODERATORS = {"moderator", "second_moderator", "lead"}


@pytest.fixture
def campaign(world: World) -> list[Comment]:
    who = ("citizen", "other_citizen", "administrator")
    return [post(world, words, by=by, place="2") for by, words in zip(who, CAMPAIGN, strict=False)]


def argument_of(world: World, said: Comment) -> Argument:
    return world.session.get_one(Argument, load(world, said).argument_id, populate_existing=True)


def test_moderators_who_do_not_make_it_themselves_decide(world: World, campaign: list[Comment]) -> None:
    argument, bill, last = argument_of(world, campaign[0]), world.bills["open"], load(world, campaign[2])
    for who in (*PERSONAS, None):
        person = world.people.get(who or "")
        found = policy.may_dissolve(person, argument, bill, NOON), policy.may_part(person, last, bill, NOON)
        expected = "not_allowed" if who else "sign_in_required"
        for verdict in found:
            assert (verdict.reason.code if verdict.reason else "yes") == ("yes" if who in MODERATORS else expected)
    person = world.people["moderator"]
    assert policy.may_dissolve(person, argument, bill, NOON, has_part=True).reason.code == "not_allowed"
    assert policy.may_reunite(person, argument, bill, NOON).reason.code == "conflict"
    assert policy.may_rejoin(person, last, bill, NOON).reason.code == "conflict"
    assert policy.may_dissolve(person, argument, world.bills["unpublished"], NOON).reason.code == "not_found"


def test_a_comment_is_taken_out_and_put_back_on_the_record(
    client: FlaskClient, world: World, campaign: list[Comment]
) -> None:
    number, last = argument_of(world, campaign[0]).id, campaign[2]
    world.sign_in(client, "moderator")
    for act, address, left in (("split", "separation", 2), ("join", "separation/removal", 3)):
        sent = SENT | {"revision": str(load(world, last).revision)}
        answer = client.post(f"/comments/{last.id}/{address}", data=sent)
        assert (answer.status_code, answer.location) == (303, f"/arguments/{number}")
        newest = sa.select(Entry, Opening.words).join(Opening).order_by(-Entry.seq).limit(1)
        entry, words = world.session.execute(newest).one()
        assert (entry.act, entry.subject, entry.bill) == (act, f"comment:{last.id}", "open-bill")
        assert words == {"reason": REASON, "argument": str(number)}
        assert argument_of(world, campaign[0]).comment_count == left
        assert stored_counts(world.session) == counted_anew(world.session)
        again = client.post(f"/comments/{last.id}/{address}", data=sent)
        assert again.status_code == 409
    page = client.get(f"/arguments/{number}?lang=en").text
    assert page.count(REASON) == 2
    assert "Taken out" in page
    assert "Put back" in page
    record = client.get("/record?lang=en").text
    assert "Split an argument" in record
    assert "Joined an argument again" in record


def test_the_pages_show_what_is_decided_on(client: FlaskClient, world: World, campaign: list[Comment]) -> None:
    for who in ("citizen", "other_citizen") * 2:
        post(world, CAMPAIGN[0], by=who, place="2")
    argument = argument_of(world, campaign[0])
    world.sign_in(client, "moderator")
    page = client.get(f"/arguments/{argument.id}/dissolution?lang=en").text
    count = argument.comment_count
    assert f"5 of {count} are shown here." in page
    assert f'<a href="/arguments/{argument.id}">Read all {count}</a>' in page
    assert f"Dissolve it, on the record ({count} comments)" in page
    page = client.get(f"/comments/{campaign[2].id}/separation?lang=en").text
    assert "Marked is what differs from the first comment." in page
    assert "<ins>" in page.split("What the argument says")[1]
    assert "comment-actions" not in page
    page = client.get(f"/comments/{campaign[0].id}/separation?lang=en").text
    assert "What the argument says" not in page


def test_an_argument_is_dissolved_once_and_reunited(client: FlaskClient, world: World, campaign: list[Comment]) -> None:
    number = argument_of(world, campaign[0]).id
    for who, status in (("second_moderator", 303), ("moderator", 409)):
        world.sign_in(client, who)
        assert client.post(f"/arguments/{number}/dissolution", data=SENT).status_code == status
    assert world.session.scalar(sa.select(sa.func.count()).select_from(Splitting)) == 1
    world.session.expire_all()
    assert world.bills["open"].copy_count == 0
    for address in ("/bills/open-bill/discussion", f"/comments/{campaign[1].id}"):
        page = client.get(f"{address}?lang=en").text
        assert "One argument" not in page
        assert "nearly the same words" not in page
    assert client.get(f"/api/v1/comments/{campaign[1].id}").json["argument"] is None
    page = client.get(f"/arguments/{number}?lang=en").text
    assert "Not one argument" in page
    assert REASON in page
    assert client.post(f"/arguments/{number}/dissolution/removal", data=SENT | {"revision": "2"}).status_code == 303
    assert "One argument, 3 people" in client.get(f"/arguments/{number}?lang=en").text


def test_a_reason_and_the_state_that_was_seen_are_needed(world: World, campaign: list[Comment]) -> None:
    argument, bill = argument_of(world, campaign[0]), world.bills["open"]
    person, last = world.people["moderator"], load(world, campaign[2])
    for words, code in (({"reason": "", "revision": 1}, "invalid"), ({"reason": REASON, "revision": 9}, "conflict")):
        for act, thing in ((splitting.part_comment, last), (splitting.dissolve_argument, argument)):
            with pytest.raises(Refused) as refused:
                act(world.session, person, thing, bill, **words, now=NOON)
            assert refused.value.reason.code == code


def test_who_was_taken_out_stands_alone_until_put_back_with_the_same_words(
    world: World, campaign: list[Comment]
) -> None:
    for said in campaign[1:]:
        talk.part(world, said)
    assert [load(world, said).argument_id is None for said in campaign] == [False, True, True]
    for who, words in (
        ("other_citizen", "Pigeons cannot read a warning that is written on a wall."),
        ("administrator", CAMPAIGN[2] + "!"),
    ):
        said = campaign[1 if who == "other_citizen" else 2]
        talk.edit(world, said, words, by=who)
        assert load(world, said).argument_id is None
    with pytest.raises(Refused, match="conflict"):
        talk.rejoin(world, campaign[1])
    talk.rejoin(world, campaign[2])
    assert argument_of(world, campaign[0]).comment_count == 2
    assert stored_counts(world.session) == counted_anew(world.session)


def test_nobody_is_taken_out_of_a_dissolved_argument(world: World, campaign: list[Comment]) -> None:
    talk.split(world, campaign[0])
    with pytest.raises(Refused, match="conflict"):
        talk.part(world, campaign[1])
