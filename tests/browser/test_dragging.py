"""A moderator drags parts of a draft to another place on the map: what the mouse does is stored, and stands after a reload."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Locator, Page, Position, expect

from tests.browser.preparing import enter, post

DESK = "/desk/bills/csma-information-sharing/summary"  # no other journey drafts its summary
MODERATOR = "moderator-01"
CORNER: Position = {"x": 20, "y": 12}
OpenPage = Callable[..., Page]


@pytest.fixture
def page(open_page: OpenPage, inside: Flask) -> Page:
    """The map of a draft: two issues, the first with two recommendations; the first of these cites a comment."""
    writer = enter(inside, MODERATOR)
    post(writer, f"{DESK}/draft")
    for name in ("First", "Second"):
        post(writer, f"{DESK}/issues/new", title_en=f"{name} issue", statement_en="What is disputed.")
    page = open_page("en", handle=MODERATOR)
    page.goto(DESK)
    first = str(page.locator("#issue-1").get_attribute("data-id"))
    for name in ("Alpha", "Beta"):
        post(writer, f"{DESK}/recommendations/new", text_en=f"{name} is asked for.", issue=first)
    comment = str(page.locator("input[name=comments]").first.get_attribute("value"))
    post(writer, f"{DESK}/citations", part="R1", comments=comment)
    page.reload()
    return page


def move(page: Page, part: Locator, place: Locator) -> None:
    """Take a part with the mouse, draw it onto another one step by step, and let it go there."""
    part.hover(position=CORNER)
    page.mouse.down()
    part.hover(position={"x": 40, "y": 12})  # taken before the page is scrolled, as by hand
    for _step in range(2):  # the place hears of what is held above it with the second step
        place.hover(position=CORNER)
    page.mouse.up()


def drag(page: Page, part: Locator, place: Locator) -> None:
    """Drag a part onto another one, wait until the desk has stored it, and load the map anew."""
    with page.expect_event("load"):
        move(page, part, place)
    page.reload()


def asked_under(page: Page, issue: int) -> list[str]:
    """The recommendations that stand under an issue, in their order."""
    titles = page.locator(f"#issue-{issue} .recommendation-title").all_inner_texts()
    return [" ".join(title.split()) for title in titles]


def test_parts_of_the_map_are_dragged_and_stay_where_they_were_dropped(page: Page) -> None:
    alpha, beta = (page.locator(".map-ask").filter(has_text=name) for name in ("Alpha", "Beta"))
    heading = ".recommendation-title"
    assert (asked_under(page, 1), asked_under(page, 2)) == (
        ["R1 Alpha is asked for.", "R2 Beta is asked for."],
        [],
    )
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    for part in (page.locator("#issue-1 > .issue-title"), page.locator(".recommendation-title").first):
        move(page, part, page.locator("#open-title"))
    assert sent == [], "there it does not belong"
    drag(page, alpha.locator(heading), page.locator("#issue-2 > .issue-title"))
    assert (asked_under(page, 1), asked_under(page, 2)) == (["R1 Beta is asked for."], ["R2 Alpha is asked for."])
    drag(page, beta.locator(heading), alpha.locator(heading))
    assert (asked_under(page, 1), asked_under(page, 2)) == ([], ["R1 Beta is asked for.", "R2 Alpha is asked for."])
    drag(page, beta.locator(heading), alpha.locator(heading))
    assert asked_under(page, 2) == ["R1 Alpha is asked for.", "R2 Beta is asked for."], "downwards it goes behind"
    expect(alpha.locator("[data-drag=citation]")).to_have_count(1)
    drag(page, alpha.locator("[data-drag=citation]"), beta.locator(heading))
    expect(alpha.locator("[data-drag=citation]")).to_have_count(0)
    expect(beta.locator("[data-drag=citation]")).to_have_count(1)
    drag(page, page.locator("#issue-2 > .issue-title"), page.locator("#issue-1 > .issue-title"))
    expect(page.locator("#issue-1 > .issue-title")).to_contain_text("Second issue")
    assert asked_under(page, 1) == ["R1 Alpha is asked for.", "R2 Beta is asked for."]
