"""What a task costs the person who does it: clicks, fields filled in, and pages loaded, step by step."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page


@dataclass
class Cost:
    """Clicks (choosing in a list counts as one), fields filled in, pages loaded."""

    clicks: int = 0
    fields: int = 0
    loads: int = 0

    def __str__(self) -> str:
        """In words, for a report."""
        return f"{self.clicks} clicks, {self.fields} fields, {self.loads} page loads"


@dataclass
class Person:
    """Somebody at a browser, whose every click is counted for the step that they are at."""

    page: Page
    steps: dict[str, Cost] = field(default_factory=dict)
    _now: Cost = field(default_factory=Cost)

    def __post_init__(self) -> None:
        """Count the pages that load."""
        self.page.on("load", lambda _page: self._loaded())

    def _loaded(self) -> None:
        self._now.loads += 1

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Count what follows as one step."""
        self._now = self.steps[name] = Cost()
        yield
        self.page.wait_for_load_state("load")

    def go(self, path: str) -> None:
        """Open an address."""
        self.page.goto(path)

    def click(self, what: Locator) -> None:
        """Click once."""
        self._now.clicks += 1
        what.click()

    def press(self, name: str) -> None:
        """Press the button of a name."""
        self.click(self.page.get_by_role("main").get_by_role("button", name=name, exact=True).first)

    def follow(self, name: str) -> None:
        """Follow the link of a name."""
        self.click(self.page.get_by_role("main").get_by_role("link", name=name, exact=True).first)

    def choose(self, label: str, value: str | None = None, *, index: int | None = None) -> None:
        """Choose in a list, by value or by place (from 0)."""
        self._now.clicks += 1
        self.page.get_by_label(label, exact=True).select_option(value, index=index)

    def fill(self, label: str, words: str) -> None:
        """Fill in a field."""
        self._now.fields += 1
        self.page.get_by_label(label).fill(words)
