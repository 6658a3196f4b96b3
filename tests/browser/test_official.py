"""An official prepares a bill from nothing to its announcement; a short notice without its reasons is refused on the way."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from playwright.sync_api import Page, expect

SLUG = "open-source-in-government"
TITLE = "Open Source in Government Act (draft)"
DESK = f"/desk/bills/{SLUG}"
OpenPage = Callable[..., Page]


def test_an_official_prepares_and_announces_a_bill(open_page: OpenPage) -> None:
    page, stranger = open_page("en", handle="official-moda-02"), open_page("zh-TW")
    prepare(page)
    write_articles(page)
    ask_question(page)
    for path in (f"/bills/{SLUG}", f"/bills/{SLUG}/text", f"/api/v1/bills/{SLUG}"):
        assert stranger.request.get(path).status == 404
    announce(page)
    expect_announced(stranger)


def prepare(page: Page) -> None:
    """Give the bill its address, its title and its words; a missing address is asked for, and nothing typed is lost."""
    page.goto("/desk/bills")
    page.get_by_role("link", name="Prepare a new bill").click()
    page.get_by_label("Title in English").fill(TITLE)
    page.get_by_label("Title in Chinese").fill("政府採用開放原始碼條例草案")
    page.get_by_label("Summary in English").fill("Software paid for by the public is published for the public.")
    page.get_by_label("Plain-language guide in English").fill("What an office orders, everybody may use.")
    page.get_by_role("radio", name="New act").check()
    page.get_by_role("button", name="Prepare the bill").click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    expect(page.get_by_label("Title in English")).to_have_value(TITLE)
    expect(page.get_by_role("radio", name="New act")).to_be_checked()
    page.get_by_label("Address on this platform").fill(SLUG)
    page.get_by_role("button", name="Prepare the bill").click()
    expect(page.get_by_role("status")).to_contain_text("Only your agency can see it.")


def write_articles(page: Page) -> None:
    """Write two articles, one after the other, and put the second before the first and back."""
    page.goto(f"{DESK}/draft")
    page.get_by_role("link", name="Add an article").click()
    for number, heading, button in (
        ("1", "Purpose", "Save and write another"),
        ("2", "Publication", "Save the article"),
    ):
        page.get_by_label("Article number").fill(number)
        page.get_by_label("Heading in English").fill(heading)
        page.get_by_label("Proposed text in English").fill(
            "An agency publishes what it orders:\n1. the source;\n2. the tests."
        )
        page.get_by_label("Proposed text in Chinese").fill("機關應公開下列事項：\n一、原始碼。\n二、測試。")
        page.get_by_role("button", name=button).click()
    items = page.get_by_role("main").get_by_role("listitem").filter(has=page.get_by_role("heading", level=2))
    expect(items).to_have_text([re.compile("Purpose"), re.compile("Publication")])
    page.get_by_role("button", name=re.compile("Move up: Article 2")).click()
    expect(items).to_have_text([re.compile("Publication"), re.compile("Purpose")])
    page.get_by_role("button", name=re.compile("Move up: Article 1")).click()
    expect(items).to_have_text([re.compile("Purpose"), re.compile("Publication")])


def ask_question(page: Page) -> None:
    """Ask one key question."""
    page.goto(f"{DESK}/questions")
    page.get_by_label("In English").first.fill("Which software should be exempt?")
    page.get_by_label("In Chinese").first.fill("哪些軟體應予排除？")
    page.get_by_role("button", name="Save the questions").click()
    expect(page.get_by_role("listitem").filter(has_text="1 key question")).to_be_visible()


def announce(page: Page) -> None:
    """Announce with 60 days' notice, after a notice of 30 days without reasons was refused with all that was typed."""
    page.get_by_role("link", name="Set the notice and announce").click()
    first, last = page.get_by_label("First day"), page.get_by_label("Last day")
    begins = date.fromisoformat(first.input_value()) + timedelta(days=3)
    first.fill(begins.isoformat())
    last.fill((begins + timedelta(days=29)).isoformat())
    page.get_by_label("Justification in English").fill("Too short a reason.")
    page.get_by_role("button", name="Announce publicly").click()
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    summary.get_by_role("link").first.click()
    assert page.evaluate("document.activeElement.getAttribute('aria-invalid')") == "true"
    expect(first).to_have_value(begins.isoformat())
    expect(last).to_have_value((begins + timedelta(days=29)).isoformat())
    expect(page.get_by_label("Justification in English")).to_have_value("Too short a reason.")

    page.get_by_label("Justification in English").fill("")
    last.fill((begins + timedelta(days=59)).isoformat())
    page.get_by_role("button", name="Count the days").click()
    expect(page.get_by_role("main")).to_contain_text("60 days, both counted in full.")
    page.get_by_role("button", name="Announce publicly").click()
    expect(page.get_by_role("status")).to_contain_text("The bill is announced.")


def expect_announced(page: Page) -> None:
    """Everybody finds the bill on the home page and in the list, reads it, and cannot comment yet."""
    page.goto("/bills?status=announced")
    expect(page.get_by_role("link", name="政府採用開放原始碼條例草案")).to_be_visible()
    page.goto("/")
    page.get_by_role("link", name="政府採用開放原始碼條例草案").click()
    expect(page.get_by_role("main")).to_contain_text("哪些軟體應予排除？")
    assert page.request.get(f"/api/v1/bills/{SLUG}").json()["status"] == "announced"
    page.goto(f"/bills/{SLUG}/text?lang=en")
    expect(page.get_by_role("article").filter(has_text="Publication")).to_contain_text("the tests.")
    page.goto(f"/bills/{SLUG}/discussion?lang=en")
    expect(page.get_by_role("main")).to_contain_text("The notice period has not opened yet.")
