"""A report, a hiding with its reasons, and a restoring: what the moderators, the author and everybody else see of each."""

import re
from collections.abc import Callable
from email.message import EmailMessage

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site, text_of
from tests.browser.words import Words

BILL = "/bills/csma-information-sharing"
SECRET = "Lotus Lane 7"
REASON = "Gives the home address of a private person."
AUTHOR, REPORTER, MODERATOR = "citizen-11", "citizen-10", "moderator-01"
OpenPage = Callable[..., Page]


def test_a_moderator_hides_and_restores_a_comment(
    open_page: OpenPage, read_mail: Callable[..., EmailMessage], site: Site
) -> None:
    author, reader = open_page("zh-TW", handle=AUTHOR), open_page("en")
    address = write_comment(author)
    report_comment(open_page("zh-TW", handle=REPORTER, javascript=False), address)
    refuse_other_subgroup(open_page("en", handle="moderator-other"), address)
    expect_shown(reader, address)

    moderator = open_page("en", handle=MODERATOR)
    number = hide_comment(moderator)
    expect_hidden_everywhere(reader, address, number)
    expect_told(author, number)
    mail = read_mail(f"{AUTHOR}@example.test", REASON)
    assert SECRET not in text_of(mail)
    assert address in text_of(mail)

    restore_comment(moderator, address)
    expect_shown(reader, address)
    expect(reader.get_by_role("region", name="Decisions of the moderators")).to_contain_text(
        "It was the office's address."
    )


def write_comment(page: Page) -> str:
    """Post a comment that gives somebody's address; return the comment's own address."""
    say = Words("zh-TW")
    page.goto(f"{BILL}/comments/new")
    page.get_by_label(say("Your comment")).fill(f"The person who wrote this bill lives at {SECRET}.")
    page.get_by_role("button", name=say("Post comment publicly")).click()
    page.wait_for_url(re.compile(r"/comments/\d+$"))
    return page.url


def report_comment(page: Page, address: str) -> None:
    """Report a comment to the moderators from its page; a second report is answered with the first."""
    say = Words("zh-TW")
    page.goto(address)
    page.get_by_role("link", name=say("Report"), exact=True).click()
    page.get_by_role("button", name=say("Send the report")).click()
    expect(page.get_by_role("alert")).to_contain_text(say("Choose a ground."))
    page.get_by_role("radio", name=say("Personal data of others")).check()
    page.get_by_label(say("What should the moderators know?")).fill("See the last words.")
    page.get_by_role("button", name=say("Send the report")).click()
    expect(page.get_by_role("status")).to_contain_text(
        say("The moderators have your report. They decide; a report alone hides nothing.")
    )


def refuse_other_subgroup(page: Page, address: str) -> None:
    """A moderator of another subgroup finds neither the report nor a way to hide, and is told why."""
    page.goto("/desk/reports")
    expect(page.get_by_role("main")).not_to_contain_text(SECRET)
    page.goto(address)
    expect(page.get_by_role("link", name="Hide", exact=True)).to_have_count(0)
    answer = page.goto(f"{address}/hiding")
    assert answer is not None
    assert answer.status == 403
    expect(page.get_by_role("main")).to_contain_text(
        "Only moderators of the subgroup that this bill is assigned to can do this."
    )


def hide_comment(page: Page) -> str:
    """Find the report at the desk, read it in its context, and hide the comment; return the number in the public log."""
    page.goto("/")
    page.get_by_role("banner").get_by_text(MODERATOR).click()
    page.get_by_role("banner").get_by_role("link", name="Desk").click()
    page.get_by_role("listitem").filter(has_text=SECRET).get_by_role("link", name=re.compile(AUTHOR)).click()
    expect(page.get_by_role("main")).to_contain_text("See the last words.")
    page.get_by_role("button", name="Hide this comment, on the record").click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    page.get_by_role("radio", name="Personal data of others").check()
    page.get_by_label("Reason, published").fill(REASON)
    page.get_by_role("button", name="Hide this comment, on the record").click()
    told = page.get_by_role("status").filter(has_text="The comment is hidden, on the record under log no.")
    number = re.search(r"\d+", told.inner_text())
    assert number
    return number.group()


def expect_hidden_everywhere(page: Page, address: str, number: str) -> None:
    """The place stays with ground, reason and log number; the words are gone from pages, API and record."""
    page.goto(address)
    place = page.get_by_role("article", name="Hidden comment")
    expect(place).to_contain_text("Personal data of others")
    expect(place).to_contain_text(REASON)
    place.get_by_role("link", name=f"log no. {number}").click()
    expect(page.get_by_role("main")).to_contain_text(REASON)
    page.goto("/record")
    expect(page.get_by_role("row").filter(has=page.get_by_role("link", name=number, exact=True))).to_contain_text(
        REASON
    )

    comment = address.rpartition("/")[2]
    item = page.request.get(f"/api/v1/comments/{comment}").json()
    assert (item["state"], item["body"], item["ground"]) == ("hidden", None, "personal-data")
    for path in (
        f"/comments/{comment}",
        f"/comments/{comment}/history",
        f"/comments/{comment}/journey",
        f"{BILL}/discussion?sort=newest",
        f"{BILL}/text",
        f"{BILL}/record",
        "/record.ndjson",
        f"/record/{number}",
        f"/api/v1/comments/{comment}",
        f"/api/v1/comments/{comment}/journey",
        f"{BILL}/comments".replace("/bills", "/api/v1/bills") + "?limit=100",
    ):
        answer = page.request.get(path)
        assert answer.status == 200, path
        assert SECRET not in answer.text(), path


def expect_told(page: Page, number: str) -> None:
    """The author finds an unread mark, the notice with ground, reason and log number; the mark goes once it is read."""
    say = Words("zh-TW")
    page.goto("/")
    banner = page.get_by_role("banner")
    expect(banner).to_contain_text(say("unread"))
    banner.get_by_text(AUTHOR).click()
    banner.get_by_role("link", name=say("My comments and notices")).click()
    notice = page.get_by_role("listitem").filter(has=page.get_by_role("link", name=say("Your comment was hidden")))
    expect(notice.first).to_contain_text(say("New"))
    expect(notice.first).to_contain_text(say("Personal data of others"))
    expect(notice.first).to_contain_text(REASON)
    expect(notice.first.get_by_role("link", name=say("log no. %(number)s", number=number))).to_be_visible()
    page.get_by_role("button", name=say("Mark all as read")).click()
    expect(page.get_by_role("banner")).not_to_contain_text(say("unread"))


def restore_comment(page: Page, address: str) -> None:
    """Read the hidden words, which a moderator alone may, and show them again."""
    page.goto(address)
    expect(page.get_by_role("main")).not_to_contain_text(SECRET)
    page.get_by_role("link", name="Restore", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text(SECRET)
    page.get_by_label("Reason, published").fill("It was the office's address.")
    page.get_by_role("button", name="Show it again, on the record").click()
    expect(page.get_by_role("status")).to_contain_text("The comment is shown again")


def expect_shown(page: Page, address: str) -> None:
    """Everybody reads the comment."""
    page.goto(address)
    expect(page.get_by_role("article", name=f"Comment by {AUTHOR}")).to_contain_text(SECRET)


@pytest.mark.parametrize("who", [None, "citizen-02", "official-moda"])
def test_nobody_else_reaches_the_acts_of_moderators(open_page: OpenPage, who: str | None) -> None:
    page = open_page("en", handle=who)
    for path in ("/comments/200/hiding", "/comments/200/restoration", "/desk/reports", "/desk/reports/200"):
        page.goto(path)
        expect(page.get_by_role("button", name=re.compile("on the record"))).to_have_count(0)
        expect(page.get_by_role("heading", level=1)).not_to_have_text("Reports")
