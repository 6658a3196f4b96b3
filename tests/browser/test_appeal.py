"""A wrongful hiding is appealed and overturned: what the author, the moderators, the lead and everybody else see of each step."""

import re
from collections.abc import Callable
from email.message import EmailMessage

from playwright.sync_api import Page, expect

from tests.browser.conftest import text_of
from tests.browser.words import Words

BILL = "/bills/csma-information-sharing"
OPINION = "Whoever wrote article 9 has never seen a server room"
REASON = "It insults the people who wrote the bill."
PLEA = "I speak of the article and of nobody by name; blunt is not an insult."
WHY = "Blunt criticism of a text is no harassment."
AUTHOR, MODERATOR, LEAD = "citizen-07", "moderator-02", "lead-01"
OpenPage = Callable[..., Page]


def test_a_wrongful_hiding_is_appealed_and_overturned(
    open_page: OpenPage, read_mail: Callable[..., EmailMessage]
) -> None:
    author, reader = open_page("zh-TW", handle=AUTHOR, javascript=False), open_page("en")
    address = write_comment(author)
    moderator = open_page("en", handle=MODERATOR)
    hide_comment(moderator, address)
    mail = read_mail(f"{AUTHOR}@example.test", REASON)
    assert f"{address}/appeal" in text_of(mail)

    appeal(author, address)
    expect_waiting(reader, address)
    refuse_moderator(moderator)
    overturn(open_page("en", handle=LEAD))
    expect_course(reader, address)
    expect_told(author)
    assert WHY in text_of(read_mail(f"{AUTHOR}@example.test", WHY))


def write_comment(page: Page) -> str:
    """Post a blunt comment; return its address."""
    say = Words("zh-TW")
    page.goto(f"{BILL}/comments/new")
    page.get_by_label(say("Your comment")).fill(f"{OPINION}.")
    page.get_by_role("button", name=say("Post comment publicly")).click()
    page.wait_for_url(re.compile(r"/comments/\d+$"))
    return page.url


def hide_comment(page: Page, address: str) -> None:
    """Hide the comment from its page, on a ground that does not fit."""
    page.goto(address)
    page.get_by_role("link", name="Hide", exact=True).click()
    page.get_by_role("radio", name="Harassment or slur").check()
    page.get_by_label("Reason, published").fill(REASON)
    page.get_by_role("button", name="Hide this comment, on the record").click()
    expect(page.get_by_role("status")).to_contain_text("The comment is hidden")


def appeal(page: Page, address: str) -> None:
    """Follow the notice to the appeal, send it first without words, then with; without JavaScript."""
    say = Words("zh-TW")
    page.goto("/notifications")
    page.locator(f'main a[href$="{address.partition("//")[2].partition("/")[2]}/appeal"]').first.click()
    expect(page.get_by_role("main")).to_contain_text(OPINION)
    send = page.get_by_role("button", name=say("Appeal, on the record"))
    send.click()
    expect(page.get_by_role("alert")).to_contain_text(say("Say in words why the hiding is wrong."))
    page.get_by_label(say("Why is the hiding wrong?")).fill(PLEA)
    send.click()
    expect(page).to_have_url(address)
    expect(page.get_by_role("main")).to_contain_text(say("Appealed"))


def expect_waiting(page: Page, address: str) -> None:
    """Everybody reads that the hiding was appealed and until when it is decided; neither what was hidden nor the plea."""
    page.goto(address)
    course = page.get_by_role("region", name="Decisions of the moderators")
    expect(course).to_contain_text("Somebody other than the moderator who hid it decides, by")
    for words in (OPINION, PLEA):
        expect(page.get_by_role("main")).not_to_contain_text(words)


def refuse_moderator(page: Page) -> None:
    """Whoever hid the comment sees that an appeal waits, and that it is somebody else's."""
    page.goto("/desk/appeals")
    item = page.get_by_role("listitem").filter(has_text=AUTHOR)
    expect(item).to_contain_text("You hid this comment, so somebody else decides on the appeal.")
    expect(item.get_by_role("link", name="Decide")).to_have_count(0)
    expect(page.get_by_role("main")).not_to_contain_text(PLEA)


def overturn(page: Page) -> None:
    """Find the appeal from the desk, read all of it, and overturn the hiding; a decision without an outcome is asked for again."""
    page.goto("/desk")
    page.get_by_role("link", name="To the appeals").click()
    page.get_by_role("listitem").filter(has_text=AUTHOR).get_by_role("link", name="Decide").click()
    for words in (OPINION, PLEA, REASON):
        expect(page.get_by_role("main")).to_contain_text(words)
    decide = page.get_by_role("button", name="Decide, on the record")
    page.get_by_label("Reason, published").fill(WHY)
    decide.click()
    expect(page.get_by_role("alert")).to_contain_text("Choose whether the hiding is upheld or overturned.")
    page.get_by_role("radio", name="Overturn the hiding").check()
    decide.click()
    expect(page.get_by_role("status")).to_contain_text("The hiding is overturned and the comment shown again")
    expect(page.get_by_role("main")).not_to_contain_text(PLEA)


def expect_course(page: Page, address: str) -> None:
    """The comment is read again, says that its hiding was overturned, and tells its whole course with log numbers."""
    page.goto(address)
    expect(page.get_by_role("main")).to_contain_text(OPINION)
    expect(page.get_by_role("main")).to_contain_text("This comment was hidden; the hiding was overturned on appeal.")
    steps = page.get_by_role("region", name="Decisions of the moderators").get_by_role("listitem")
    for step, words in enumerate(((REASON, MODERATOR), ("Appealed",), ("Hiding overturned", WHY, LEAD))):
        for said in words:
            expect(steps.nth(step)).to_contain_text(said)
        expect(steps.nth(step).get_by_role("link", name=re.compile("log no.")).first).to_be_visible()
    steps.nth(2).get_by_role("link", name=re.compile("log no.")).first.click()
    expect(page.get_by_role("main")).to_contain_text("Decided an appeal")
    expect(page.get_by_role("main")).to_contain_text(WHY)
    expect(page.get_by_role("main")).not_to_contain_text(PLEA)


def expect_told(page: Page) -> None:
    """The author finds the decision among the notices."""
    say = Words("zh-TW")
    page.goto("/notifications")
    expect(page.get_by_role("main")).to_contain_text(say("Your appeal: the hiding was overturned"))
    expect(page.get_by_role("main")).to_contain_text(WHY)
