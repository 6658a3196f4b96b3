"""The public list of pauses and limits in the JSON API, and that nothing of it is seen before it is confirmed."""

from flask.testing import FlaskClient

from app.opendata.restraints import RestraintList
from tests.builders import World
from tests.conftest import Statements
from tests.discussion.talk import post
from tests.moderation.calming.cases import REASON, gate, lift, lock, propose, slow

API = "/api/v1/bills/open-bill/restraints"


def test_each_has_its_documented_shape(client: FlaskClient, world: World, statements: Statements) -> None:
    held = slow(world)
    lock(world, post(world, by="official")), gate(world), lift(world, held)
    with statements:
        document = client.get(API).json
    assert len(statements) <= 6
    assert RestraintList.model_validate(document).model_dump() == document
    assert [item["kind"] for item in document["items"]] == ["gate", "lock", "slow"]
    first, _lock, last = document["items"]
    assert (first["asked_by"], first["set_by"], first["days"]) == ("moderator", "second-moderator", 3)
    assert (last["minutes"], last["reason"], last["ended_by"]) == (15, REASON, "second-moderator")
    then = held.id + 1
    assert client.get(f"{API}?cursor={then}").json["items"] == [last]
    assert client.get(f"{API}?cursor=x").status_code == 422


def test_a_proposal_is_no_part_of_it(client: FlaskClient, world: World) -> None:
    propose(world)
    assert client.get(API).json["items"] == []
    assert client.get("/api/v1/bills/unpublished-bill/restraints").status_code == 404
