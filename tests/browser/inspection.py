"""Looking at a page as it stands: what breaks WCAG, what is wider than the window, what is too small to touch."""

from collections.abc import Iterable

from playwright.sync_api import Locator, Page, ViewportSize, expect

from tests.browser.accessibility import find_violations
from tests.browser.conftest import SIZES

_EMPTY_AND_SEND = """(form) => {
  for (const line of form.querySelectorAll("textarea, input")) {
    if (["hidden", "radio", "checkbox"].includes(line.type)) line.checked = false;
    if (line.type !== "hidden" && !["radio", "checkbox"].includes(line.type)) line.value = "";
  }
  form.requestSubmit(form.querySelector("button:not([name]):not([type=button])"));
}"""


def inspect_pages(page: Page, paths: Iterable[str]) -> list[str]:
    """Open pages one after the other; list what is wrong with each."""
    wrong = []
    for path in paths:
        answer = page.goto(path)
        assert answer is not None
        assert answer.status < 500, path
        assert page.evaluate("document.querySelectorAll('h1').length") == 1, path
        wrong += [f"{path}: {found}" for found in look_at(page)]
    return wrong


def inspect_failed_forms(page: Page, paths: Iterable[str]) -> list[str]:
    """Send the first form of each page with empty lines, which is refused; list what is wrong with the answer."""
    wrong = []
    for path in paths:
        page.goto(path)
        form = page.locator("main form[method=post][novalidate]").first
        assert form.count(), path
        with page.expect_navigation():
            form.evaluate(_EMPTY_AND_SEND)
        summary = page.get_by_role("alert")
        expect(summary).to_be_focused()
        wrong += [f"{path}, refused: {words}" for words in [*dead_links(summary), *look_at(page)]]
    return wrong


def look_at(page: Page) -> list[str]:
    """What is wrong with a page in a wide window and in the smallest, beginning with the one that there is: each change draws it anew."""
    is_small = page.viewport_size == size_of("smallest")
    return [*overflows(page), *violations(page)] if is_small else [*violations(page), *overflows(page)]


def violations(page: Page) -> list[str]:
    """What a page breaks of WCAG in a wide window."""
    resize(page, "wide")
    return find_violations(page)


def dead_links(summary: Locator) -> list[str]:
    """The links of an error summary that lead to no field, or to more than one."""
    dead: list[str] | None = summary.evaluate(_DEAD)
    assert dead is not None, "it lists nothing"
    return [f"{words} leads nowhere" for words in dead]


def overflows(page: Page) -> list[str]:
    """What is wider than the smallest window, and what is too small to touch there."""
    resize(page, "smallest")
    wider, small = page.evaluate(f"() => [({_WIDER})(), ({_SMALL})()]")
    return [f"wider than the window: {found}" for found in wider] + [f"small target: {found}" for found in small]


def resize(page: Page, name: str) -> None:
    """Give a page a window of a size that it does not have yet."""
    if page.viewport_size != size_of(name):
        page.set_viewport_size(size_of(name))


def wider_than_window(page: Page) -> list[str]:
    """The inmost elements that reach out of the window, where the page can be scrolled to the side."""
    found: list[str] = page.evaluate(_WIDER)
    return found


def size_of(name: str) -> ViewportSize:
    """A size of window by its name."""
    width, height = SIZES[name]
    return {"width": width, "height": height}


_DEAD = """(summary) => {
  const links = [...summary.querySelectorAll("a")];
  if (!links.length && !summary.querySelector("li")) return null;
  const leads = (link) => document.querySelectorAll(`[id='${link.getAttribute("href").replace("#", "")}']`).length === 1;
  return links.filter((link) => !leads(link)).map((link) => link.textContent);
}"""
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
