"""Each page of the room and each of its outcomes, in both languages, for visitors and for offices."""

import re

import pytest
from flask.testing import FlaskClient

from app import Gongyi
from tests.builders import World
from tests.conftest import Statements
from tests.opendata.debate import CANARY, Debate
from tests.site.pages import read

BILLS = [f"/bills/{phase}-bill" for phase in ("announced", "open", "closed", "answered", "withdrawn")]
PUBLIC = ["/", *BILLS, "/bills/closed-bill/record", "/agencies", "/agencies/moda", "/agencies/ncc", "/subgroups",
          "/subgroups/law", "/subgroups/digital", "/help", "/help/rules", "/help/roles", "/help/privacy",
          "/help/components"]  # fmt: skip


@pytest.mark.parametrize("lang", ["en", "zh-TW"])
@pytest.mark.parametrize("path", PUBLIC)
def test_a_visitor_reads_each_page_in_few_statements_and_without_a_cookie(
    client: FlaskClient, debate: Debate, statements: Statements, path: str, lang: str
) -> None:
    with statements:
        page = read(client, path, lang=lang)
    assert len(statements) <= 6, statements.seen
    assert CANARY not in page.html
    assert "csrf_token" not in page.html
    assert f'<html lang="{"en" if lang == "en" else "zh-Hant-TW"}">' in page.html
    assert "Set-Cookie" not in client.get(path).headers


@pytest.mark.parametrize("path", [*PUBLIC, "/robots.txt"])
def test_unknown_and_odd_parameters_change_nothing(client: FlaskClient, debate: Debate, path: str) -> None:
    for query in (
        "?x=1&x=2",
        "?before=%00",
        "?before=" + "9" * 5000,
        "?lang=en&lang=%ff",
        "?version=9223372036854775808",
    ):
        assert client.get(path + query).status_code == 200


@pytest.mark.walk
def test_all_that_a_visitor_can_click_is_there(client: FlaskClient, debate: Debate) -> None:
    pages = [*PUBLIC, *(f"/comments/{comment.id}/journey" for comment in debate.comments.values())]
    links = {
        link.partition("#")[0] for path in pages if path != "/help/components" for link in read(client, path).links
    }
    for link in sorted(filter(None, links)):
        answer = client.get(link)
        assert answer.status_code in (200, 302, 303), (link, answer.status_code)


def test_anchors_lead_to_something(client: FlaskClient, debate: Debate) -> None:
    for path in ("/help", "/desk"):
        page = read(client, path) if path != "/desk" else None
        for link in page.links if page else ():
            assert not link.startswith("#") or link[1:] in page.ids, (path, link)


def test_home_puts_what_is_open_first_and_says_what_is_overdue(client: FlaskClient, world: World) -> None:
    page = read(client, "/")
    words = page.words
    assert words.index("Draft open-bill") < words.index("Just answered") < words.index("Draft answered-bill")
    assert words.index("Response overdue") < words.index("Draft closed-bill") < words.index("Opening soon")
    assert "Response overdue by 7 days" in words
    assert "49 days left" in words
    assert "unpublished" not in page.html
    assert "withdrawn-bill" not in page.html
    assert re.search(r'<form[^>]*action="/search"[^>]*>.*name="q"', page.html, re.DOTALL)


def test_home_without_bills_says_why(client: FlaskClient, session: object) -> None:
    words = read(client, "/").words
    assert "No notice is open today" in words
    assert "Opening soon" not in words


def test_home_takes_one_sentence_of_each_summary(client: FlaskClient, world: World) -> None:
    from app.kernel.bilingual import Bilingual

    world.bills["open"].summary = Bilingual("第一句。第二句。", "It costs 3.5 million. Then more.")
    world.session.flush()
    english = read(client, "/").words
    assert "It costs 3.5 million." in english
    assert "Then more" not in english
    assert "第二句" not in read(client, "/", lang="zh-TW").words


@pytest.mark.parametrize(
    "phase, words",
    [
        ("announced", ["Announced", "Read the text", "opens on 12 March 2026"]),
        ("open", ["49 days left", "Comment on this bill", "open until the end of 28 April 2026"]),
        ("closed", ["Response overdue by 7 days", "2 of 5 answered; was due on 3 March 2026", "Read the response"]),
        ("answered", ["complete since", "Read the response"]),
        ("withdrawn", ["Why it was withdrawn", "Reason", "Read the discussion"]),
    ],
)
def test_a_bill_says_where_it_stands(client: FlaskClient, debate: Debate, phase: str, words: list[str]) -> None:
    page = read(client, f"/bills/{phase}-bill")
    for said in words:
        assert said in page.words, (said, page.words)


def test_a_bill_shows_its_parts_with_counts_and_answers(client: FlaskClient, debate: Debate) -> None:
    words = read(client, "/bills/closed-bill").words
    for said in ("What it is about", "Plain-language guide", "General explanation by the agency", "Key questions",
                 "Question 1?", "1 comment No response on record", "Changes at a glance",
                 "Version 2 against version 1", "Against the law in force", "Article 2 Heading 2 Changed Partly adopted",
                 "Article 3 Heading 3 Deleted", "Positions by article"):  # fmt: skip
        assert said in words, (said, words)


def test_a_short_notice_stands_first(client: FlaskClient, world: World) -> None:
    from app.bills.models import ShortGround
    from app.kernel.bilingual import Bilingual

    bill = world.bills["open"]
    bill.short_ground, bill.justification = ShortGround.URGENT, Bilingual("因為颱風。", "Because of the typhoon.")
    world.session.flush()
    words = read(client, "/bills/open-bill").words
    assert words.index("Because of the typhoon.") < words.index("Draft open-bill", words.index("Short notice"))
    assert "Because of the typhoon." in read(client, "/").words


@pytest.mark.parametrize(
    "persona, phase, label, href",
    [
        (None, "open", "Comment on this bill", "/bills/open-bill/comments/new"),
        ("citizen", "open", "Comment on this bill", "/bills/open-bill/comments/new"),
        ("moderator", "closed", "Write the summary", "/desk/bills/closed-bill/summary"),
        ("other_subgroup_moderator", "closed", "Read the discussion", "/bills/closed-bill/discussion"),
        ("official", "closed", "Answer what is asked", "/desk/bills/closed-bill/response"),
        ("other_agency_official", "closed", "Read the discussion", "/bills/closed-bill/discussion"),
        ("official", "unpublished", "Prepare this bill", "/desk/bills/unpublished-bill"),
        ("official", "answered", "Read the response", "/bills/answered-bill/response"),
    ],
)
def test_the_next_step_is_for_the_person_looking(
    client: FlaskClient, world: World, persona: str | None, phase: str, label: str, href: str
) -> None:
    page = read(world.sign_in(client, persona), f"/bills/{phase}-bill")
    assert re.search(rf'<a class="button button-primary"[^>]*href="{re.escape(href)}"[^>]*>{label}</a>', page.html)
    assert page.html.count("button-primary") == 1
    assert client.get(href).status_code in (200, 303), href


@pytest.mark.parametrize(
    "path",
    ["/bills/no-such-bill", "/bills/unpublished-bill", "/bills/unpublished-bill/record", "/agencies/none",
     "/subgroups/none", "/comments/999999999/journey", "/comments/99999999999999999999/journey", "/agencies/%00"],
)  # fmt: skip
@pytest.mark.parametrize("persona", [None, "citizen", "other_agency_official", "moderator", "administrator"])
def test_what_may_not_be_known_is_not_there(client: FlaskClient, world: World, path: str, persona: str | None) -> None:
    assert "Page not found" in read(world.sign_in(client, persona), path, 404).words


def test_offices_show_members_bills_and_figures(client: FlaskClient, world: World) -> None:
    words = read(client, "/agencies/moda").words
    for said in ("bills 5", "answered in time 1", "overdue now 1", "official since 1 January 2020", "law"):
        assert said in words, (said, words)
    assert "unpublished" not in words
    words = read(client, "/subgroups/law").words
    for said in ("lead lead since", "moderator since", "second-moderator since", "Draft open-bill", "Remit"):
        assert said in words, (said, words)
    assert "other-subgroup-moderator" not in words
    assert "5 bills 1 answered in time 1 overdue" in read(client, "/agencies").words
    assert "No bill yet" in read(client, "/agencies/ncc").words


def test_roles_page_shows_the_table_in_force(client: FlaskClient, session: object) -> None:
    from app.accounts.access import GRANTS, Permission
    from app.accounts.models import Role

    html = read(client, "/help/roles").html
    table = html[html.index("<tbody>") : html.index("</tbody>")]
    rows = [row.count(">yes<") for row in table.split("<tr>")[1:]]
    citizens = GRANTS[Role.CITIZEN]
    assert rows == [sum(p in granted or p in citizens for granted in GRANTS.values()) for p in Permission]


def test_rules_page_names_every_ground(client: FlaskClient, session: object) -> None:
    from app.discussion.models import Ground

    page = read(client, "/help/rules")
    assert {ground.value for ground in Ground} <= set(page.ids)


def test_components_are_for_the_demonstration_alone(client: FlaskClient, app: Gongyi, session: object) -> None:
    from dataclasses import replace

    kept = app.extensions["gongyi.settings"]
    app.extensions["gongyi.settings"] = replace(kept, mode="production")
    try:
        assert client.get("/help/components").status_code == 404
    finally:
        app.extensions["gongyi.settings"] = kept


def test_small_files(client: FlaskClient, session: object) -> None:
    robots = client.get("/robots.txt")
    assert robots.content_type.startswith("text/plain")
    assert "Disallow: /desk" in robots.text
    icon = client.get("/favicon.ico")
    assert (icon.status_code, "favicon.svg" in icon.headers["Location"]) == (302, True)


def test_a_bills_record_shows_its_acts(client: FlaskClient, world: World) -> None:
    from app.record.log import append
    from app.record.models import Act
    from tests.conftest import NOON

    for slug in ("open-bill", "closed-bill"):
        append(world.session, Act.ANNOUNCE, actor="person:p-official", subject=f"bill:{slug}", now=NOON, bill=slug,
               words={"reason": f"why {slug}"})  # fmt: skip
    world.session.flush()
    words = read(client, "/bills/open-bill/record").words
    assert "why open-bill" in words
    assert "why closed-bill" not in words
    assert "Nothing is on the record yet" in read(client, "/bills/announced-bill/record").words


def test_clocks_are_facts_with_dates_on_the_bill_on_its_agency_and_on_the_home_page(
    client: FlaskClient, world: World
) -> None:
    """By the rule the closed bill's response was due on 3 March; its agency put it off to the 6th."""
    from datetime import date, timedelta

    closed, answered = world.bills["closed"], world.bills["answered"]
    closed.response_due_day = date(2026, 3, 6)
    closed_at = answered.closes_at
    assert closed_at is not None
    for days, said in ((0, "(in time: due by "), (14, "(1 day after it was due)")):
        answered.answered_at = closed_at + timedelta(days=days)
        world.session.flush()
        for path in ("/", "/agencies/moda", "/bills", "/bills/answered-bill"):
            assert said in read(client, path).words, (path, said)
    late = "Response overdue by 4 days (was due on 6 March 2026) (put off by the agency from 3 March 2026)"
    for path in ("/", "/agencies/moda", "/bills", "/bills/closed-bill", "/bills/closed-bill/response"):
        assert late in read(client, path).words.replace(" )", ")"), path
    closed.response_due_day = date(2026, 3, 12)
    world.session.flush()
    waiting = "Response due by 12 March 2026 (put off by the agency from 3 March 2026)"
    assert waiting in read(client, "/bills/closed-bill").words.replace(" )", ")")
    assert "Draft closed-bill" not in read(client, "/").words
    assert "put off" not in read(client, "/bills/open-bill").words
