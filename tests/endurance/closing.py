"""A thousand posts within a second of the end of a notice, by many at once: each is decided by its own instant."""

import random
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from app import Gongyi
from app.discussion.models import Comment
from app.discussion.recount import find_wrong_counts
from tests.builders import World, make_person
from tests.discussion.test_races import looking
from tests.endurance.size import scaled

EACH = 8  # posts of one person: fewer than what a person may post in ten minutes
BILL = "open-bill"


@dataclass(frozen=True)
class Decided:
    """A post: when it came, and how it was answered."""

    at: datetime
    status: int

    def is_right(self, closes_at: datetime) -> bool:
        """Whether what came before the end was taken, and what came at it or later was not."""
        return self.status in (201, 303) if self.at < closes_at else self.status == 409


def instants(closes_at: datetime, many: int, dice: random.Random) -> list[datetime]:
    """Instants around the end: anywhere within a second of it, every fifth at it or a microsecond beside it."""
    near = (-1, 0, 1)
    offsets = [dice.choice(near) if n % 5 == 0 else dice.randint(-1_000_000, 1_000_000) for n in range(many)]
    return [closes_at + timedelta(microseconds=offset) for offset in offsets]


def test_a_thousand_posts_around_the_end_are_decided_by_their_instants(own_app: Gongyi, own_world: World) -> None:
    closes_at = own_world.bills["open"].closes_at
    assert closes_at is not None
    many, here = scaled(1000, 40), threading.local()
    own_app.extensions["gongyi.clock"] = lambda: here.now
    posters = [_Poster(own_app, own_world, n, closes_at) for n in range(many // EACH)]
    own_world.session.commit()
    dice = random.Random(1)

    def post_all(poster: "_Poster", times: list[datetime]) -> list[Decided]:
        decided = []
        for here.now in times:
            decided.append(Decided(here.now, poster.post()))
        return decided

    shares = [instants(closes_at, EACH, dice) for _poster in posters]
    with ThreadPoolExecutor(16) as pool:
        all_decided = [decided for share in pool.map(post_all, posters, shares) for decided in share]
    wrong = [decided for decided in all_decided if not decided.is_right(closes_at)]
    taken = sum(decided.status != 409 for decided in all_decided)
    with looking(own_app) as session:
        stored = list(session.scalars(sa.select(Comment.posted_at)))
        assert list(find_wrong_counts(session)) == []
    print(f"\n{len(all_decided)} posts within a second of closing: {taken} taken, {len(wrong)} decided wrongly")
    assert wrong == []
    assert len(stored) == taken
    assert max(stored) < closes_at


class _Poster:
    """Somebody who posts by the form, or by the API."""

    def __init__(self, app: Gongyi, world: World, number: int, closes_at: datetime) -> None:
        name = f"poster-{number}"
        world.people[name] = make_person(world.session, name)
        world.session.flush()
        self.client, self.headers, self.sent = app.test_client(), {}, 0
        if number % 2:
            world.sign_in(self.client, name, closes_at - timedelta(hours=1))
        else:
            self.headers = world.bearer(name)

    def post(self) -> int:
        self.sent += 1
        words = {"body": f"Words {self.sent}."}
        if self.headers:
            answer = self.client.post(f"/api/v1/bills/{BILL}/comments", json=words, headers=self.headers)
        else:
            answer = self.client.post(f"/bills/{BILL}/comments/new", data=words)
        return answer.status_code
