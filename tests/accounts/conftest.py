"""A box for mails, and rate limits that a test switches on."""

from collections.abc import Iterator

import pytest
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from app import Gongyi
from app.kernel.web.limits import limiter
from tests.accounts.people import Box


@pytest.fixture
def box(app: Gongyi) -> Iterator[Box]:
    app.extensions["gongyi.postman"] = box = Box()
    yield box
    del app.extensions["gongyi.postman"]


@pytest.fixture
def limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limiter, "enabled", True)
    monkeypatch.setattr(limiter, "_limiter", MovingWindowRateLimiter(MemoryStorage()))
