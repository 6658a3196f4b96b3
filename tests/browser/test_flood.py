"""A flood of reports, worked by the keyboard: 40 in the suite, 500 in an endurance run; and the same desk without scripts."""

import random
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from flask import Flask
from playwright.sync_api import Page, expect

from app.accounts.models import Person
from app.bills.models import Bill
from app.discussion.generation import generate_discussion
from app.discussion.models import Comment, Ground
from app.kernel.db import database
from app.moderation.models import Report
from tests.endurance.size import scaled_from

SLUG = "harmful-products-list"  # closed, so that few other journeys look at it
QUEUE = f"/desk/reports?bill={SLUG}"
REASON = "Advertises a shop and says nothing on the bill; just junk."  # with letters that are keys elsewhere
MINUTES = 15
OpenPage = Callable[..., Page]


def lay_flood(inside: Flask, number: int) -> list[int]:
    """Add so many comments to a bill, each reported by one to three people; return their ids."""
    now, dice = datetime.now(UTC), random.Random(number)
    with inside.app_context(), database().writers() as session:
        bill = session.scalars(sa.select(Bill).where(Bill.slug == SLUG)).one()
        last = session.scalar(sa.select(sa.func.max(Comment.id))) or 0
        generate_discussion(session, bill, number, now=now, dice=dice)
        ids = list(session.scalars(sa.select(Comment.id).where(Comment.id > last).order_by(Comment.id)))
        people = session.scalars(sa.select(Person.id).where(Person.handle.in_([f"citizen-0{n}" for n in (1, 2, 3)])))
        reporters = list(people)
        session.execute(
            sa.insert(Report),
            [
                {"comment_id": each, "reporter_id": who, "ground": Ground.SPAM, "note": "", "reported_at": now - timedelta(hours=2)}
                for each in ids
                for who in dice.sample(reporters, dice.randint(1, 3))
            ],
        )  # fmt: skip
        session.commit()
    return ids


def press(page: Page, *keys: str) -> None:
    """Press keys, one after the other."""
    for key in keys:
        page.keyboard.press(key)


def in_hand(page: Page) -> str:
    """The id of the row in hand, whose link has the focus."""
    row = page.locator("li.is-current")
    expect(row.locator("[data-item]")).to_be_focused()
    return str(row.get_attribute("id"))


def test_a_flood_is_worked_by_the_keyboard_in_a_quarter_of_an_hour(open_page: OpenPage, inside: Flask) -> None:
    number = scaled_from(40, 500)
    ids, began = lay_flood(inside, number), time.monotonic()
    page, other = open_page("en", handle="moderator-01"), open_page("en", handle="moderator-02")
    page.goto(QUEUE)
    expect(page.get_by_text(f"{number} comments wait for a decision")).to_be_visible()
    try_the_switch(page)
    claim_one(page, other)
    hide_one_and_undo(page)
    leave_one(page)
    rounds = hide_the_rest(page)
    minutes = (time.monotonic() - began) / 60
    assert minutes < MINUTES
    expect(page.get_by_text("No report fits this filter")).to_be_visible()
    expect_decided(inside, ids)
    print(f"{number} reported comments by the keyboard: {rounds} rounds, {minutes:.1f} minutes")


def try_the_switch(page: Page) -> None:
    """Keys move until they are switched off, and again once they are on."""
    press(page, "j", "j")
    second = in_hand(page)
    press(page, "k")
    first = in_hand(page)
    assert first != second
    press(page, "?")
    expect(page.locator("[data-keys] > summary")).to_be_focused()
    switch = page.get_by_label("Use single keys on this page")
    switch.uncheck()
    press(page, "j", "x")
    expect(page.locator(f"#{first}")).to_have_class("queue-row is-current")
    page.reload()
    expect(switch).not_to_be_checked()
    switch.check()
    press(page, "j")
    assert in_hand(page) == first


def claim_one(page: Page, other: Page) -> None:
    """A claim is seen by another moderator, and the row stays in hand; the second press gives it back."""
    mine = in_hand(page)
    press(page, "c")
    expect(page.get_by_role("status").filter(has_text="you are working on this comment")).to_be_visible()
    assert in_hand(page) == mine
    other.goto(QUEUE)
    expect(other.locator(f"#{mine}")).to_contain_text("moderator-01 is working on this comment")
    press(page, "c")
    expect(page.get_by_role("status").filter(has_text="given this comment back")).to_be_visible()


def hide_one_and_undo(page: Page) -> None:
    """Hide the comment in hand, land on the next one, and undo."""
    mine = in_hand(page)
    press(page, "h")
    expect(page.get_by_role("radio", name="Personal data of others")).to_be_focused()
    page.get_by_role("radio", name="Advertising or spam").press("Space")
    press(page, "Tab")
    page.keyboard.type(REASON)
    expect(page.get_by_role("textbox", name="Reason, published")).to_have_value(REASON)
    press(page, "Control+Enter")
    expect(page.get_by_role("status").filter(has_text="The comment is hidden")).to_be_visible()
    expect(page.locator(f"#{mine}")).to_have_count(0)
    assert in_hand(page) != mine
    press(page, "u")
    expect(page.get_by_role("status").filter(has_text="Undone: 1 comment is shown again")).to_be_visible()
    expect(page.locator(f"#{mine}")).to_have_count(1)


def leave_one(page: Page) -> None:
    """Dismiss the reports of the first comment."""
    press(page, "j")
    mine = in_hand(page)
    press(page, "r")
    expect(page.get_by_role("textbox", name="Reason, for the moderators")).to_be_focused()
    page.keyboard.type("It speaks of the bill.")
    press(page, "Control+Enter")
    expect(page.get_by_role("status").filter(has_text="The reports are dismissed")).to_be_visible()
    expect(page.locator(f"#{mine}")).to_have_count(0)


def hide_the_rest(page: Page) -> int:
    """Choose all, hide them with a reason given before, and go on until nothing waits; return how often."""
    rounds = 0
    page.goto(f"{QUEUE}&size=50")
    while page.locator("[data-queue] > li").count():
        press(page, "a")
        expect(page.locator("[data-chosen]")).to_have_text(
            f"{page.locator('[data-queue] > li').count()} comments chosen"
        )
        press(page, "h")
        expect(page.get_by_role("heading", level=1)).to_have_text("Hide several comments")
        if rounds == 0:
            press(page, "h", "ArrowDown", "ArrowDown", "ArrowDown", "Tab")
            page.keyboard.type(REASON)
        else:
            press(page, "1")
            expect(page.get_by_role("textbox", name="Reason, published")).to_have_value(REASON)
            press(page, "h")
        expect(page.get_by_role("radio", name="Advertising or spam")).to_be_checked()
        press(page, "Control+Enter")
        expect(page.get_by_role("status").filter(has_text="on the record")).to_be_visible(timeout=60_000)
        rounds += 1
    return rounds


def expect_decided(inside: Flask, ids: list[int]) -> None:
    """All but the one that was left are hidden, each with one hiding in force; no report of them is open."""
    with inside.app_context(), database().readers() as session:
        of_flood = Comment.id.in_(ids)
        states = dict(
            session.execute(sa.select(Comment.state, sa.func.count()).where(of_flood).group_by(Comment.state)).all()
        )
        assert states == {"hidden": len(ids) - 1, "visible": 1}
        waiting = sa.select(sa.func.count()).where(Report.comment_id.in_(ids), Report.decision_id.is_(None))
        assert session.scalar(waiting) == 0


def test_the_desk_works_without_scripts(open_page: OpenPage, inside: Flask) -> None:
    ids = lay_flood(inside, 3)
    page = open_page("en", handle="moderator-02", javascript=False, size="narrow")
    page.goto(QUEUE)
    expect(page.locator("[data-keys]")).to_be_hidden()
    page.locator(f"#report-{ids[0]}").get_by_role("button", name="Claim the comment by").click()
    expect(page.get_by_text("Claimed by you")).to_be_visible()
    for each in ids:
        page.locator(f"#report-{each}").get_by_role("checkbox", name="Choose comment by").check()
    page.get_by_role("button", name="Leave the chosen as they are…").click()
    expect(page.get_by_text("Nothing has been done yet.")).to_be_visible()
    page.get_by_role("textbox", name="Reason, for the moderators").fill("All three speak of the bill.")
    page.get_by_role("button", name="Dismiss the reports of 3 comments").click()
    expect(page.get_by_role("status")).to_contain_text("The reports of 3 comments are dismissed")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("status")).to_contain_text("Undone: the reports of 3 comments are open again.")
    page.get_by_text("Filter, order and save").click()
    page.get_by_label("Save what is set now under the name").fill("This bill")
    page.get_by_role("button", name="Save the filter").click()
    saved = page.get_by_role("navigation", name="Saved filters").get_by_role("link", name="This bill")
    expect(saved).to_have_attribute("aria-current", "true")
    page.get_by_text("Filter, order and save").click()
    page.get_by_role("button", name="Delete the filter This bill").click()
    expect(saved).to_have_count(0)
