"""Every page of the platform in the browser: accessible, within the window, without errors; a page left out of the list fails."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.addresses import FORMS, NO_PAGE, NO_PAGES, PAGES, SAMPLE, prepare
from tests.browser.conftest import SIZES
from tests.browser.words import LANGUAGES

Named = dict[str, object]
OpenPage = Callable[..., Page]
Axe = Callable[[Page], list[str]]

_EMPTY_AND_SEND = """(form) => {
  for (const line of form.querySelectorAll("textarea, input")) {
    if (["hidden", "radio", "checkbox"].includes(line.type)) line.checked = false;
    if (line.type !== "hidden" && !["radio", "checkbox"].includes(line.type)) line.value = "";
  }
  form.requestSubmit(form.querySelector("button:not([name])"));
}"""


@pytest.fixture(scope="module")
def named(inside: Flask) -> Named:
    return prepare(inside)


def test_the_list_leaves_no_page_out(inside: Flask, named: Named) -> None:
    rules = inside.url_map.bind("127.0.0.1")
    listed = {rules.match(path)[0] for path in every_path(named) if path != "/nowhere"}
    there = {rule.endpoint for rule in inside.url_map.iter_rules() if "GET" in (rule.methods or ())}
    assert {name for name in there - listed - NO_PAGE if not name.startswith(NO_PAGES)} == set()


def every_path(named: Named) -> Iterator[str]:
    """The paths of all pages, without what they ask for."""
    for pages in PAGES.values():
        yield from (page.format(**named).partition("?")[0] for page in pages)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("who", PAGES, ids=lambda who: who or "guest")
def test_every_page_is_accessible_and_fits(
    open_page: OpenPage, axe: Axe, named: Named, who: str | None, language: str
) -> None:
    page, wrong = open_page(language, handle=who), []
    for path in PAGES[who]:
        answer = page.goto(path.format(**named))
        assert answer is not None
        assert answer.status < 500, path
        assert page.locator("h1").count() == 1, path
        wrong += [f"{path}: {found}" for found in axe(page) + overflows(page)]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("who", FORMS, ids=lambda who: who or "guest")
def test_every_failed_form_is_accessible_and_says_what_to_do(
    open_page: OpenPage, axe: Axe, named: Named, who: str | None, language: str
) -> None:
    page, wrong = open_page(language, handle=who), []
    for path in FORMS[who]:
        page.goto(path.format(**named))
        form = page.locator("main form[method=post][novalidate]").first
        with page.expect_navigation():
            form.evaluate(_EMPTY_AND_SEND)
        summary = page.get_by_role("alert")
        expect(summary).to_be_focused()
        for link in summary.get_by_role("link").all():
            target = page.locator(f"[id='{(link.get_attribute('href') or '').removeprefix('#')}']")
            wrong += [f"{path}: {link.inner_text()} leads nowhere"] if target.count() != 1 else []
        wrong += [f"{path}: {found}" for found in axe(page) + overflows(page)]
    assert wrong == []


@pytest.mark.parametrize(("size", "scheme"), [("narrow", "light"), ("wide", "dark"), ("narrow", "dark")])
def test_a_sample_is_accessible_on_a_telephone_and_in_the_dark(
    open_page: OpenPage, axe: Axe, named: Named, size: str, scheme: str
) -> None:
    page, wrong = open_page("zh-TW" if size == "narrow" else "en", size=size, scheme=scheme), []
    for path in SAMPLE:
        page.goto(path.format(**named))
        wrong += [f"{path}: {found}" for found in axe(page) + page.evaluate(_WIDER)]
    assert wrong == []


def overflows(page: Page) -> list[str]:
    """What is wider than the smallest window, and what is too small to touch there."""
    page.set_viewport_size(size_of("smallest"))
    wrong = [f"wider than the window: {found}" for found in page.evaluate(_WIDER)]
    wrong += [f"small target: {found}" for found in page.evaluate(_SMALL)]
    page.set_viewport_size(size_of("wide"))
    return wrong


def size_of(name: str) -> ViewportSize:
    """A size of window by its name."""
    width, height = SIZES[name]
    return {"width": width, "height": height}


_WIDER = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const all = [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > width + 1);
  const inmost = all.filter((e) => !all.some((other) => other !== e && e.contains(other)));
  return inmost.slice(0, 2).map((e) => e.outerHTML.slice(0, 150)).concat(all.length ? [] : ["something"]);
}"""
_SMALL = """() => [...document.querySelectorAll("button, select, summary, textarea, input:not([type=hidden]), a.button, nav a")]
  .filter((e) => e.checkVisibility({ visibilityProperty: true }))
  .map((e) => [e, e.getBoundingClientRect()])
  .filter(([e, box]) => box.width && (box.height < 23.5 || box.width < 23.5) && !e.closest(".visually-hidden"))
  .slice(0, 3).map(([e, box]) => `${Math.round(box.width)}×${Math.round(box.height)} ${e.outerHTML.slice(0, 120)}`)"""
