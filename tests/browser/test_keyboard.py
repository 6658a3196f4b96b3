"""Pages by the keyboard alone, and on paper."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

OpenPage = Callable[..., Page]

_FOCUS = """() => {
  const e = document.activeElement, style = getComputedStyle(e);
  const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  return {
    name: (e.ariaLabel || e.labels?.[0]?.textContent || e.textContent || "").trim().replace(/\\s+/g, " "),
    seen: outlined || style.boxShadow !== "none",
  };
}"""


def walk_by_tab(page: Page, target: str, most: int = 120) -> list[str]:
    """Press the tabulator until something of that name has the focus; return the names on the way, each seen as focused."""
    passed: list[str] = []
    for _step in range(most):
        page.keyboard.press("Tab")
        focus = page.evaluate(_FOCUS)
        assert focus["seen"], f"the focus on {focus['name']!r} cannot be seen"
        expect(page.locator("*:focus")).to_be_in_viewport()
        passed.append(focus["name"])
        if focus["name"].startswith(target):
            return passed
    raise AssertionError(f"the tabulator does not reach {target!r}: {passed}")


@pytest.mark.parametrize("path", ["/", "/bills/csma-information-sharing/text", "/account/sign-in"])
def test_the_first_stop_skips_to_the_content(open_page: OpenPage, path: str) -> None:
    page = open_page("zh-TW")
    page.goto(path)
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="跳到主要內容")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_a_comment_is_written_by_keyboard_alone(open_page: OpenPage) -> None:
    page = open_page("en", handle="citizen-09")
    page.goto("/bills/csma-information-sharing")
    walk_by_tab(page, "Comment on this bill")
    page.keyboard.press("Enter")
    page.wait_for_url("**/comments/new")
    walk_by_tab(page, "What is it about?")
    walk_by_tab(page, "No position")
    page.keyboard.press("ArrowDown")
    walk_by_tab(page, "Your comment")
    page.keyboard.type("Written without a mouse.")
    walk_by_tab(page, "Post comment publicly")
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_contain_text("Written without a mouse.")
    expect(page.get_by_role("article").first).to_contain_text("Support")


def test_the_account_menu_opens_and_closes_by_keyboard(open_page: OpenPage) -> None:
    page = open_page("en", handle="citizen-09")
    page.goto("/help")
    walk_by_tab(page, "Account: citizen-09")
    page.keyboard.press("Enter")
    settings = page.get_by_role("banner").get_by_role("link", name="Settings")
    expect(settings).to_be_visible()
    page.keyboard.press("Escape")
    expect(settings).to_be_hidden()
    assert page.evaluate(_FOCUS)["name"].startswith("Account: citizen-09")


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/bills/csma-inspection",
        "/bills/audit-plan-committee/text",
        "/bills/audit-plan-committee/compare",
        "/bills/audit-remedies/discussion",
        "/bills/audit-plan-committee/response",
        "/record",
    ],
)
def test_pages_print(open_page: OpenPage, path: str) -> None:
    page = open_page("zh-TW")
    page.goto(path)
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    shown, whole = page.evaluate(
        "() => [document.querySelector('main').innerText.length, document.querySelector('main').textContent.length]"
    )
    assert shown > 200
    assert shown > whole / 6
    expect(page.get_by_role("navigation", name="主選單")).to_be_hidden()
    page.set_viewport_size({"width": 700, "height": 1000})  # the width of A4 between its margins
    assert page.evaluate("document.documentElement.scrollWidth <= 700")
