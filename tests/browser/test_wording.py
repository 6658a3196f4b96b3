"""Other words for the law, and one campaign that was two: proposing wording and taking it along, splitting what does not say the same."""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.browser.preparing import enter, post
from tests.browser.words import Words

BILL = "/bills/audit-remedies"  # under discussion still; other journeys only read it
OpenPage = Callable[..., Page]


@pytest.mark.parametrize(
    ("language", "javascript", "key", "old", "new"),
    [("en", True, "7-1", "thirty", "sixty-three"), ("zh-TW", False, "7-2", "敘明理由", "附具證據")],
    ids=["en-scripts", "zh-TW-plain"],
)
def test_wording_is_proposed_compared_and_taken_along(
    open_page: OpenPage, language: str, javascript: bool, key: str, old: str, new: str
) -> None:
    say, page = Words(language), open_page(language, javascript=javascript, handle="citizen-05")
    page.goto(f"{BILL}/articles/{key}")
    page.get_by_role("main").get_by_role("link", name=say("Propose wording")).click()
    propose(page, say, old, new)
    comment = page.url
    expect_side_by_side(page, say, key, comment, old, new)
    official = open_page(language, javascript=javascript, handle="official-acs")
    assert new in read_docx(official, say, key)


def propose(page: Page, say: Words, old: str, new: str) -> None:
    """Change one place in the present words, look at the redline before anybody else does, and post it."""
    editor = page.get_by_role("textbox", name=say("Proposed wording"))
    began = editor.input_value()
    assert old in began
    assert new not in began
    editor.fill(began.replace(old, new))
    page.get_by_label(say("Your comment")).fill("The reason is told apart from the words.")
    page.get_by_role("button", name=say("Preview")).click()
    expect(page.locator("#preview .redline ins").first).to_contain_text(new)
    page.locator("#preview").get_by_role("button", name=say("Post comment publicly")).click()
    expect(page.get_by_role("region", name=say("Receipt"))).to_be_visible()
    redline = page.get_by_role("article").first.locator(".redline")
    expect(redline.locator("ins").first).to_contain_text(new)
    expect(redline.locator("del").first).to_contain_text(old)


def expect_side_by_side(page: Page, say: Words, key: str, comment: str, old: str, new: str) -> None:
    """All proposals for the article stand beside its present words, and this one leads to its comment."""
    page.goto(f"{BILL}/articles/{key}")
    page.get_by_role("link", name=say.like("%(num)s proposal of wording")).click()
    sides = page.get_by_role("article").filter(has=page.locator(f"a[href='{comment}']")).locator(".wording-side")
    expect(sides).to_have_count(2)
    present, proposed = sides.all()
    expect(present).to_contain_text(old)
    expect(present).not_to_contain_text(new)
    expect(proposed.locator("ins").first).to_contain_text(new)


def read_docx(page: Page, say: Words, key: str) -> str:
    """Download the article's proposals as a Word file, and read its words."""
    page.goto(f"{BILL}/articles/{key}/proposals")
    with page.expect_download() as download:
        page.get_by_role("link", name=say("Download as Word file (DOCX)")).click()
    assert download.value.suggested_filename == f"audit-remedies-article-{key}-proposals.docx"
    file = Path(download.value.path()).read_bytes()
    assert file[:2] == b"PK"
    document = ZipFile(BytesIO(file)).read("word/document.xml").decode()
    return "".join(re.findall(r"<w:(?:t|delText)\b[^>]*>([^<]*)<", document))


CAMPAIGN = "Auditors must show the audited body every finding at least ten days before they write it down."
OTHER = "Auditors need not show the audited body every finding at least ten days before they write it down."


@pytest.fixture
def argument(inside: Flask, open_page: OpenPage) -> Page:
    """The argument of four people as a moderator reads it, whom the machine put together though one says the contrary."""
    words = [CAMPAIGN, CAMPAIGN, f"{CAMPAIGN} Please.", OTHER]
    for handle, body in zip(("citizen-02", "citizen-04", "citizen-09", "citizen-10"), words, strict=True):
        last = post(enter(inside, handle), f"{BILL}/comments/new", body=body, place="7")
    page = open_page("en", handle="moderator-02")
    page.goto(last)
    return page


def test_a_comment_is_split_off_an_argument(argument: Page) -> None:
    page, comment, reason = argument, argument.url, "It says the contrary of what the others say."
    page.get_by_role("main").get_by_role("link", name="One argument, 4 people").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("One argument, 4 people")
    voice = page.get_by_role("article", name="Comment by citizen-10")
    expect(voice.locator(".redline ins")).to_contain_text("need not")
    voice.get_by_role("link", name="Take out of the argument").click()
    page.get_by_role("button", name="Take it out, on the record").click()
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_label("Reason").fill(reason)
    page.get_by_role("button", name="Take it out, on the record").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("One argument, 3 people")
    expect(voice).to_have_count(0)
    decided = page.get_by_role("region", name="Decisions of the moderators")
    decided.get_by_role("link", name=re.compile("^log no")).click()
    expect(page.get_by_role("main")).to_contain_text(reason)
    expect(page.get_by_role("main")).to_contain_text("moderator-02")
    expect_alone(page, comment)


def expect_alone(page: Page, comment: str) -> None:
    """A comment is of no argument, and stands unfolded in the discussion."""
    page.goto(comment)
    expect(page.get_by_role("article").first).to_contain_text(OTHER)
    expect(page.get_by_role("main").get_by_role("link", name=re.compile("^One argument"))).to_have_count(0)
    page.goto(f"{BILL}/discussion?article=7")
    mine = page.get_by_role("article", name="Comment by citizen-10").filter(has_text=OTHER)
    expect(mine).to_be_visible()
    expect(page.get_by_role("link", name="One argument, 3 people")).to_be_visible()
