"""Two that set one fresh database up at the same time: the second waits for the first, and both succeed."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime

import pytest

from app import Gongyi, cli, create_app
from app.config import Settings
from app.kernel.schema import current_revision, head_revision
from app.kernel.setting_up import one_at_a_time
from tests.databases import Databases


@pytest.fixture
def two(databases: Databases, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> list[Gongyi]:
    """Two processes' applications on one empty database, which the next two commands take."""
    fresh = replace(settings, database_url=databases.empty())
    apps = [create_app(fresh, testing=True) for _ in range(2)]
    monkeypatch.setattr("app.cli.sign_due", lambda _app: None)
    return apps


def run_both(apps: list[Gongyi], monkeypatch: pytest.MonkeyPatch, *command: str) -> None:
    """Run a command for both at once; raise what either of them raised."""
    waiting, start = list(apps), threading.Barrier(2)

    def create() -> Gongyi:
        app = waiting.pop()
        start.wait(10)
        return app

    monkeypatch.setattr(cli, "create_app", create)
    with ThreadPoolExecutor(2) as both:
        runs = [both.submit(cli.gongyi.main, command, standalone_mode=False) for _ in apps]
    for one in runs:
        one.result()


def test_both_find_it_migrated_and_played_once(two: list[Gongyi], monkeypatch: pytest.MonkeyPatch) -> None:
    inside, met = [0], []

    def play(_app: Gongyi, _now: datetime, _reset: bool) -> int:
        inside[0] += 1
        time.sleep(0.05)
        met.append(inside[0])
        inside[0] -= 1
        return 0

    monkeypatch.setattr("seeds.player.seed", play)
    run_both(two, monkeypatch, "db", "upgrade")
    run_both(two, monkeypatch, "seed")
    assert met == [1, 1]
    for app in two:
        assert current_revision(app.extensions["gongyi.db"].engine) == head_revision()
        app.extensions["gongyi.db"].engine.dispose()


def test_who_fails_lets_the_next_go_on(two: list[Gongyi]) -> None:
    first, second = (app.extensions["gongyi.db"].engine for app in two)

    def come_and_go() -> None:
        with one_at_a_time(first):
            pass

    with pytest.raises(ZeroDivisionError), one_at_a_time(first):
        raise ZeroDivisionError
    with ThreadPoolExecutor(1) as other, one_at_a_time(second):
        waits = other.submit(come_and_go)
        with pytest.raises(TimeoutError):
            waits.result(0.1)
    waits.result()
    for engine in (first, second):
        engine.dispose()
