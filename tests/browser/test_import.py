"""From the agency's own file to a published notice: a table of 100 articles is read and taken over, and two officials announce it."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from playwright.sync_api import FilePayload, Page, expect

from app.bills.structure import chinese_number
from tests.bills.importing.word_files import table_file

SLUG = "hundred-articles"
DESK = f"/desk/bills/{SLUG}"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
REASON = "A treaty that binds us from next month on leaves no more time; all parts were open for comment two years ago."
OpenPage = Callable[..., Page]


@pytest.fixture
def table() -> FilePayload:
    """A comparison table as an agency writes it: 100 articles, three columns."""
    rows = [
        [
            f"第{n}條　機關應辦理第{n}事。\n一、訂定計畫。\n二、公布結果。",
            f"第{n}條　機關得辦理第{n}事。",
            f"第{n}條之說明。",
        ]
        for n in map(chinese_number, range(1, 101))
    ]
    heads = ["修正條文", "現行條文", "說明"]
    return {"name": "條文對照表.docx", "mimeType": WORD, "buffer": table_file(heads, rows)}


def test_a_file_of_100_articles_becomes_a_notice_without_javascript(open_page: OpenPage, table: FilePayload) -> None:
    page = open_page("en", handle="official-acs", javascript=False)
    prepare(page)
    take_over(page, table)
    ask_to_announce(page)
    stranger = open_page("zh-TW", javascript=False)
    assert stranger.request.get(f"/bills/{SLUG}").status == 404
    sign(open_page("en", handle="official-acs-02", javascript=False))
    expect_published(stranger)


def prepare(page: Page) -> None:
    """Prepare the bill with what it must have."""
    page.goto("/desk/bills/new")
    page.get_by_label("Title in English").fill("Hundred Articles Act (draft)")
    page.get_by_label("Title in Chinese").fill("百條法草案")
    page.get_by_label("Summary in Chinese").fill("一百條，一個檔案。")
    page.get_by_label("Address on this platform").fill(SLUG)
    page.get_by_role("button", name="Prepare the bill").click()


def take_over(page: Page, table: FilePayload) -> None:
    """Read the file, see that every line has its place, and take it over."""
    page.goto(f"{DESK}/draft")
    page.get_by_role("link", name="Import a file").click()
    page.get_by_label("File", exact=True).set_input_files(table)
    page.get_by_role("button", name="Read the file").click()
    expect(page.get_by_role("main")).to_contain_text("Every line of the file has its place.")
    page.get_by_role("button", name="Take it over into the draft").click()
    expect(page.get_by_role("link", name="Article 100")).to_be_visible()


def ask_to_announce(page: Page) -> None:
    """Ask for a notice of 30 days, which waits for another official."""
    page.goto(f"{DESK}/notice")
    begins = date.fromisoformat(page.get_by_label("First day").input_value()) + timedelta(days=3)
    page.get_by_label("First day").fill(begins.isoformat())
    page.get_by_label("Last day").fill((begins + timedelta(days=29)).isoformat())
    page.get_by_label("Ground for a short notice").select_option("treaty")
    page.get_by_label("Justification in English").fill(REASON)
    page.get_by_role("button", name="Announce publicly").click()
    expect(page.get_by_role("main")).to_contain_text("Another official of your agency signs it.")
    expect(page.get_by_role("button", name="Sign")).to_have_count(0)


def sign(page: Page) -> None:
    """Find what waits at the desk, and sign it."""
    page.goto("/desk")
    page.get_by_role("link", name="Hundred Articles Act (draft)").first.click()
    page.goto(f"{DESK}/waiting")
    page.get_by_role("button", name="Sign").click()
    expect(page.get_by_role("status")).to_be_visible()


def expect_published(page: Page) -> None:
    """Everybody reads all articles, the justification first, and the file comes back."""
    page.goto(f"/bills/{SLUG}?lang=en")
    expect(page.get_by_role("main")).to_contain_text(REASON)
    page.goto(f"/bills/{SLUG}/text?lang=zh-TW")
    for n in (1, 18, 57, 100):
        expect(page.get_by_role("main")).to_contain_text(f"機關應辦理第{chinese_number(n)}事。")
    assert page.request.get(f"/bills/{SLUG}/versions/1.docx").body()[:2] == b"PK"
    version = page.request.get(f"/api/v1/bills/{SLUG}/versions/1").json()
    assert len(version["articles"]) == 100
