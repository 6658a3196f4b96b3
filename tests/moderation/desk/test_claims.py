"""Claims: seen by the others, given back, over by themselves, and never a lock."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from app.moderation.desk.models import Claim
from app.moderation.models import Decision
from tests.builders import World
from tests.conftest import NOON, Clock
from tests.moderation.cases import REASON
from tests.moderation.desk.pile import mark, marks, number_of, reported

MINUTE = timedelta(minutes=1)


def claim(client: FlaskClient, world: World, persona: str, comment_id: int, then: str = "claim") -> int:
    world.sign_in(client, persona)
    return client.post(f"/desk/reports/{comment_id}/{then}?lang=en").status_code


def test_a_claim_is_seen_by_the_others_given_back_and_over_after_a_quarter(
    client: FlaskClient, world: World, clock: Clock
) -> None:
    comment = reported(world)[0]
    assert claim(client, world, "moderator", comment.id) == 303
    own = client.get("/desk/reports?lang=en").text
    assert "Claimed by you" in own
    assert "Give back" in own
    world.sign_in(client, "lead")
    for address in ("/desk/reports?lang=en", f"/desk/reports/{comment.id}?lang=en"):
        page = client.get(address).text
        assert "moderator is working on this comment" in page
        assert "for 15 more minutes" in page
    refused = client.post(f"/desk/reports/{comment.id}/claim?lang=en")
    assert refused.status_code == 409
    assert "moderator is already working on this comment." in refused.text
    assert claim(client, world, "lead", comment.id, "claim/removal") == 303
    assert number_of(world, Claim) == 1
    clock.now = NOON + 15 * MINUTE - timedelta(microseconds=1)
    assert claim(client, world, "lead", comment.id) == 409
    clock.now = NOON + 15 * MINUTE
    assert "is working" not in client.get("/desk/reports?lang=en").text
    assert claim(client, world, "lead", comment.id) == 303
    assert claim(client, world, "lead", comment.id, "claim/removal") == 303
    assert number_of(world, Claim) == 0


@pytest.mark.parametrize("way", ["hiding", "dismissal", "hidings", "dismissals"])
def test_deciding_on_what_another_claimed_asks_first(client: FlaskClient, world: World, way: str) -> None:
    comment = reported(world)[0]
    claim(client, world, "moderator", comment.id)
    seen = mark(world, comment)
    form = {
        "ground": "spam",
        "reason": REASON,
        "revision": comment.revision,
        "item": seen,
        "newest": seen.split(".")[-1],
    }
    address = {"hiding": f"/comments/{comment.id}/hiding", "dismissal": f"/desk/reports/{comment.id}/dismissal"}
    world.sign_in(client, "lead")
    asked = client.post(address.get(way, f"/desk/reports/{way}") + "?lang=en", data=form)
    assert asked.status_code == 409
    assert "moderator is working on this. Confirm that you decide all the same." in asked.text
    assert 'name="over"' in asked.text
    assert REASON.replace("'", "&#39;") in asked.text
    assert number_of(world, Decision) == 0
    assert client.post(address.get(way, f"/desk/reports/{way}"), data=form | {"over": "y"}).status_code == 303
    assert (number_of(world, Decision), number_of(world, Claim)) == (1, 0)


def test_many_are_claimed_whole_or_not_at_all(client: FlaskClient, world: World) -> None:
    comments = reported(world, 3)
    claim(client, world, "lead", comments[2].id)
    world.sign_in(client, "moderator")
    form = {"item": marks(world, comments)}
    refused = client.post("/desk/reports/claims?lang=en", data=form)
    assert (refused.status_code, number_of(world, Claim)) == (409, 1)
    assert "lead is already working on this comment." in refused.text
    assert client.post("/desk/reports/claims", data={"item": form["item"][:2]}).status_code == 303
    assert number_of(world, Claim) == 3


def test_the_page_of_an_act_asks_no_one_whose_own_claim_it_is(client: FlaskClient, world: World) -> None:
    comment = reported(world)[0]
    claim(client, world, "moderator", comment.id)
    assert 'name="over"' not in client.get(f"/desk/reports/{comment.id}").text
    form = {"reason": REASON, "revision": comment.revision, "newest": mark(world, comment).split(".")[-1]}
    assert client.post(f"/desk/reports/{comment.id}/dismissal", data=form).status_code == 303
