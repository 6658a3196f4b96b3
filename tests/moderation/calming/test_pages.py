"""The pages that calm a discussion: every way through each form, the public list, what the discussion shows, few statements."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from app import Gongyi
from app.discussion.models import Comment
from app.kernel.web.page_shelf import Shelf
from tests.builders import NOON, World
from tests.conftest import Clock, Statements
from tests.discussion.talk import post
from tests.moderation.calming.cases import REASON, gate, lift, lock, propose, slow

DESK, LIST = "/desk/bills/open-bill/calming", "/bills/open-bill/restraints"
HOUR, TICK = timedelta(hours=1), timedelta(microseconds=1)
SENT = {"hours": "24", "reason": REASON}


@pytest.fixture
def root(world: World) -> Comment:
    return post(world, "Words that begin a thread.")


def forms(root: Comment) -> dict[str, dict[str, str]]:
    return {
        f"{DESK}/slow": SENT | {"minutes": "15"},
        f"{DESK}/gate": SENT | {"days": "3"},
        f"/comments/{root.id}/lock": SENT,
    }


def test_each_form_sets_what_it_says(client: FlaskClient, world: World, root: Comment) -> None:
    world.sign_in(client, "moderator")
    for address, sent in forms(root).items():
        assert "at the latest on" in client.get(f"{address}?lang=en").text
        answer = client.post(address, data=sent | {"key": address})
        assert (answer.status_code, answer.location) == (303, f"/comments/{root.id}" if "lock" in address else DESK)
        assert client.post(address, data=sent | {"key": address}).location == answer.location
        again = client.post(f"{address}?lang=en", data=sent)
        assert again.status_code == 409
        assert REASON in again.text
    world.sign_in(client, "lead")
    page = client.get(f"{DESK}?lang=en").text
    assert "Slow mode: one comment per person every 15 minutes" in page
    assert "Waits for a second moderator" in page
    assert "moderator proposed it on" in page


def test_bad_input_is_422_and_nothing_typed_is_lost(client: FlaskClient, world: World, root: Comment) -> None:
    world.sign_in(client, "moderator")
    for address, sent in forms(root).items():
        for wrong in ({"hours": "73"}, {"reason": ""}, {"reason": "short"}, {"hours": "x"}):
            answer = client.post(address, data=sent | wrong)
            assert answer.status_code == 422, (address, wrong)
            assert (REASON in answer.text) is ("reason" not in wrong)
    assert client.get(f"{LIST}?lang=en").text.count("restraint-") == 0


def test_who_does_not_moderate_the_bill_gets_no_form(client: FlaskClient, world: World, root: Comment) -> None:
    held = slow(world)
    for address in (*forms(root), DESK, f"{LIST}/{held.id}/lifting"):
        for who, status in (("citizen", 403), ("official", 403), ("other_subgroup_moderator", 403), ("lead", 200)):
            world.sign_in(client, who)
            assert client.get(address).status_code == status, (address, who)
    assert client.get("/desk/bills/unpublished-bill/calming").status_code == 404
    assert client.get("/desk/bills/closed-bill/calming/slow").status_code == 409


def test_a_second_moderator_confirms_on_the_desk(client: FlaskClient, world: World) -> None:
    proposal = propose(world)
    here = f"{DESK}/gate/{proposal.id}"
    world.sign_in(client, "moderator")
    assert "Your proposal waits for a second moderator" in client.get("/desk?lang=en").text
    page = client.get(f"{DESK}?lang=en").text
    assert f"{here}/taking-back" in page
    assert f"{here}/confirmation" not in page
    assert client.post(f"{here}/confirmation").status_code == 403
    world.sign_in(client, "second_moderator")
    assert "A proposal waits for you to confirm or decline" in client.get("/desk?lang=en").text
    assert f"{here}/confirmation" in client.get(f"{DESK}?lang=en").text
    assert client.post(f"{here}/confirmation").location == DESK
    assert client.post(f"{here}/confirmation").status_code == 409
    assert client.post(f"{here}/declining").status_code == 409
    page = client.get(f"{LIST}?lang=en").text
    assert "Proposed by moderator, confirmed by second-moderator" in page
    assert "Asked for older accounts" in client.get("/record?lang=en").text


def test_a_proposal_is_seen_by_moderators_alone_until_it_is_confirmed(client: FlaskClient, world: World) -> None:
    propose(world)
    for who in (None, "citizen", "official", "administrator"):
        world.sign_in(client, who)
        for address in (LIST, "/bills/open-bill/discussion", "/record", "/bills/open-bill/record"):
            assert REASON not in client.get(address).text


@pytest.mark.parametrize("act", ["declining", "taking-back"])
def test_a_proposal_is_declined_or_taken_back(client: FlaskClient, world: World, act: str) -> None:
    proposal = propose(world)
    who = {"declining": ("moderator", "lead"), "taking-back": ("lead", "moderator")}[act]
    for persona, status in zip(who, (403, 303), strict=True):
        world.sign_in(client, persona)
        assert client.post(f"{DESK}/gate/{proposal.id}/{act}").status_code == status
    assert "Waits for a second moderator" not in client.get(f"{DESK}?lang=en").text


def test_what_holds_is_lifted_by_any_moderator(client: FlaskClient, world: World, root: Comment) -> None:
    world.sign_in(client, "lead")
    for held, back in ((lock(world, root), f"/comments/{root.id}"), (slow(world), DESK), (gate(world), DESK)):
        address = f"{LIST}/{held.id}/lifting"
        assert address in client.get(LIST).text
        assert REASON in client.get(address).text
        assert client.post(address, data={"reason": "short"}).status_code == 422
        assert client.post(address).location == back
        assert client.post(address).status_code == 409
        assert client.get(address).status_code == 409
    page = client.get(f"{LIST}?lang=en").text
    assert page.count("Ended before its time by lead") == 3


def test_a_thread_shows_that_its_replies_are_paused(client: FlaskClient, world: World, root: Comment) -> None:
    reply = post(world, "A reply.", by="other_citizen", parent=root)
    held = lock(world, root)
    pages = ("/bills/open-bill/discussion", f"/comments/{root.id}", f"/comments/{reply.id}")
    for who in (None, "citizen", "moderator"):
        world.sign_in(client, who)
        for address in pages:
            page = client.get(f"{address}?lang=en").text
            assert "Replies are paused until" in page
            assert REASON in page
            assert f"/record/{held.log_seq}" in page
            assert "replies/new" not in page
            assert (f"{LIST}/{held.id}/lifting" in page) is (who == "moderator")
    lift(world, held)
    page = client.get(f"/comments/{root.id}?lang=en").text
    assert "Replies are paused" not in page
    assert f"/comments/{root.id}/lock" in page


def test_moderators_reach_the_forms_from_the_discussion_and_others_do_not(client: FlaskClient, world: World) -> None:
    for who, is_there in ((None, False), ("citizen", False), ("official", False), ("lead", True)):
        world.sign_in(client, who)
        for address in ("/bills/open-bill/discussion", LIST):
            assert (DESK in client.get(address).text) is is_there


def test_kept_pages_change_as_a_restraint_ends(
    app: Gongyi, client: FlaskClient, clock: Clock, world: World, pages: Shelf, root: Comment
) -> None:
    """Nothing is written at that instant, and so no revision grows."""
    ends = {slow(world, hours=3).until_at, lock(world, root, hours=1).until_at}
    world.session.commit()
    paths = [f"{path}?lang=en" for path in ("/bills/open-bill/discussion", LIST, f"/comments/{root.id}")]
    for end in sorted(ends):
        clock.now = end - TICK
        before = [client.get(path).text for path in paths]
        assert [client.get(path).text for path in paths] == before
        clock.now = end
        after = [client.get(path).text for path in paths]
        app.config["KEEP_PAGES"] = False
        assert [client.get(path).text for path in paths] == after
        app.config["KEEP_PAGES"] = True
        assert before[1] != after[1]
        assert len(pages) > 0
    assert "Slow mode" not in after[0]
    assert "paused" not in after[2]


def test_pages_take_few_statements(client: FlaskClient, world: World, statements: Statements, root: Comment) -> None:
    lock(world, root), slow(world), gate(world)
    for who, most in ((None, 6), ("lead", 10)):
        world.sign_in(client, who)
        for address in (LIST, "/bills/open-bill/discussion", f"/comments/{root.id}", *([DESK] if who else [])):
            with statements:
                assert client.get(address).status_code == 200
            assert len(statements) <= most, (address, statements.seen)


def test_the_rules_tell_of_pace_and_limits(client: FlaskClient, world: World) -> None:
    page = client.get("/help/rules?lang=en").text
    assert "Everybody: 10 comments in ten minutes." in page
    assert "When new accounts post 30 comments on one bill within ten minutes" in page


@pytest.mark.parametrize("phase", ["announced", "closed"])
def test_a_bill_without_any_says_so(client: FlaskClient, world: World, phase: str) -> None:
    assert "No limits are set on this discussion" in client.get(f"/bills/{phase}-bill/restraints?lang=en").text
    assert NOON
