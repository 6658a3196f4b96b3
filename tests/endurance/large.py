"""A million comments on one bill: every count right, no page with more statements than with ten, none that takes long."""

import random
import time
from datetime import timedelta

from app import Gongyi
from app.bills.queries import get_bill
from app.discussion.generation import generate_discussion
from app.discussion.recount import find_wrong_counts
from app.search.index import in_bulk
from app.search.keeping import put_comments
from tests.builders import World
from tests.conftest import NOON, Statements
from tests.discussion.test_races import looking
from tests.endurance.size import scaled

PAGES = (
    "/bills/open-bill",
    *(f"/bills/open-bill/discussion?sort={sort}" for sort in ("article", "newest", "oldest", "endorsed", "discussed")),
    "/bills/open-bill/discussion?article=2&position=oppose",
    "/bills/open-bill/text",
    "/api/v1/bills/open-bill/comments?limit=100",
    "/api/v1/bills/open-bill/comments?sort=newest&article=2",
    "/search?q=%E8%B3%87%E5%AE%89",
    "/bills/open-bill/feed.atom",
)
SLOWEST = 2.0  # seconds; make bench measures, this finds what grows


def test_a_million_comments_are_as_light_as_ten(own_app: Gongyi, own_world: World) -> None:
    many, session = scaled(1_000_000, 2_000), own_world.session
    began = time.monotonic()
    bill = get_bill(session, "open-bill", None, NOON, lock=True)
    people = generate_discussion(session, bill, many, now=NOON + timedelta(days=2), dice=random.Random(1))
    with in_bulk(session):
        put_comments(session, bill)
    session.commit()
    print(f"\n{many} comments by {people} people in {time.monotonic() - began:.0f} s")
    with looking(own_app) as reader:
        assert list(find_wrong_counts(reader)) == []
    own_app.extensions["gongyi.clock"] = lambda: NOON + timedelta(days=3)
    client, statements, found = own_app.test_client(), Statements(own_app.extensions["gongyi.db"]), []
    for page in PAGES:
        client.get(page)
        began = time.monotonic()
        with statements:
            answer = client.get(page)
        spent = time.monotonic() - began
        print(
            f"{page}: {answer.status_code}, {len(statements)} statements, {spent * 1000:.0f} ms, {len(answer.data)} bytes"
        )
        if answer.status_code != 200 or len(statements) > 6 or spent > SLOWEST:
            found.append(page)
    assert found == []
