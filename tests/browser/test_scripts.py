"""What scripts add to writing: the counter, the draft that is kept, one post for a double click; and that none needs them."""

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
    expect(counter).to_have_text("1 characters too many")
    page.get_by_role("button", name="Post comment publicly").click()
    expect(page.get_by_role("alert")).to_be_focused()
    expect(words).to_have_value("字" * 5001)
    expect(words).to_have_attribute("aria-invalid", "true")


def test_a_draft_is_kept_until_it_is_posted(open_page: OpenPage) -> None:
    page, words = open_page("zh-TW", handle="citizen-08"), f"Kept {uuid4().hex}"
    page.goto(NEW)
    box = page.get_by_label("您的留言")
    box.fill(words)
    page.reload()
    expect(box).to_have_value(words)
    page.goto(f"{NEW}?place=9")
    expect(box).to_have_value("")
    page.goto(NEW)
    expect(box).to_have_value(words)
    page.get_by_role("button", name="公開發表留言").click()
    expect(page.get_by_role("region", name="收據")).to_be_visible()
    page.goto(NEW)
    expect(box).to_have_value("")


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
