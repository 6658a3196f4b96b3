"""The house stands: its public pages answer in both languages, are accessible, and ask nobody else for anything."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

LANGUAGES = [("zh-TW", "zh-Hant-TW"), ("en", "en")]


@pytest.mark.parametrize(("language", "tag"), LANGUAGES)
def test_home_answers_in_both_languages(
    open_page: Callable[..., Page], axe: Callable[[Page], list[str]], language: str, tag: str
) -> None:
    page = open_page(language)
    answer = page.goto("/")
    assert answer is not None
    assert answer.status == 200
    expect(page.locator("html")).to_have_attribute("lang", tag)
    expect(page.locator("h1")).to_have_count(1)
    assert axe(page) == []


def test_record_is_accessible_and_fits_a_telephone(
    open_page: Callable[..., Page], axe: Callable[[Page], list[str]]
) -> None:
    page = open_page("en", size="smallest")
    page.goto("/record")
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.locator("tbody th a").first.click()
    expect(page.locator("h1")).to_be_visible()
    assert axe(page) == []


def test_everything_reads_without_scripts(open_page: Callable[..., Page]) -> None:
    page = open_page("zh-TW", javascript=False)
    page.goto("/")
    page.locator(".mainnav").get_by_role("link", name="公開紀錄").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("公開紀錄")


def test_a_signed_in_person_is_greeted(open_page: Callable[..., Page]) -> None:
    page = open_page("en", handle="citizen-01")
    page.goto("/record")
    expect(page.get_by_role("banner")).to_contain_text("citizen-01")
