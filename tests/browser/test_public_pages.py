"""Every page that everybody reads, in the browser: accessible, within the window, without errors; one left out fails."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page

from tests.browser.accessibility import find_violations
from tests.browser.addresses import FORMS, GUEST, NO_PAGE, NO_PAGES, PAGES, SAMPLE
from tests.browser.inspection import inspect_failed_forms, inspect_pages, look_at, wider_than_window
from tests.browser.words import LANGUAGES

Named = dict[str, object]
OpenPage = Callable[..., Page]


def test_the_lists_leave_no_page_out(inside: Flask, named: Named) -> None:
    rules = inside.url_map.bind("127.0.0.1")
    paths = [page.format(**named).partition("?")[0] for pages in PAGES.values() for page in pages]
    listed = {rules.match(path)[0] for path in paths if path != "/nowhere"}
    there = {rule.endpoint for rule in inside.url_map.iter_rules() if "GET" in (rule.methods or ())}
    assert {name for name in there - listed - NO_PAGE if not name.startswith(NO_PAGES)} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_public_page_is_accessible_and_fits(open_page: OpenPage, named: Named, language: str) -> None:
    assert inspect_pages(open_page(language, still=True), [path.format(**named) for path in PAGES[GUEST]]) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_refused_forms_are_accessible_and_lead_to_the_fields(open_page: OpenPage, named: Named, language: str) -> None:
    assert inspect_failed_forms(open_page(language, still=True), [path.format(**named) for path in FORMS[GUEST]]) == []


@pytest.mark.parametrize(("language", "size", "scheme"), [("zh-TW", "narrow", "light"), ("en", "wide", "dark")])
def test_a_sample_is_accessible_on_a_telephone_and_in_the_dark(
    open_page: OpenPage, named: Named, language: str, size: str, scheme: str
) -> None:
    page, wrong = open_page(language, size=size, scheme=scheme, still=True), []
    for path in SAMPLE:
        page.goto(path.format(**named))
        wrong += [f"{path}: {found}" for found in find_violations(page) + wider_than_window(page)]
    assert wrong == []


def test_the_inspection_finds_what_is_wrong(open_page: OpenPage) -> None:
    page = open_page("en", still=True)
    page.goto("/help/privacy")
    assert look_at(page) == []
    page.evaluate("""() => {
      const main = document.querySelector("main");
      main.insertAdjacentHTML("beforeend", '<p class="pale">Pale</p><input type="text" id="content"><label for="none">'
        + '</label><button class="tiny">.</button>');
      main.querySelector(".pale").style.color = "#ddd";
      main.querySelector(".pale").style.width = "2000px";
      Object.assign(main.querySelector(".tiny").style, { padding: 0, minHeight: 0, height: "10px", fontSize: "8px" });
    }""")
    found = "\n".join(look_at(page))
    for part in (
        "color-contrast",
        "label: ",
        "id twice: content",
        "for leads nowhere: none",
        "wider than the window",
        "small target",
    ):
        assert part in found
