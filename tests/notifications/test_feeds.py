"""Atom feeds: what happened to bills, newest first, in both languages, never what is not public."""

from datetime import date, timedelta

import feedparser
import pytest
from flask.testing import FlaskClient
from lxml import etree

from app.bills import actions
from app.bills.models import Milestone, NoticeChange, NoticeChangeKind, ShortGround, Stage, Version
from app.kernel.bilingual import Bilingual
from app.notifications.feeds import legal
from app.responses.models import Answer
from app.summaries.models import Summary
from tests.builders import World
from tests.conftest import NOON, Clock, Statements

HOSTILE = 'A & B <script>alert(1)</script> ]]> "quoted" \x00\x0b\x1b\ufffe\ud83d end'
REASON = Bilingual("延長理由。\n\n第二段。", "More time for the regions.")


def read(client: FlaskClient, path: str, lang: str = "en"):
    response = client.get(path, headers={"Accept-Language": lang})
    assert response.status_code == 200
    assert response.content_type == "application/atom+xml; charset=utf-8"
    etree.fromstring(response.data)
    parsed = feedparser.parse(response.data)
    assert not parsed.bozo
    return parsed


def terms(parsed) -> list[str]:
    return [entry.tags[0].term for entry in parsed.entries]


def fill(world: World) -> None:
    """Let everything happen to the closed bill that can happen to one."""
    bill, session = world.bills["closed"], world.session
    first, last, due = bill.first_day, bill.last_day, bill.response_due_day
    days = {"old_first_day": first, "old_last_day": last, "old_due_day": due}
    new = {"new_first_day": first, "new_last_day": last, "new_due_day": due}
    for seq, kind in enumerate(NoticeChangeKind, 7):
        at = NOON - timedelta(days=70 - seq)
        session.add(NoticeChange(bill_id=bill.id, kind=kind, at=at, reason=REASON, log_seq=seq, **days, **new))
    author = world.people["official"].id
    session.add_all([
        Version(bill_id=bill.id, number=2, note=Bilingual("第二版。", "Narrowed."), published_at=NOON - timedelta(days=9)),
        Summary(bill_id=bill.id, number=1, introduction=REASON, created_at=NOON, published_at=NOON - timedelta(days=8),
                covered_comments=3, total_comments=4),
        Answer(bill_id=bill.id, reason=REASON, author_id=author, written_at=NOON, published_at=NOON - timedelta(days=7),
               log_seq=12),
        Milestone(bill_id=bill.id, stage=Stage.EY_REVIEW, day=date(2026, 3, 9), note=REASON, source_label=Bilingual(),
                  source_url="https://example.test/ey"),
    ])  # fmt: skip
    session.flush()


def test_feed_of_a_bill_tells_everything_newest_first(client: FlaskClient, world: World) -> None:
    fill(world)
    feed = read(client, "/bills/closed-bill/feed.atom")
    assert terms(feed) == [
        "milestone", "response", "summary", "version", "closed", "postponement", "extension", "reschedule", "opened",
        "announced",
    ]  # fmt: skip
    assert [entry.updated for entry in feed.entries] == sorted((entry.updated for entry in feed.entries), reverse=True)
    assert feed.feed.updated == feed.entries[0].updated
    assert len({entry.id for entry in feed.entries}) == 10
    assert all(entry.id.startswith("tag:localhost,2026:bills/closed-bill/") for entry in feed.entries)
    said = {entry.tags[0].term: entry for entry in feed.entries}
    assert "More time for the regions." in said["extension"].content[0].value
    assert "It cites 3 of 4 comments." in said["summary"].content[0].value
    assert "1 answer is published." in said["response"].content[0].value
    assert "https://example.test/ey" in said["milestone"].content[0].value
    assert said["version"].link == "http://localhost/bills/closed-bill/text?version=2"
    assert said["closed"].title == "The notice closed: Draft closed-bill"


def test_both_languages_by_address_and_header(client: FlaskClient, world: World) -> None:
    fill(world)
    for path, lang, words in (
        ("/bills/closed-bill/feed.atom", "zh-TW", "延長理由。"),
        ("/bills/closed-bill/feed.atom?lang=en", "zh-TW", "More time for the regions."),
    ):
        data = client.get(path, headers={"Accept-Language": lang}).data
        root = etree.fromstring(data)
        assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == ("en" if "lang=en" in path else "zh-Hant-TW")
        assert words in data.decode()
    links = {(link.rel, link.get("hreflang")): link.href for link in feedparser.parse(data).feed.links}
    assert links["self", None] == "http://localhost/bills/closed-bill/feed.atom?lang=en"
    assert links["alternate", None] == "http://localhost/bills/closed-bill"
    assert links["alternate", "zh-Hant-TW"] == "http://localhost/bills/closed-bill/feed.atom?lang=zh-TW"


def test_hostile_words_stay_words(client: FlaskClient, world: World) -> None:
    bill = world.bills["open"]
    bill.title, bill.summary = Bilingual(HOSTILE[:-6], HOSTILE.replace("\ud83d", "")), Bilingual("", "<b>&amp;</b>\x07")
    world.session.flush()
    feed = read(client, "/bills/open-bill/feed.atom?lang=en")
    title = feed.entries[0].title_detail
    assert title.type == "text/plain"
    assert title.value.startswith("The notice opened: A & B <script>alert(1)</script> ]]>")
    raw = client.get("/bills/open-bill/feed.atom?lang=en").text
    assert '&lt;p lang="en"&gt;&amp;lt;b&amp;gt;&amp;amp;amp;&amp;lt;/b&amp;gt;&lt;/p&gt;' in raw


def test_short_notice_is_justified_before_anything_else(client: FlaskClient, world: World) -> None:
    bill = world.bills["open"]
    bill.short_ground, bill.justification = ShortGround.TREATY, Bilingual("條約生效。", "The treaty enters into force.")
    assert bill.first_day
    bill.last_day = bill.first_day + timedelta(days=29)
    world.session.flush()
    for entry in read(client, "/bills/open-bill/feed.atom").entries:
        first, second, *_rest = entry.content[0].value.split("</p>")
        assert "Short notice: 30 days instead of 60 · A treaty sets the date" in first
        assert "The treaty enters into force." in second


def test_what_is_not_public_is_in_no_feed(client: FlaskClient, world: World) -> None:
    bill = world.bills["open"]
    world.session.add(Version(bill_id=bill.id, number=2, note=Bilingual("秘密", "Secret"), published_at=None))
    world.session.add(Summary(bill_id=bill.id, number=1, introduction=Bilingual(), created_at=NOON))
    world.session.add(Answer(bill_id=bill.id, reason=REASON, author_id=world.people["official"].id, written_at=NOON))
    world.session.flush()
    whole = client.get("/feed.atom").text
    assert "unpublished-bill" not in whole
    assert set(terms(read(client, "/bills/open-bill/feed.atom"))) == {"announced", "opened"}
    for persona in ("stranger", "official"):
        world.sign_in(client, persona)
        assert client.get("/bills/unpublished-bill/feed.atom").status_code == 404
        assert client.get("/bills/unpublished-bill/calendar.ics").status_code == 404


def test_nothing_is_told_before_its_instant(client: FlaskClient, world: World, clock: Clock) -> None:
    bill = world.bills["announced"]
    assert bill.opens_at
    assert bill.closes_at
    for now, expected in (
        (bill.opens_at - timedelta(microseconds=1), ["announced"]),
        (bill.opens_at, ["opened", "announced"]),
        (bill.closes_at - timedelta(microseconds=1), ["opened", "announced"]),
        (bill.closes_at, ["closed", "opened", "announced"]),
    ):
        clock.now = now
        assert terms(read(client, "/bills/announced-bill/feed.atom")) == expected


def test_withdrawn_bill_does_not_close(client: FlaskClient, world: World, clock: Clock) -> None:
    bill = world.bills["withdrawn"]
    bill.withdrawn_at = NOON - timedelta(days=1)
    world.session.flush()
    assert bill.closes_at
    clock.now = bill.closes_at + timedelta(days=1)
    assert terms(read(client, "/bills/withdrawn-bill/feed.atom")) == ["withdrawn", "opened", "announced"]


def test_a_stage_recorded_today_is_told(client: FlaskClient, world: World) -> None:
    official, bill = world.people["official"], world.bills["open"]
    actions.add_milestone(world.session, official, bill, stage=Stage.EY_REVIEW, day=date(2026, 3, 10), now=NOON)
    assert terms(read(client, "/bills/open-bill/feed.atom"))[0] == "milestone"


@pytest.mark.parametrize("path", ["/feed.atom", "/bills/closed-bill/feed.atom"])
def test_six_statements_and_no_second_sending(
    client: FlaskClient, world: World, statements: Statements, clock: Clock, path: str
) -> None:
    fill(world)
    with statements:
        first = client.get(path)
    assert len(statements) <= 6
    clock.now = NOON + timedelta(hours=3)
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    world.bills["closed"].title = Bilingual("新", "New")
    world.session.flush()
    assert client.get(path, headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_site_feed_holds_the_newest_fifty(client: FlaskClient, world: World) -> None:
    bill = world.bills["closed"]
    for n in range(2, 62):
        at = NOON - timedelta(hours=100 - n)
        world.session.add(Version(bill_id=bill.id, number=n, note=Bilingual("註", "Note"), published_at=at))
    world.session.flush()
    feed = read(client, "/feed.atom")
    assert len(feed.entries) == 50
    versions = [entry.title for entry in feed.entries if entry.tags[0].term == "version"]
    assert versions[0] == "Version 61: Draft closed-bill"
    assert len(versions) > 40


def test_a_bill_announced_long_ago_that_just_closed_is_among_the_newest(
    client: FlaskClient, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.notifications.happenings.NEWEST", 2)
    bill = world.bills["answered"]
    bill.closes_at = NOON
    world.session.flush()
    assert read(client, "/feed.atom").entries[0].title == "The notice closed: Draft answered-bill"


@pytest.mark.parametrize(("text", "kept"), [
    ("a\x00b\x08c\x0bd\x1fe\ufffe\uffff", "abcde"), ("tab\tline\n", "tab\tline\n"), ("資安𠀀😀", "資安𠀀😀"), ("\ud800x", "x"),
])  # fmt: skip
def test_only_what_xml_can_hold_is_kept(text: str, kept: str) -> None:
    assert legal(text) == kept


def test_pages_name_their_feed_in_their_language(client: FlaskClient, world: World) -> None:
    for page, feed in (("/", "/feed.atom"), ("/bills/open-bill", "/bills/open-bill/feed.atom")):
        html = client.get(f"{page}?lang=en").text
        assert 'type="application/atom+xml" title=' in html
        assert html.count(f'href="{feed}?lang=en"') == 2
        assert f'href="{feed.replace("feed.atom", "calendar.ics")}?lang=en"' in html
    world.sign_in(client, "official")
    assert "feed.atom" not in client.get("/bills/unpublished-bill").text
