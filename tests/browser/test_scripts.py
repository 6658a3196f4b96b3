"""What scripts add to writing: the counter, the draft that is kept, one post for a double click; and that none needs them."""

import re
from collections.abc import Callable
from uuid import uuid4

from playwright.sync_api import Page, expect

BILL = "/bills/csma-information-sharing"
NEW = f"{BILL}/comments/new"
OpenPage = Callable[..., Page]


def posted(page: Page, words: str) -> int:
    """How many comments on the bill hold some words."""
    items: list[dict[str, str | None]] = []
    cursor: str | None = ""
    while cursor is not None:
        answer = page.request.get(f"/api/v1{BILL}/comments?limit=100" + (f"&cursor={cursor}" if cursor else "")).json()
        items, cursor = items + answer["items"], answer["next"]
    return sum(words in (item["body"] or "") for item in items)


def test_the_counter_counts_as_a_person_does(open_page: OpenPage) -> None:
    page = open_page("en", handle="citizen-08")
    page.goto(NEW)
    words, counter = page.get_by_label("Your comment"), page.locator(".field-counter")
    expect(counter).to_have_text("5,000 characters left")
    words.fill("家👨‍👩‍👧‍👦é")  # three characters to a person, thirteen code units to a machine
    expect(counter).to_have_text("4,997 characters left")
    words.fill("字" * 5001)
    expect(counter).to_have_text("1 character too many")
    page.get_by_role("button", name="Post comment publicly").click()
    expect(page.get_by_role("alert")).to_be_focused()
    expect(words).to_have_value("字" * 5001)
    expect(words).to_have_attribute("aria-invalid", "true")


WORD = """<style>p {}</style><h1>Heading</h1><p class=MsoNormal style="margin:0">Some <b>bold</b>&nbsp;so&shy;ft text.</p>
<p class=MsoListParagraph style="mso-list:l0 level1 lfo1"><span style="mso-list:Ignore">&#xF0B7;<span>&nbsp; </span></span>Point</p>
<p onclick="alert(1)"><img src="http://elsewhere.example/x.png"><a href="https://example.test/a(1)">link</a></p>"""
CLEANED = "**Heading**\n\nSome **bold** soft text.\n\n- Point\n\n[link](https://example.test/a%281%29)"
PASTE = """html => { const board = new DataTransfer(); board.setData("text/html", html); board.setData("text/plain", "plain");
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: board, bubbles: true, cancelable: true })); }"""


def restore_draft(page: Page, words: str) -> None:
    """Leave a draft behind, come back to it, and take it up."""
    page.goto(f"{NEW}?place=9")
    box = page.get_by_label("Your comment")
    box.fill(words)
    page.get_by_label("Oppose").check()
    page.goto(f"{NEW}?place=2")
    expect(page.get_by_role("button", name="Restore")).to_have_count(0)
    page.goto(f"{NEW}?place=9")
    expect(box).to_have_value("")
    box.fill("Another beginning.")  # does not replace the draft that is offered
    page.get_by_role("button", name="Restore").click()
    expect(box).to_be_focused()
    expect(box).to_have_value(words)
    expect(page.get_by_label("Oppose")).to_be_checked()
    page.get_by_role("button", name="Discard").click()


def test_writing_in_comfort(open_page: OpenPage) -> None:
    """A draft is offered and never filled in; keys, quotes and pasting write Markdown; a look at it keeps the focus and posts nothing."""
    page, words = open_page("en", handle="citizen-08"), f"Kept {uuid4().hex}"
    box, told = page.get_by_label("Your comment"), page.locator("[data-told]")
    restore_draft(page, words)
    box.press("Control+A")
    box.press("Control+B")
    expect(box).to_have_value(f"**{words}**")
    box.press("Control+End")
    page.get_by_role("button", name="Quote this text").click()
    expect(box).to_have_value(re.compile(r"\*\*\n\n> The competent authority"))
    page.get_by_role("button", name="Preview").click()
    expect(page.locator("#preview strong")).to_have_text(words)
    expect(page.get_by_role("button", name="Preview")).to_be_focused()
    expect(told).to_have_text("The preview is shown above the form.")
    box.press("Escape")
    expect(page.locator("#preview")).to_be_hidden()
    assert posted(page, words) == 0
    box.fill("")
    page.evaluate(PASTE, WORD)
    expect(box).to_have_value(CLEANED)
    box.fill(words)
    box.press("Control+Enter")
    expect(page.get_by_role("region", name="Receipt")).to_be_visible()
    assert page.evaluate("Object.keys(localStorage)") == []
    page.go_back()
    expect(box).to_have_value("")
    box.fill("Not for the next person.")
    page.locator("form[action='/account/sign-out']").evaluate(
        "form => form.addEventListener('submit', e => e.preventDefault())"
    )
    page.locator("form[action='/account/sign-out']").evaluate("form => form.requestSubmit()")
    assert page.evaluate("Object.keys(localStorage)") == []


def write(page: Page) -> str:
    """Fill the form with words of their own."""
    words = f"Once {uuid4().hex}"
    page.goto(NEW)
    page.get_by_label("Your comment").fill(words)
    return words


def test_a_double_click_sends_the_form_once(open_page: OpenPage) -> None:
    page = open_page("en", handle="citizen-07")
    words, sent = write(page), []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.get_by_role("button", name="Post comment publicly").dblclick()
    expect(page.get_by_role("region", name="Receipt")).to_be_visible()
    assert len(sent) == 1
    assert posted(page, words) == 1


def test_a_form_sent_again_posts_once_without_scripts(open_page: OpenPage) -> None:
    page = open_page("en", handle="citizen-07", javascript=False)
    words = write(page)
    form = page.locator("main form")
    hidden = {name: form.locator(f"[name={name}]").input_value() for name in ("csrf_token", "key", "place")}
    page.get_by_role("button", name="Post comment publicly").dblclick()
    expect(page.get_by_role("region", name="Receipt")).to_be_visible()
    again = page.request.post(NEW, form={**hidden, "body": words, "position": ""}, headers={"Referer": page.url})
    assert again.url == page.url
    assert posted(page, words) == 1


def test_a_link_is_copied(open_page: OpenPage) -> None:
    page = open_page("en")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/comments/1")
    button = page.get_by_role("main").get_by_role("button", name="Copy link").first
    button.click()
    expect(page.get_by_role("status").filter(has_text="Link copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.url
