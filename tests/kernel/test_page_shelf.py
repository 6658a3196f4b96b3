"""The shelf of kept pages: bounded by bytes, shared through Redis, and none the worse without it."""

from threading import Thread

import pytest
from fakeredis import FakeRedis, FakeServer
from redis import Redis
from redis.exceptions import RedisError
from redis.exceptions import TimeoutError as Late

from app.kernel.web import shared_shelf
from app.kernel.web.page_shelf import Shelf, open_shelf
from app.kernel.web.shared_shelf import SECONDS, SharedShelf


def test_the_longest_unread_page_makes_room() -> None:
    shelf = Shelf(limit=30)
    for name in "abc":
        shelf.keep(name, name.encode() * 10)
    assert shelf.find("a") == b"a" * 10
    shelf.keep("d", b"d" * 10)
    assert [name for name in "abcd" if shelf.find(name)] == ["a", "c", "d"]
    shelf.keep("a", b"a" * 5)
    assert (shelf.bytes, len(shelf)) == (25, 3)
    shelf.keep("e", b"e" * 31)
    assert (shelf.bytes, len(shelf)) == (0, 0)


def test_threads_leave_the_count_of_bytes_right() -> None:
    shelf = Shelf(limit=500)

    def use(own: int) -> None:
        for number in range(300):
            shelf.keep(f"{own % 2}-{number % 40}", b"x" * (number % 30))
            shelf.find(f"{number % 2}-{number % 40}")

    threads = [Thread(target=use, args=(own,)) for own in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert shelf.bytes == sum(len(shelf.find(key) or b"") for key in list(shelf._pages)) <= 500


def test_processes_find_each_others_pages_in_redis_for_a_time() -> None:
    server = FakeServer()
    one, other = (SharedShelf(FakeRedis(server=server)) for _ in range(2))
    assert other.find("key") is None
    one.keep("key", b"<p>words</p>" * 100)
    assert other.find("key") == b"<p>words</p>" * 100
    redis = FakeRedis(server=server)
    assert redis.keys() == [b"gongyi:page:key"]
    assert 0 < redis.ttl("gongyi:page:key") <= SECONDS
    redis.flushall()
    assert other.find("key") == b"<p>words</p>" * 100


def test_a_broken_page_in_redis_is_none() -> None:
    redis = FakeRedis()
    redis.set("gongyi:page:key", b"not packed")
    assert SharedShelf(redis).find("key") is None


class Failing:
    """A Redis that fails, and counts how often it was asked."""

    def __init__(self, error: Exception) -> None:
        self.error, self.asked = error, 0

    def get(self, *_words: object, **_more: object) -> None:
        self.asked += 1
        raise self.error

    set = get


@pytest.mark.parametrize("error", [Late("slow"), RedisError("out of memory"), ConnectionResetError()])
def test_a_redis_that_fails_is_left_alone_for_a_while(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    times = [100.0]
    monkeypatch.setattr(shared_shelf, "monotonic", lambda: times[0])
    redis = Failing(error)
    shelf = SharedShelf(redis)
    assert shelf.find("key") is None
    shelf.keep("key", b"page")
    assert shelf.find("key") == b"page"
    assert shelf.find("other") is None
    assert redis.asked == 1
    times[0] += 11
    shelf.keep("other", b"page")
    assert redis.asked == 2
    assert shelf.find("other") == b"page"


def test_a_redis_that_is_not_there_costs_nobody_a_page() -> None:
    shelf = open_shelf("redis://127.0.0.1:1/0")
    shelf.keep("key", b"page")
    assert shelf.find("key") == b"page"
    assert shelf.find("other") is None
    assert type(open_shelf(None)) is Shelf


def test_a_real_redis_gives_pages_back(redis_url: str) -> None:
    one, other = open_shelf(redis_url), open_shelf(redis_url)
    one.keep("test-of-the-shelf", b"page")
    assert other.find("test-of-the-shelf") == b"page"
    Redis.from_url(redis_url).delete("gongyi:page:test-of-the-shelf")
