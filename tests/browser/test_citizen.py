"""A citizen's way: registering, confirming by mail, commenting on an article, replying, editing, endorsing, withdrawing."""

import re
from collections.abc import Callable
from email.message import EmailMessage
from hashlib import sha256

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import text_of
from tests.browser.words import Words

BILL = "/bills/csma-information-sharing"
PASSWORD = "four plain words suffice"
OpenPage = Callable[..., Page]
ReadMail = Callable[..., EmailMessage]


@pytest.mark.parametrize(
    ("language", "javascript"), [("zh-TW", True), ("en", False)], ids=["zh-TW-scripts", "en-plain"]
)
def test_a_citizen_registers_and_takes_part(
    open_page: OpenPage, read_mail: ReadMail, language: str, javascript: bool
) -> None:
    say, page = Words(language), open_page(language, javascript=javascript)
    handle = f"reader-{language}-{'scripts' if javascript else 'plain'}".lower()
    register(page, say, handle, read_mail)
    comment_on_an_article(page, say)
    reply_edit_and_withdraw(page, say, handle)
    endorse_and_take_back(page, say)


def register(page: Page, say: Words, handle: str, read_mail: ReadMail) -> None:
    """Make an account, confirm its address by the mail, and sign in."""
    page.goto("/")
    page.get_by_role("banner").get_by_role("link", name=say("Register")).click()
    page.get_by_label(say("Handle")).fill(handle)
    page.get_by_label(say("E-mail address")).fill(f"{handle}@example.test")
    page.get_by_label(say("Password")).fill(PASSWORD)
    page.get_by_role("button", name=say("Register")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(say("Check your mail"))

    link = re.search(r"https?://\S+/account/confirm/\S+", text_of(read_mail(f"{handle}@example.test")))
    assert link
    page.goto(link.group())
    page.get_by_role("button", name=say("Confirm address")).click()
    if not page.get_by_role("heading", name=say("Sign in"), level=1).is_visible():
        page.get_by_role("banner").get_by_role("link", name=say("Sign in")).click()
    page.get_by_label(say("Handle or e-mail address")).fill(handle)
    page.get_by_label(say("Password")).fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name=say("Sign in")).click()
    expect(page.get_by_role("banner")).to_contain_text(handle)


def comment_on_an_article(page: Page, say: Words) -> None:
    """Read the bill's text, say something on its third article, and get the receipt."""
    words = f"**{say('Article')}**: a comment with *emphasis* — 逐條留言"
    page.goto(BILL)
    page.get_by_role("main").get_by_role("link", name=say("Text"), exact=True).first.click()
    page.get_by_role("link", name=say.like("Discuss %(place)s")).nth(2).click()
    page.get_by_role("link", name=say("Write a comment")).click()
    expect(page.get_by_label(say("What is it about?"))).not_to_have_value("")
    page.get_by_role("radio", name=say("Change it")).check()
    page.get_by_label(say("Your comment")).fill(words)
    page.get_by_role("button", name=say("Post comment publicly")).click()

    receipt = page.get_by_role("region", name=say("Receipt"))
    expect(receipt.get_by_role("link", name=page.url)).to_have_attribute("href", page.url)
    expect(receipt).to_contain_text(sha256(words.encode()).hexdigest())
    expect(page.get_by_role("article").locator("strong", has_text=say("Article"))).to_be_visible()
    expect(page.get_by_role("status")).to_contain_text(
        say("Your comment is public. Its receipt is below: keep it if you like.")
    )


def somebody_elses(page: Page, say: Words) -> Locator:
    """The first comment in the discussion that one can endorse, that is of somebody else."""
    page.goto(f"{BILL}/discussion")
    cards = page.get_by_role("main").get_by_role("article")
    return cards.filter(has=page.get_by_role("button", name=say("Endorse"))).first


def reply_edit_and_withdraw(page: Page, say: Words, handle: str) -> None:
    """Answer somebody, change the answer, read what it said before, and withdraw it."""
    somebody_elses(page, say).get_by_role("link", name=say("Reply"), exact=True).click()
    page.get_by_label(say("Your comment")).fill(f"A first answer by {handle}")
    page.get_by_role("button", name=say("Post reply publicly")).click()
    here = page.url

    mine = page.get_by_role("article", name=say("Comment by %(author)s", author=handle))
    mine.get_by_role("link", name=say("Edit"), exact=True).click()
    expect(page.get_by_label(say("Your comment"))).to_have_value(f"A first answer by {handle}")
    page.get_by_label(say("Your comment")).fill(f"A better answer by {handle}")
    page.get_by_role("button", name=say("Save the change publicly")).click()
    expect(mine).to_contain_text("A better answer")
    mine.get_by_role("link", name=say("edited"), exact=True).click()
    expect(page.get_by_role("main")).to_contain_text(f"A first answer by {handle}")

    page.goto(here)
    mine.get_by_role("link", name=say("Withdraw"), exact=True).click()
    page.get_by_role("button", name=say("Withdraw this comment")).click()
    expect(page.get_by_role("article", name=say("Withdrawn comment"))).to_contain_text(say("Withdrawn by its author."))
    for address in (here, f"{here}/history", f"{here}/journey"):
        page.goto(address)
        assert "answer by" not in page.content()


def endorse_and_take_back(page: Page, say: Words) -> None:
    """Endorse somebody's comment, see the count rise, take it back, and see it fall."""
    card = somebody_elses(page, say)
    page.goto(f"/comments/{str(card.get_attribute('id')).removeprefix('comment-')}")
    article = page.get_by_role("main").get_by_role("article").first
    endorse = article.get_by_role("button", name=say("Endorse"), exact=False)
    before = count_in(endorse)
    endorse.click()
    endorsed = article.get_by_role("button", name=say("take it back"))
    expect(endorsed).to_contain_text(f"({before + 1})")
    endorsed.click()
    expect(endorsed).to_have_count(0)
    expect(endorse).to_contain_text(f"({before})")


def count_in(locator: Locator) -> int:
    """The number in brackets that a button shows."""
    found = re.search(r"\((\d+)\)", locator.inner_text())
    assert found
    return int(found.group(1))
