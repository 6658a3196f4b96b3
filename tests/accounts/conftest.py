"""A box for mails, and rate limits that a test switches on."""

from collections.abc import Iterator

import pytest
from argon2 import PasswordHasher
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from app import Gongyi
from app.accounts import passwords
from app.kernel.web.limits import limiter
from tests.accounts.people import Box


@pytest.fixture(autouse=True)
def cheap_hashes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash at the lowest cost, but where the cost itself is tested."""
    if request.module.__name__ != "tests.accounts.test_passwords":
        monkeypatch.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture
def box(app: Gongyi) -> Iterator[Box]:
    app.extensions["gongyi.postman"] = box = Box()
    yield box
    del app.extensions["gongyi.postman"]


@pytest.fixture
def limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limiter, "enabled", True)
    monkeypatch.setattr(limiter, "_limiter", MovingWindowRateLimiter(MemoryStorage()))
