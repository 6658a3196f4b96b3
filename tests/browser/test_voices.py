"""From a thousand voices to law, by pages alone: condensed, signed, answered, released and traced, each role in its own session."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import PASSWORD, Site, Watch, gongyi, serving
from tests.browser.counting import Person

SLUG = "harmful-products-list"
BILL, DESK = f"/bills/{SLUG}", f"/desk/bills/{SLUG}"
COMMENTS, RECOMMENDATIONS, FIRST_NEW, COVERED = 1_000, 12, 4, 0.8
STATIONS = ["said", "grouped", "recommended", "answered", "changed"]


@pytest.fixture(scope="module")
def crowded(untouched: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The platform with a thousand more comments on a bill whose notice has closed."""
    data = tmp_path_factory.mktemp("voices") / "data"
    shutil.copytree(untouched, data)
    gongyi(data, "generate", "--bill", SLUG, "--comments", str(COMMENTS))
    with serving(data) as site:
        yield site


@pytest.fixture
def enter(browser: Browser, crowded: Site) -> Iterator[Callable[[str | None], Person]]:
    """Lets somebody in by the form, in a browser of their own."""
    contexts, watch = [], Watch(crowded.url)

    def open_one(handle: str | None = None) -> Person:
        context = browser.new_context(base_url=crowded.url, locale="en", reduced_motion="reduce")
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        watch.follow(page)
        if handle is not None:
            page.goto("/account/sign-in")
            page.get_by_label("Handle or e-mail").fill(handle)
            page.get_by_label("Password").fill(PASSWORD)
            page.get_by_role("main").get_by_role("button", name="Sign in").click()
        return Person(page)

    yield open_one
    for context in contexts:
        context.close()
    assert watch.seen == []


def test_a_thousand_comments_become_law(enter: Callable[..., Person], record_property: Callable[..., None]) -> None:
    writer, signer = enter("moderator-01"), enter("moderator-02")
    write_summary(writer)
    sign_summary(signer)
    official, releaser = enter("official-moda"), enter("official-moda-02")
    revise_article(official)
    answer_everything(official)
    release_answers(releaser)
    reader = enter()
    comment = find_comment(reader)
    expect_same_journey(reader, comment)
    expect_honest_journey(reader)
    expect_told(enter("citizen-11"))
    told = {name: str(cost) for person in (writer, signer, official, releaser) for name, cost in person.steps.items()}
    for name, cost in told.items():
        record_property(name, cost)
    print(*(f"{name}: {cost}" for name, cost in told.items()), sep="\n")


def write_summary(writer: Person) -> None:
    """Draft twelve recommendations, cite four fifths of all comments under them, and declare the draft ready."""
    page = writer.page
    with writer.step("begin the draft"):
        writer.go(f"{BILL}/summary")
        writer.follow("Work on the summary")
        writer.press("Begin version 2")
    with writer.step("write the recommendations"):
        for number in range(page.locator(".map-ask").count() + 1, RECOMMENDATIONS + 1):
            writer.follow("Add a recommendation")
            writer.choose("Issue that it belongs to", index=1)
            writer.fill("Recommendation, in English", f"Name duty no. {number} in the law itself.")
            writer.fill("Recommendation, in Chinese", f"第{number}項義務應於本法明定。")
            writer.press("Save the recommendation")
        expect(page.locator(".map-ask")).to_have_count(RECOMMENDATIONS)
    with writer.step("cite the comments"):
        writer.choose("On a page", "100")
        writer.press("Apply")
        for number in range(FIRST_NEW, RECOMMENDATIONS + 1):
            writer.choose("Cite under", f"R{number}")
            writer.click(page.get_by_label("Choose all on this page"))
            writer.press("Cite the ticked comments")
            expect(page.get_by_role("status").first).to_contain_text(f"under R{number}.")
    with writer.step("declare it ready"):
        writer.follow("Check and publish")
        writer.press("Declare version 2 ready, to be signed")
        expect(page.get_by_role("status").first).to_contain_text("It waits for another moderator's signature")


def sign_summary(signer: Person) -> None:
    """Sign what waits at the head of the desk."""
    with signer.step("sign the summary"):
        signer.go("/desk")
        signer.click(signer.page.get_by_role("region", name="To sign").get_by_role("link").first)
        signer.press("Sign and publish version 2, on the record")
        expect(signer.page.get_by_role("status").first).to_contain_text("The summary is public")
    told = signer.page.request.get(f"/api/v1{BILL}/summary").json()
    assert len(told["recommendations"]) == RECOMMENDATIONS
    assert told["coverage"]["comments"] >= COVERED


def revise_article(official: Person) -> None:
    """Publish a revised version in which an article reads otherwise."""
    page = official.page
    with official.step("revise the text"):
        official.go(DESK)
        official.press("Start a revised version")
        official.click(page.get_by_role("link", name="Article 11").first)
        for label in ("Proposed text in Chinese", "Proposed text in English"):
            words = page.get_by_label(label).input_value()
            official.fill(label, words.replace("一年", "二年").replace("within one year", "within two years"))
        official.press("Save the article")
        official.follow("See the changes and publish")
        official.fill("What this version changes and why, in English", "More time, as was recommended.")
        official.press("Publish version 2")
        expect(page.get_by_role("status").first).to_contain_text("Version 2 is published.")


def answer_everything(official: Person) -> None:
    """Adopt one recommendation in the revised version, answer all the rest at once, and ask for the release of everything."""
    page = official.page
    with official.step("adopt one recommendation"):
        official.go(f"{BILL}/response")
        official.follow("Work on the response")
        official.follow(f"Recommendation R{FIRST_NEW}")
        official.click(page.get_by_role("radio", name=re.compile("^Adopted")))
        official.fill("Reasons, in English", "Article 11 now allows two years, as the discussion asked for.")
        official.fill("Articles that were changed", "11")
        official.choose("Version in which the articles can be read", "2")
        official.press("Save as ready for release")
    with official.step("answer all the others together"):
        for box in page.locator('input[name="targets"]').all():
            if box.get_attribute("value") != f"R{FIRST_NEW}":
                official.click(box)
        official.press("Answer the chosen together…")
        official.click(page.get_by_role("radio", name=re.compile("^Under study")))
        official.fill(
            "Reasons, in English", "The ministry looks at how other countries do this, and answers within the year."
        )
        official.press("Save as ready for release")
    with official.step("ask for the release"):
        official.click(page.get_by_role("link", name=re.compile("^Check and release")))
        official.click(page.get_by_role("button", name=re.compile("^Ask for the release of")))
        expect(page.get_by_role("status").first).to_contain_text("Another official of your agency finds it on the desk")


def release_answers(releaser: Person) -> None:
    """Release what waits on the desk; the bill is answered then."""
    with releaser.step("release the response"):
        releaser.go("/desk")
        releaser.click(releaser.page.get_by_role("region", name="To sign").get_by_role("link").first)
        releaser.click(releaser.page.get_by_role("button", name=re.compile(r"^Release \d+ answers, on the record")))
        releaser.page.wait_for_url(f"**{BILL}/response")
    told = releaser.page.request.get(f"/api/v1{BILL}").json()
    assert told["status"] == "answered"


def find_comment(reader: Person) -> int:
    """A comment that is cited under the recommendation that was adopted."""
    told = reader.page.request.get(f"/api/v1{BILL}/summary").json()
    return int(next(asked for asked in told["recommendations"] if asked["ordinal"] == FIRST_NEW)["comments"][0])


def expect_same_journey(reader: Person, comment: int) -> None:
    """All stations are reached, each with its date and a link; the page, the API and the export tell the same."""
    page = reader.page
    page.goto(f"/comments/{comment}/journey")
    line = page.get_by_role("list", name="Journey of this comment")
    expect(line.get_by_role("heading", level=2).filter(has_text="– reached")).to_have_count(5)
    told = page.request.get(f"/api/v1/comments/{comment}/journey").json()
    assert [station["station"] for station in told["stations"] if station["reached"] and station["at"]] == STATIONS
    links = {link.get_attribute("href") for link in line.get_by_role("link").all()}
    for station in told["stations"]:
        for address in (station["url"], *(item["url"] for item in station["items"])):
            path = address.removeprefix(told["comment"]["url"].partition("/comments/")[0])
            assert path in links, (station["station"], path, links)
            assert page.request.get(path).status == 200
    exported = page.request.get(f"{BILL}/export.json").json()
    found = next(one for one in exported["comments"] if one["id"] == comment)["journey"]
    assert found["recommendations"] == [asked["ordinal"] for asked in told["recommendations"]]
    assert found["answers"] == [f"R{FIRST_NEW}"]
    assert [change["key"] for change in found["changes"]] == [change["key"] for change in told["changes"]] == ["11"]


def expect_honest_journey(reader: Person) -> None:
    """A comment that no summary cites is told so."""
    exported = reader.page.request.get(f"{BILL}/export.json").json()
    left = next(one for one in exported["comments"] if not one["journey"]["issues"] + one["journey"]["recommendations"])
    reader.page.goto(f"/comments/{left['id']}/journey")
    expect(reader.page.get_by_role("main")).to_contain_text("The summary does not cite it")


def expect_told(citizen: Person) -> None:
    """Somebody whose comments are cited reads on one page what became of each."""
    page = citizen.page
    page.goto("/notifications")
    newest = page.locator("ol.notices > li").first
    expect(newest).to_contain_text("The list of products harmful to national cyber security")
    expect(newest).to_contain_text("The agency answered what was drawn from")
    newest.get_by_role("link", name=re.compile("^The agency answered")).click()
    expect(page.locator("ol.own-comments > li").first).to_contain_text("products harmful to national cyber security")
    expect(page.get_by_role("list", name="What became of it").first).to_contain_text("Answered – reached")
