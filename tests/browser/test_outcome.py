"""From a comment to the changed law: cited by a moderator, answered by an official, followed by everybody in both languages."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.words import LANGUAGES, Words

SLUG = "harmful-products-list"
BILL, DESK = f"/bills/{SLUG}", f"/desk/bills/{SLUG}"
OpenPage = Callable[..., Page]


def test_a_comment_can_be_followed_to_what_it_changed(open_page: OpenPage) -> None:
    reader = open_page("en")
    comment = find_comment(reader, "11")
    asked = write_summary(open_page("en", handle="moderator-02"), comment)
    sign_summary(open_page("en", handle="moderator-01"))
    official = open_page("zh-TW", handle="official-moda")
    revise_article(official, "11")
    answer_recommendation(official, asked, "11")
    release_answer(open_page("zh-TW", handle="official-moda-02"), asked)
    for language in LANGUAGES:
        expect_journey(open_page(language), Words(language), comment, asked)
    expect_journey_in_api(reader, comment, asked)


def find_comment(page: Page, article: str) -> int:
    """A comment on an article that everybody can read."""
    items = page.request.get(f"/api/v1{BILL}/comments?limit=100").json()["items"]
    found = next(c for c in items if c["article"] and c["article"].split(".")[0] == article and c["state"] == "visible")
    return int(found["id"])


def write_summary(page: Page, comment: int) -> str:
    """Declare a new version of the summary ready, with an issue and a recommendation that cite the comment; return the latter's code."""
    page.goto(f"{BILL}/summary")
    page.get_by_role("link", name="Work on the summary").click()
    page.get_by_role("button", name="Begin version 2").click()
    page.get_by_role("link", name="Add an issue").click()
    page.get_by_role("button", name="Save the issue").click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    for label, words in (
        ("Title", "How long the replacement may take"),
        ("Neutral statement", "Some hold one year to be too short, others too long."),
        ("What speaks for it", "Risks end soon."),
        ("What speaks against it", "Small agencies cannot pay."),
    ):
        page.get_by_label(f"{label}, in English").fill(words)
        page.get_by_label(f"{label}, in Chinese").fill("汰換期限之爭點與各方意見")
    page.get_by_role("button", name="Save the issue").click()

    issue = code_of(page, "How long the replacement may take", "I")
    cite(page, issue, comment)
    page.get_by_role("link", name="Add a recommendation").click()
    page.get_by_label("Issue that it belongs to").select_option(label=option_with(page, "How long the replacement"))
    page.get_by_label("Recommendation, in English").fill("Allow two years where an agency has fewer than fifty people.")
    page.get_by_label("Recommendation, in Chinese").fill("員額未滿五十人之機關，汰換期限得為二年。")
    page.get_by_label("Why, in English").fill("Their budgets are made two years ahead.")
    page.get_by_role("button", name="Save the recommendation").click()
    asked = code_of(page, "Allow two years where", "R")
    cite(page, asked, comment)

    page.get_by_role("link", name="Check and publish").click()
    page.get_by_role("button", name="Declare version 2 ready, to be signed").click()
    expect(page.get_by_role("status")).to_contain_text("It waits for another moderator's signature")
    expect(page.get_by_role("button", name="Sign and publish version 2")).to_have_count(0)
    return asked


def sign_summary(page: Page) -> None:
    """Sign, as another moderator, what waits at the head of the desk."""
    page.goto("/desk")
    page.get_by_role("region", name="To sign").get_by_role("link").first.click()
    page.get_by_role("button", name="Sign and publish version 2, on the record").click()
    expect(page.get_by_role("status")).to_contain_text("The summary is public")
    expect(page.get_by_role("article").filter(has_text="Allow two years where")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("declared ready by moderator-02, signed by moderator-01")


def option_with(page: Page, words: str) -> str:
    """The full label of the option that holds some words."""
    return page.get_by_label("Issue that it belongs to").get_by_role("option").filter(has_text=words).inner_text()


def code_of(page: Page, words: str, kind: str) -> str:
    """The code under which the desk offers a part of the draft to cite under."""
    options = page.get_by_label("Cite under").get_by_role("option").filter(has_text=words)
    code = options.first.get_attribute("value")
    assert code
    assert code.startswith(kind)
    return code


def cite(page: Page, part: str, comment: int) -> None:
    """Cite a comment under a part of the draft, by its number."""
    page.get_by_label("Cite under").select_option(part)
    page.get_by_label("Or a comment by its number or address").fill(f"/comments/{comment}")
    page.get_by_role("button", name="Cite the comments", exact=True).click()
    expect(page.get_by_role("status").first).to_contain_text(f"1 comment is now cited under {part}.")


def revise_article(page: Page, key: str) -> None:
    """Publish a revised version in which an article reads otherwise."""
    say = Words("zh-TW")
    page.goto(DESK)
    page.get_by_role("button", name=say("Start a revised version")).click()
    page.get_by_role("link", name=re.compile("第十一條")).first.click()
    for label in ("Proposed text in Chinese", "Proposed text in English"):
        box = page.get_by_label(say(label))
        box.fill(box.input_value().replace("一年", "二年").replace("within one year", "within two years"))
    page.get_by_role("button", name=say("Save the article")).click()
    page.get_by_role("link", name=say("See the changes and publish")).first.click()
    expect(page.locator("ins").filter(has_text=re.compile("二|two"))).to_have_count(1)
    page.get_by_label(say("What this version changes and why, in Chinese")).fill("依建議放寬汰換期限。")
    page.get_by_role("button", name=say("Publish version %(number)s", number=2)).click()
    expect(page.get_by_role("status")).to_contain_text(say("Version %(number)s is published.", number=2))


def answer_recommendation(page: Page, asked: str, key: str) -> None:
    """Answer a recommendation as partly adopted in the revised version, and ask for its release; the answer needs its article first."""
    say = Words("zh-TW")
    page.goto(f"{BILL}/response")
    page.get_by_role("link", name=say("Work on the response")).click()
    page.get_by_role("link", name=say("Recommendation %(code)s", code=asked)).click()
    page.get_by_role("radio", name=say("Partly adopted")).check()
    page.get_by_label(say("Reasons, in Chinese")).fill("已將連接對外網路者之汰換期限由一年放寬為二年，其餘維持原條文。")
    page.get_by_role("button", name=say("Save the draft")).click()
    expect(page.get_by_role("alert")).to_contain_text(
        say("Name the articles that were changed: adopted means that the text shows it.")
    )
    expect(page.get_by_role("radio", name=say("Partly adopted"))).to_be_checked()
    page.get_by_label(say("Articles that were changed")).fill(key)
    page.get_by_label(say("Version in which the articles can be read")).select_option("2")
    page.get_by_role("button", name=say("Save as ready for release")).click()
    page.goto(f"{DESK}/response/publication")
    page.get_by_role("main").get_by_role("button").filter(has_text=re.compile("1")).first.click()
    expect(page.get_by_role("status")).to_contain_text(
        say("Asked. Another official of your agency finds it on the desk and can release it.")
    )


def release_answer(page: Page, asked: str) -> None:
    """Release, as another official, what waits on the desk."""
    say = Words("zh-TW")
    page.goto("/desk")
    page.get_by_role("region", name=say("To sign")).locator(f'a[href="{DESK}/response/publication"]').click()
    page.get_by_role("main").get_by_role("button").first.click()
    expect(page).to_have_url(re.compile(f"{BILL}/response$"))
    answer = page.get_by_role("article").filter(has_text=asked).first
    expect(answer).to_contain_text(say("Partly adopted"))


def expect_journey(page: Page, say: Words, comment: int, asked: str) -> None:
    """All five stations are reached, and each leads to where it happened."""
    page.goto(f"/comments/{comment}")
    page.get_by_role("main").get_by_role("link", name=say("Journey"), exact=True).first.click()
    line = page.get_by_role("list", name=say("Journey of this comment"))
    stations = line.get_by_role("heading", level=2)
    expect(stations).to_have_count(5)
    for title in ("Said", "Grouped in", "Recommended", "Answered by the agency", "Changed in the text"):
        heading = stations.filter(has_text=re.compile(f"^\\s*{re.escape(say(title))}"))
        expect(heading).to_contain_text(f"– {say('reached')}")
    expect(line).to_contain_text(say("Partly adopted"))
    expect(line.locator("ins").filter(has_text=re.compile("二|two")).first).to_be_visible()
    for name, target in (
        (say("See the comment in its thread"), f"/comments/{comment}$"),
        (re.compile(say("Issue %(number)s", number=r"\d+")), f"{BILL}/summary#issue-"),
        (re.compile(say("Recommendation %(number)s", number=asked[1:])), f"{BILL}/summary#{asked}$"),
        (re.compile(say("Recommendation %(number)s", number=asked[1:])), f"{BILL}/response#{asked}$"),
        (re.compile("11|第十一條"), f"{BILL}/articles/11#version-2$"),
    ):
        links = line.get_by_role("link", name=name)
        addresses = [link.get_attribute("href") or "" for link in links.all()]
        found = [address for address in addresses if re.search(target, address)]
        assert found, (name, target, addresses)
        answer = page.request.get(found[0])
        assert answer.status == 200
        assert not (anchor := found[0].partition("#")[2]) or f'id="{anchor}"' in answer.text()


def expect_journey_in_api(page: Page, comment: int, asked: str) -> None:
    """The API tells the same."""
    told = page.request.get(f"/api/v1/comments/{comment}/journey").json()
    assert told["comment"]["id"] == comment
    assert "How long the replacement may take" in [issue["title"]["en"] for issue in told["issues"]]
    assert int(asked[1:]) in [found["ordinal"] for found in told["recommendations"]]
    assert "partly-adopted" in [answer["outcome"] for answer in told["answers"]]
    assert [(c["key"], c["change"], c["from_version"], c["to_version"]) for c in told["changes"]] == [
        ("11", "changed", 1, 2)
    ]
