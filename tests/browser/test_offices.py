"""A bill goes from one subgroup to another, and a moderator is invited by mail: what each side sees of it."""

import re
from collections.abc import Callable
from email.message import EmailMessage

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site, text_of
from tests.browser.words import Words

BILL = "audit-plan-committee"  # no other journey moderates it
REASON = "Most of it is about platforms; the other subgroup knows them."
OpenPage = Callable[..., Page]


@pytest.mark.parametrize("language", ["zh-TW"])
def test_a_bill_is_handed_over_between_subgroups(open_page: OpenPage, language: str) -> None:
    say = Words(language)
    lead = open_page(language, handle="lead-01")
    lead.goto("/desk/subgroups/cybersecurity-law")
    lead.locator(f'a[href="/desk/bills/{BILL}/handover"]').click()
    lead.get_by_label(say("To which subgroup?")).select_option("digital-services")
    lead.get_by_role("button", name=say("Offer the bill")).click()
    expect(lead.get_by_role("alert")).to_contain_text(say("Give the reason in words."))
    expect(lead.get_by_label(say("To which subgroup?"))).to_have_value("digital-services")
    lead.get_by_label(say("Reason, published")).fill(REASON)
    lead.get_by_role("button", name=say("Offer the bill")).click()
    expect(lead.get_by_role("status").first).to_contain_text(
        say("The bill is offered. It changes hands when the other subgroup's lead accepts.")
    )

    receiver = open_page(language, handle="lead-other", javascript=False)
    receiver.goto("/desk")
    receiver.locator('a[href^="/desk/handovers/"]').last.click()  # the newest
    expect(receiver.get_by_text(REASON)).to_be_visible()
    receiver.get_by_role("radio", name=say("Accept the bill")).check()
    receiver.get_by_role("button", name=say("Send the answer")).click()
    receiver.wait_for_url("**/desk/subgroups/digital-services")

    reader = open_page(language)
    for subgroup in ("cybersecurity-law", "digital-services"):
        reader.goto(f"/subgroups/{subgroup}")
        handed = reader.get_by_role("region", name=say("Bills handed over"))
        expect(handed.locator(f'a[href="/bills/{BILL}"]')).to_be_visible()
    reader.goto(f"/bills/{BILL}")
    expect(reader.locator('.bill-band a[href="/subgroups/digital-services"]')).to_be_visible()
    reader.goto(f"/bills/{BILL}/record")
    expect(reader.get_by_role("table")).to_contain_text(REASON)
    moderator = open_page(language, handle="moderator-other")
    assert moderator.goto(f"/desk/bills/{BILL}/summary").status == 200
    assert open_page(language, handle="moderator-01").goto(f"/desk/bills/{BILL}/summary").status == 403


def test_a_citizen_is_invited_by_mail_and_becomes_a_moderator(
    open_page: OpenPage, read_mail: Callable[..., EmailMessage], site: Site
) -> None:
    lead = open_page("en", handle="lead-01")
    lead.goto("/desk/subgroups/cybersecurity-law")
    lead.get_by_role("link", name="Invite a moderator").click()
    lead.get_by_label("Handle or e-mail address").fill("citizen-12@example.test")
    lead.get_by_role("radio", name="English").check()
    lead.get_by_role("button", name="Send the invitation").click()
    expect(lead.get_by_text("citizen-12@example.test")).to_be_visible()

    link = re.search(r"/invitations/\S+", text_of(read_mail("citizen-12@example.test", "invites you")))
    assert link
    invited = open_page("en", handle="citizen-12")
    invited.goto(link[0])
    invited.get_by_role("button", name="Accept the office").click()
    invited.wait_for_url("**/desk")
    reader = open_page("en")
    reader.goto("/subgroups/cybersecurity-law")
    expect(reader.get_by_role("complementary", name="Members")).to_contain_text("citizen-12")
    assert reader.goto(link[0]).status == 404
