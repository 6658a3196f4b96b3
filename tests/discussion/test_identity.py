"""Comments stay with their articles when a bill is redrafted: renumbered, split, merged, deleted, returned, reused, moved."""

from itertools import pairwise

import pytest
from flask.testing import FlaskClient
from lxml import html

from app.bills import queries
from app.bills.models import ArticleText, Bill
from app.discussion.models import Comment
from tests.bills.desk import post as send
from tests.bills.redrafts import FIRST, LATER, WORDS, open_bill, redraft, rows, take_over
from tests.builders import World
from tests.conftest import Clock
from tests.discussion.talk import load, post

RENUMBERED = {
    "16": "audit",
    "17": "lantern",
    "18": "training",
    "19": "inspection",
    "20": "sharing",
    "21": "fine",
    "22": "start",
}
SPLIT = FIRST | {"18": "entry", "18-1": "secrecy"}
MERGED = {n: w for n, w in FIRST.items() if n != "18"} | {"17": f"{WORDS['training']}\n{WORDS['inspection']}"}
WITHOUT = {n: w for n, w in FIRST.items() if n != "18"}
REUSED = FIRST | {"18": "lantern"}
CHANGED = WORDS["inspection"].replace("重大", "嚴重")
MOVED = {"3": CHANGED} | {n: w for n, w in FIRST.items() if n != "18"}

# What is published one after the other, and then of the article that was commented on as 18: its number, its words (None:
# deleted), the key of the article into which it went.
REDRAFTS: dict[str, tuple[list[dict[str, str]], str, str | None, str | None]] = {
    "renumbered": ([RENUMBERED], "19", WORDS["inspection"], None),
    "split": ([SPLIT], "18", WORDS["entry"], None),
    "merged": ([MERGED], "18", None, "17"),
    "deleted": ([WITHOUT], "18", None, None),
    "deleted, then returned": ([WITHOUT, FIRST], "18", WORDS["inspection"], None),
    "deleted, then returned under another number": ([WITHOUT, WITHOUT | {"25": "inspection"}], "25", WORDS["inspection"], None),
    "number reused": ([REUSED], "18", None, None),
    "number reused, then returned": ([REUSED, REUSED | {"19": "inspection", "20": "sharing", "21": "fine"}], "19",
                                     WORDS["inspection"], None),
    "moved and changed": ([MOVED], "3", CHANGED, None),
    "renumbered, split, deleted": ([RENUMBERED, RENUMBERED | {"19": "entry", "19-1": "secrecy"},
                                    {n: w for n, w in RENUMBERED.items() if n != "19"} | {"19-1": "secrecy"}],
                                   "19", None, None),
    "split, merged, renumbered": ([SPLIT, FIRST, RENUMBERED], "19", WORDS["inspection"], None),
}  # fmt: skip


@pytest.fixture
def bill(world: World) -> Bill:
    return open_bill(world)


def _talk(world: World) -> dict[str, Comment]:
    """A comment on each article, written on the first version."""
    return {number: post(world, f"On {number}.", on="redrafted", place=number, now=LATER) for number in FIRST}


def _latest(world: World, bill: Bill) -> dict[str, ArticleText]:
    """The latest published version's articles by key."""
    world.session.expire_all()
    texts = queries.list_articles(world.session, queries.latest_version(world.session, bill))
    return {text.article.key: text for text in texts}


@pytest.mark.parametrize("case", REDRAFTS)
def test_comments_stay_with_their_article(world: World, bill: Bill, case: str) -> None:
    files, number, words, into = REDRAFTS[case]
    comments = _talk(world)
    for articles in files:
        redraft(world, bill, articles)
    latest = _latest(world, bill)
    for key, comment in comments.items():
        assert load(world, comment).article_id == latest[key].article_id
        assert latest[key].article.comment_count == 1
    text = latest["18"]
    assert text.number == number
    assert (None if text.is_deleted else text.text.zh) == words
    assert text.merged_into_id == (latest[into].article_id if into else None)
    assert [t.article.comment_count for t in latest.values() if t.article.key not in FIRST] == [0] * (len(latest) - 6)


def test_reused_number_gets_a_key_of_its_own_and_comments_of_its_own(world: World, bill: Bill) -> None:
    old = post(world, "On the old one.", on="redrafted", place="18", now=LATER)
    redraft(world, bill, REUSED)
    new = post(world, "On the new one.", on="redrafted", place="18~2", now=LATER)
    latest = _latest(world, bill)
    assert (latest["18~2"].number, latest["18"].number) == ("18", "18")
    assert load(world, old).article_id == latest["18"].article_id != load(world, new).article_id


def test_every_published_version_still_reads_as_it_was_published(world: World, bill: Bill) -> None:
    read = lambda: [  # noqa: E731
        (t.article.key, t.number, t.text, t.is_deleted, t.split_from_id, t.merged_into_id)
        for version in queries.list_versions(world.session, bill)
        for t in queries.list_articles(world.session, version)
    ]
    seen = [read()]
    for articles in (RENUMBERED, SPLIT, MERGED, REUSED, FIRST):
        redraft(world, bill, articles)
        seen.append(read())
    assert all(later[: len(earlier)] == earlier for earlier, later in pairwise(seen))


def test_official_corrects_a_tie_and_the_comment_is_found_under_the_new_number(
    client: FlaskClient, world: World, bill: Bill, clock: Clock
) -> None:
    clock.now, base = LATER, "/desk/bills/redrafted/draft"
    post(world, "Who may come along?", on="redrafted", place="18", now=LATER)
    world.sign_in(client, "official", now=LATER)
    send(client, f"{base}/new", 303)
    rewritten = RENUMBERED | {"19": "完全改寫，看不出原來是哪一條的文字，僅主辦同仁知悉其來由。"}
    draft = take_over(world, bill, rewritten)
    assert ("19~2", "19", "") in rows(world, draft)
    fields = dict(html.fromstring(client.get(f"{base}/ties").text).xpath("//main//form")[0].form_values())
    text = next(t for t in queries.list_articles(world.session, draft) if t.number == "19" and not t.is_deleted)
    fields |= {f"is-{text.article_id}": "same", f"of-{text.article_id}": "18"}
    send(client, f"{base}/ties", 303, **fields)
    world.session.expire_all()
    revision = queries.get_draft(world.session, bill).revision
    send(client, f"{base}/publication", 303, note_zh="修正", revision=revision)
    world.sign_in(client, None)
    shown = client.get("/bills/redrafted/articles/18", headers={"Accept-Language": "en"}).text
    assert "Discuss article 19 (1)" in shown
    assert "Who may come along?" in client.get("/bills/redrafted/discussion?article=18").text
