"""Fixtures for journeys in real Chromium: the real server on seeded data, pages in either language, mails, axe."""

import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import cache
from pathlib import Path
from typing import Any, Literal
from urllib.request import urlopen

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from app import create_app
from app.config import Settings, read_settings
from tests.browser import seeding
from tests.browser.accessibility import find_violations
from tests.browser.preparing import prepare
from tests.browser.seeding import gongyi, surroundings
from tests.machine import REQUIRED, ROOT, find_chromium
from tests.postgresql import free_port, wait_until

HERE = Path(__file__).parent
SIZES = {"wide": (1280, 900), "narrow": (375, 740), "smallest": (320, 640)}
QUIET = ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-component-update"]
PASSWORD = "gongyi-demo"  # of every demo account


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


def pytest_runtest_setup(item: pytest.Item) -> None:
    if HERE in item.path.parents and find_chromium() is None:
        if "browser" in REQUIRED:
            pytest.fail("GONGYI_REQUIRE names browser, but no Chromium was found")
        pytest.skip("no Chromium was found")


@pytest.fixture(scope="session")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder as the seeds leave it, played once for all processes: to be copied, never written to."""
    return seeding.play_once(tmp_path_factory.getbasetemp())


@pytest.fixture(scope="session")
def seeded(untouched: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder of this process, migrated and seeded."""
    own = tmp_path_factory.mktemp("seeded") / "data"
    shutil.copytree(untouched, own)
    return own


@dataclass
class Site:
    """The running platform: its address, its data folder, and its settings as a process of its own would read them."""

    url: str
    settings: Settings

    @property
    def mails(self) -> Path:
        """The folder into which the worker writes mails."""
        return self.settings.data / "mail"


@pytest.fixture(scope="session")
def site(seeded: Path) -> Iterator[Site]:
    """The production server with the mail worker, on a free port."""
    with serving(seeded) as running:
        yield running


@contextmanager
def serving(data: Path) -> Iterator[Site]:
    """Serve a data folder for a while."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    command = gongyi(data, "serve", "--worker", "--workers", "1", "--port", str(port))
    environ = surroundings(data, GONGYI_BASE_URL=url)
    with (data / "server.log").open("wb") as log:
        server = subprocess.Popen(command, env=environ, cwd=ROOT, stdout=log, stderr=log)
        try:
            wait_until(lambda: answers(url), server, 60)
            yield Site(url, read_settings(environ))
        finally:
            server.terminate()
            server.wait(30)


def answers(url: str) -> bool:
    """Whether the platform is ready."""
    try:
        with urlopen(f"{url}/readyz", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Debian's Chromium, which asks nobody anything."""
    return {"executable_path": find_chromium(), "args": QUIET}


@dataclass
class Watch:
    """What must not happen on any page: script errors, refusals by the content policy, requests to other places."""

    url: str
    seen: list[str] = field(default_factory=list)

    def follow(self, page: Page) -> None:
        """Note what goes wrong on a page."""
        page.on("pageerror", lambda error: self.seen.append(f"script error: {error}"))
        page.on("console", lambda m: self._note(m.text) if m.type == "error" else None)
        page.on("request", lambda r: None if r.url.startswith((self.url, "data:")) else self._note(f"asks {r.url}"))

    def _note(self, words: str) -> None:
        if not words.startswith("Failed to load resource: the server responded with a status of 4"):
            self.seen.append(words)


@pytest.fixture(scope="session")
def inside(site: Site) -> Iterator[Flask]:
    """The platform in this process, on the server's database: to let people in, and to set up what no page can."""
    app = create_app(replace(site.settings), testing=True)
    app.config["WTF_CSRF_ENABLED"] = False
    yield app
    app.extensions["gongyi.db"].engine.dispose()


@pytest.fixture(scope="session")
def let_in(inside: Flask, site: Site) -> Callable[[str], Any]:
    """Signs a person in, without the form and once for all tests, and gives the browser's cookie."""

    @cache
    def sign_in(handle: str) -> Any:
        client = inside.test_client()
        answer = client.post("/account/sign-in", data={"name": handle, "password": PASSWORD}, base_url=site.url)
        assert answer.status_code == 303, answer.text
        cookie = client.get_cookie(inside.config["SESSION_COOKIE_NAME"], domain="127.0.0.1")
        assert cookie is not None
        return {"name": cookie.key, "value": cookie.value, "url": site.url}

    return sign_in


@pytest.fixture(scope="session")
def named(inside: Flask) -> dict[str, object]:
    """What the addresses of pages name: ids from the seeds, drafts, an open report, mailed links."""
    return prepare(inside)


@pytest.fixture(scope="session")
def still_browser(launch_browser: Callable[..., Browser]) -> Iterator[Browser]:
    """A browser that hardly ever draws, so that a page costs a third less: for looking alone, since clicks wait for drawings."""
    browser = launch_browser(args=[*QUIET, "--disable-threaded-compositing"])
    yield browser
    browser.close()


@pytest.fixture
def open_page(
    request: pytest.FixtureRequest, site: Site, let_in: Callable[[str], Any]
) -> Iterator[Callable[..., Page]]:
    """Opens a page of a browser of its own: `open_page("en", javascript=False, size="narrow", handle="citizen-01")`.

    A `still` one is for looking at pages, not for clicking.
    """
    opened, watch = ExitStack(), Watch(site.url)

    def open_one(
        language: str = "zh-TW",
        *,
        javascript: bool = True,
        size: str = "wide",
        handle: str | None = None,
        scheme: Literal["light", "dark"] = "light",
        still: bool = False,
    ) -> Page:
        browser: Browser = request.getfixturevalue("still_browser" if still else "browser")
        width, height = SIZES[size]
        context = browser.new_context(
            base_url=site.url,
            locale=language,
            java_script_enabled=javascript,
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            reduced_motion="reduce",  # a click waits until nothing moves
        )
        context.set_default_timeout(15_000)
        opened.callback(context.close)
        if handle is not None:
            context.add_cookies([let_in(handle)])
        page = context.new_page()
        watch.follow(page)
        return page

    yield open_one
    opened.close()
    assert watch.seen == []


@pytest.fixture
def read_mail(site: Site) -> Callable[..., EmailMessage]:
    """Waits for a mail to an address (whose text holds some words) and reads it."""

    def read(address: str, words: str = "", seconds: float = 20) -> EmailMessage:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for path in sorted(site.mails.glob("*.eml"), key=lambda path: -path.stat().st_mtime):
                mail = message_from_bytes(path.read_bytes(), policy=policy.default)
                if address in str(mail["To"]) and words in str(mail["Subject"]) + text_of(mail):
                    return mail
            time.sleep(0.2)
        raise AssertionError(f"no mail to {address} with {words!r} within {seconds} s")

    return read


def text_of(mail: EmailMessage) -> str:
    """The plain text of a mail."""
    part = mail.get_body(("plain",))
    return str(part.get_content()) if part is not None else ""


@pytest.fixture
def axe() -> Callable[[Page], list[str]]:
    """Finds what a page breaks of WCAG 2.2 AA: each rule with the first element that breaks it."""
    return find_violations
