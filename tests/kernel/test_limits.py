"""Rate limits: counted by networks that nothing names, in memory or in Redis for all workers together."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from limits import parse
from redis import Redis

from app import Gongyi, create_app
from app.config import Settings
from app.kernel.web.limits import limiter, network_key

ADDRESS = "203.0.113.9"


def key_of(app: Gongyi, address: str) -> str:
    with app.test_request_context("/", environ_base={"REMOTE_ADDR": address}):
        return network_key()


def test_keys_say_nothing_about_the_address(app: Gongyi) -> None:
    key = key_of(app, ADDRESS)
    assert key == key_of(app, ADDRESS)
    assert key != key_of(app, "203.0.113.10")
    assert ADDRESS not in key
    int(key, 16)


def test_a_household_of_ipv6_is_one_network(app: Gongyi) -> None:
    assert key_of(app, "2001:db8:1:2::1") == key_of(app, "2001:db8:1:2:ffff::9")
    assert key_of(app, "2001:db8:1:2::1") != key_of(app, "2001:db8:1:3::1")
    assert key_of(app, "") != key_of(app, "not an address")


def test_keys_change_with_the_day_and_the_secret(app: Gongyi, monkeypatch: pytest.MonkeyPatch) -> None:
    today = key_of(app, ADDRESS)
    monkeypatch.setattr(app, "secret_key", "another" * 8)
    assert key_of(app, ADDRESS) != today


@pytest.fixture
def counting(settings: Settings, redis_url: str) -> Iterator[tuple[Gongyi, Any]]:
    """An application that counts in Redis, and that Redis."""
    kept = dict(vars(limiter))  # one object serves every application of this process
    app = create_app(replace(settings, redis_url=redis_url))
    store = Redis.from_url(redis_url)
    store.flushdb()
    yield app, store
    store.flushdb()
    store.close()
    vars(limiter).update(kept)
    app.extensions["gongyi.db"].engine.dispose()


def test_redis_holds_no_address(counting: tuple[Gongyi, Any]) -> None:
    app, store = counting
    with app.test_request_context("/", environ_base={"REMOTE_ADDR": ADDRESS}):
        assert limiter.limiter.hit(parse("2 per day"), network_key())
        assert limiter.limiter.hit(parse("2 per day"), network_key())
        assert not limiter.limiter.hit(parse("2 per day"), network_key())
    kept = [(key, store.ttl(key), store.dump(key)) for key in store.keys("*")]
    assert kept
    for key, ttl, value in kept:
        assert ADDRESS.encode() not in key + value
        assert 0 < ttl <= 86_400 + 60
