"""What the pages to read say: places, counts, versions, threads, receipts, and nothing that cannot be."""

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from app import Gongyi
from app.bills.models import ArticleText, Version
from app.discussion.models import Position
from app.kernel.bilingual import Bilingual
from tests.builders import World
from tests.discussion.pages import read_page
from tests.discussion.talk import NOON, edit, hide, load, plant, post, withdraw


def publish_revision(world: World, changed: str) -> None:
    """Publish version 2 of the open bill, in which one article reads differently."""
    session, bill = world.session, world.bills["open"]
    second = Version(bill_id=bill.id, number=2, note=Bilingual(), published_at=NOON)
    session.add(second)
    session.flush()
    for text in session.scalars(
        sa.select(ArticleText).join(ArticleText.version).where(Version.bill_id == bill.id)
    ).all():
        same = {c.key: getattr(text, c.key) for c in sa.inspect(ArticleText).columns if c.key != "id"}
        if text.number == changed:
            same["text"] = Bilingual("新條文。\n第二項。", "New text.\nSecond.")
        session.add(ArticleText(**same | {"version_id": second.id}))
    session.flush()


def order_of(text: str, *words: str) -> bool:
    places = [text.index(word) for word in words]
    return places == sorted(places)


@pytest.mark.parametrize(
    "lang, headings",
    [
        ("en", ["The bill as a whole</h3>", "Question 1 · <a", "Article 1 · <a", "Article 2 · <a"]),
        ("zh-TW", ["草案整體</h3>", "提問 1 · <a", "第一條 · <a", "第二條 · <a"]),
    ],
)
def test_article_order_has_a_heading_for_each_place(
    client: FlaskClient, world: World, lang: str, headings: list[str]
) -> None:
    for place, words in (("2.2", "Two."), ("1", "One."), ("Q1", "Asked."), ("", "All."), ("2", "Two again.")):
        post(world, words, place=place)
    page = client.get(f"/bills/open-bill/discussion?lang={lang}").text
    assert [page.count(f">{heading}") for heading in headings] == [1, 1, 1, 1]
    assert order_of(page, *(f">{heading}" for heading in headings))
    words = "Question 1?" if lang == "en" else "問題1？"
    assert f'<a href="/bills/open-bill/discussion?question=1">{words}</a></h3>' in page
    assert order_of(page, "All.", "Asked.", "One.", "Two.", "Two again.")


def test_page_counts_visible_comments_and_people(client: FlaskClient, world: World) -> None:
    said = [
        post(world, by=who, place="2", position=Position.OPPOSE) for who in ("citizen", "citizen", "lead", "official")
    ]
    hide(world, said[2])
    page = client.get("/bills/open-bill/discussion?lang=en&article=2").text
    assert "3 comments in all · 2 people" in page
    assert "Heading 2 (3)" in page
    for comment in said:
        assert f'id="comment-{comment.id}"' in page


@pytest.mark.parametrize(
    "phase, words",
    [("open", "No comments yet"), ("announced", "The discussion has not begun"), ("closed", "No comments yet")],
)
def test_an_empty_discussion_says_so(client: FlaskClient, world: World, phase: str, words: str) -> None:
    assert words in client.get(f"/bills/{phase}-bill/discussion?lang=en").text
    page = client.get(f"/bills/{phase}-bill/discussion?lang=en&article=1").text
    assert "No comment matches" in page
    assert ('comments/new?place=1">Write the first comment' in page) == (phase == "open")
    assert "Write the first comment" not in client.get(f"/bills/{phase}-bill/discussion?lang=en&article=zz").text


@pytest.mark.parametrize(
    "phase, reason",
    [
        ("announced", "has not opened yet"),
        ("closed", "notice period is over"),
        ("answered", "notice period is over"),
        ("withdrawn", "has withdrawn this bill"),
    ],
)
def test_the_page_says_why_nobody_can_write(client: FlaskClient, world: World, phase: str, reason: str) -> None:
    for persona in (None, "citizen"):
        world.sign_in(client, persona)
        page = client.get(f"/bills/{phase}-bill/discussion?lang=en").text
        assert reason in page
        assert "comments/new" not in page


def test_comment_page_shows_its_thread_and_receipt(client: FlaskClient, world: World) -> None:
    root = post(world, "The root.", place="2.2")
    one = post(world, "One below.", by="lead", parent=root)
    two = post(world, "Two below.", by="official", parent=one)
    post(world, "Beside it.", by="official", parent=root)
    deep = post(world, "Three below.", parent=two)
    page = client.get(f"/comments/{two.id}?lang=en").text
    assert order_of(page, "The root.", "One below.", "Two below.", "Receipt", "Three below.")
    assert "Beside it." not in page
    assert load(world, two).sha256 in page
    assert f"http://localhost/comments/{two.id}" in page
    assert "Article 2, paragraph 2" in page
    assert "Official · MODA" in page
    assert f'id="comment-{deep.id}"' in page
    links = read_page(page).links
    assert f"/comments/{two.id}/journey" in links
    assert f"/comments/{two.id}/context" in links
    assert f'id="comment-{two.id}"' in client.get(f"/comments/{two.id}/context", follow_redirects=True).text


def test_replies_come_in_pages(client: FlaskClient, world: World) -> None:
    ids = plant(world, [None, *[0] * 70])
    first = client.get(f"/comments/{ids[0]}?lang=en").text
    assert [f'id="comment-{n}"' in first for n in (ids[50], ids[51])] == [True, False]
    onward = next(link for link in read_page(first).links if "cursor=" in link and link.startswith("/comments/"))
    second = client.get(onward).text
    assert [f'id="comment-{n}"' in second for n in (ids[50], ids[51], ids[70])] == [False, True, True]
    assert f"/comments/{ids[0]}?lang=en" in read_page(second).links


def test_below_the_fourth_level_it_says_in_reply_to_whom(client: FlaskClient, world: World) -> None:
    chain = [post(world)]
    for who in ("lead", "official", "moderator", "other_citizen", "citizen"):
        chain.append(post(world, by=who, parent=chain[-1]))
    page = client.get("/bills/open-bill/discussion?lang=en").text
    assert page.count("In reply to") == 2
    assert f'<a href="/comments/{chain[3].id}">moderator</a>' in page
    assert f'<a href="/comments/{chain[4].id}">other-citizen</a>' in page


def test_a_comment_names_its_version_and_says_if_the_article_changed(client: FlaskClient, world: World) -> None:
    changed, kept, whole = post(world, place="2.2"), post(world, place="1"), post(world)
    note = "Written on version 1; this article has changed since."
    assert note not in client.get(f"/comments/{changed.id}?lang=en").text
    publish_revision(world, "2")
    page = client.get("/bills/open-bill/discussion?lang=en").text
    assert page.count(note) == 1
    assert note in client.get(f"/comments/{changed.id}?lang=en").text
    for comment in (kept, whole):
        page = client.get(f"/comments/{comment.id}?lang=en").text
        assert note not in page
        assert "Written on version 1" in page
    later = post(world, place="2.2")
    page = client.get(f"/comments/{later.id}?lang=en").text
    assert "Written on version 2" in page
    assert note not in page


def test_history_tells_until_when_each_text_stood(client: FlaskClient, world: World) -> None:
    said = post(world, "First words.")
    for day, words in ((1, "Second words."), (2, "Third words.")):
        edit(world, said, words, now=NOON.replace(day=NOON.day + day))
    page = client.get(f"/comments/{said.id}/history?lang=en").text
    assert order_of(page, "Third words.", "12 March 2026 12:00", "Second words.", "11 March 2026 12:00", "First words.")
    withdraw(world, said)
    assert (
        "words."
        not in client.get(f"/comments/{said.id}/history?lang=en").text.partition("<main")[2].partition("no earlier")[0]
    )


def test_panels_of_higher_rooms_stand_on_the_comment_page(
    app: Gongyi, client: FlaskClient, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = post(world)
    panels = [lambda _db, found: ("discussion/_promise.html", {"id": found.id}), lambda _db, _found: None]
    monkeypatch.setitem(app.extensions, "gongyi.comment_panels", panels)
    assert "Nobody checks a comment before it appears." in client.get(f"/comments/{said.id}?lang=en").text
