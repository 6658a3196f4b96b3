"""A thread ten thousand deep, and pages of any size: they render, in the same few statements."""

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from tests.builders import World
from tests.conftest import Statements
from tests.discussion.talk import plant, post

DEPTH = 10_000


def plant_chain(world: World, depth: int) -> list[int]:
    """Each comment answers the one before."""
    return plant(world, [None, *range(depth - 1)], place="2")


def ids_on(page: str) -> Iterator[int]:
    for part in page.split('id="comment-')[1:]:
        yield int(part.split('"')[0])


def test_ten_thousand_deep(client: FlaskClient, world: World, statements: Statements) -> None:
    chain, counts = plant_chain(world, DEPTH), {}
    for address, shown in (
        ("/bills/open-bill/discussion", chain[:50]),
        ("/bills/open-bill/discussion?sort=newest", chain[:9]),
        (f"/comments/{chain[0]}", chain[:51]),
        (f"/comments/{chain[3]}", [chain[0], chain[2], chain[3], *chain[4:54]]),
        (f"/comments/{chain[4]}", [chain[0], chain[3], chain[4], chain[5]]),
        (f"/comments/{chain[-1]}", [chain[0], chain[-2], chain[-1]]),
        (f"/comments/{chain[-1]}/history", [chain[-1]]),
    ):
        with statements:
            answer = client.get(address)
        assert (answer.status_code, list(ids_on(answer.text))) == (200, shown), address
        counts[address] = len(statements)
    assert max(counts.values()) <= 6, counts
    assert "Show 9991 more replies" in client.get("/bills/open-bill/discussion?sort=newest&lang=en").text
    world.sign_in(client, "other_citizen")
    address = f"/comments/{chain[-1]}/replies/new"
    assert client.get(address).status_code == 200
    answer = client.post(address, data={"body": "Still here."})
    assert answer.status_code == 303
    page = client.get(answer.location).text
    assert "Still here." in page
    assert next(iter(ids_on(page))) == chain[0]


def test_context_of_a_comment_far_down_shows_it(client: FlaskClient, world: World) -> None:
    chain = plant_chain(world, 200)
    assert f'href="/comments/{chain[177]}/context"' in client.get(f"/comments/{chain[177]}").text
    answer = client.get(f"/comments/{chain[177]}/context")
    assert answer.location.startswith("/bills/open-bill/discussion?cursor=")
    assert answer.location.endswith(f"#comment-{chain[177]}")
    assert chain[177] in list(ids_on(client.get(answer.location).text))


@pytest.mark.parametrize("persona, most", [(None, 6), ("citizen", 10), ("moderator", 10)])
def test_statements_do_not_grow(
    client: FlaskClient, world: World, statements: Statements, persona: str | None, most: int
) -> None:
    root = post(world, place="2.2")
    world.sign_in(client, persona)
    client.get("/bills/open-bill/discussion")  # notes a visit, once in ten minutes
    addresses = [
        "/bills/open-bill/discussion",
        "/bills/open-bill/discussion?sort=newest",
        "/bills/open-bill/discussion?sort=newest&position=support",
        "/bills/open-bill/discussion?article=2",
        f"/comments/{root.id}",
        f"/comments/{root.id}/history",
    ]

    def counts() -> dict[str, int]:
        found = {}
        for address in addresses:
            world.session.expire_all()
            with statements:
                assert client.get(address).status_code == 200
            found[address] = len(statements)
        return found

    counts()  # the first visit is noted
    few = counts()
    print(persona, few)
    plant(world, [None, *[0] * 30, *[None] * 40, *range(60)], place="2.2", by="other_citizen")
    plant(world, [None] * 30, place="Q1", by="official", first_id=2_000_000)
    assert counts() == few
    assert max(few.values()) <= most, (few, statements.seen)
