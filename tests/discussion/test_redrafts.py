"""A comment over three redrafts from files that renumber, split and delete its article: where it stands, and what its page says."""

from datetime import timedelta

from flask.testing import FlaskClient

from app.bills.models import Bill
from app.discussion.models import Comment
from tests.bills.redrafts import FIRST, LATER, SECRECY, open_bill, redraft
from tests.builders import World
from tests.conftest import Clock
from tests.discussion.talk import load, post

RENUMBERED = {
    "15": "lantern",
    "16": "audit",
    "17": "training",
    "19": "inspection",
    "20": "sharing",
    "21": "fine",
    "22": "start",
}
SPLIT = {
    "15": "lantern",
    "16": "audit",
    "17": "training",
    "19": "entry",
    "20": "secrecy",
    "21": "sharing",
    "22": "fine",
    "23": "start",
}
DELETED = {number: words for number, words in SPLIT.items() if number != "19"}


def read(client: FlaskClient, comment: Comment) -> str:
    page = client.get(f"/comments/{comment.id}?lang=en").text
    return page.split('<details class="fold">')[1].split("</details>")[0]


def changes(client: FlaskClient, earlier: int, later: int) -> dict[str, tuple[str, str | None]]:
    found = client.get(f"/api/v1/bills/redrafted/compare?from={earlier}&to={later}").get_json()["articles"]
    return {a["key"]: (a["change"], a["split_from"] or a["merged_into"]) for a in found if a["change"] != "kept"}


def test_comment_stays_with_its_article_over_three_redrafts(client: FlaskClient, world: World, clock: Clock) -> None:
    clock.now = LATER
    bill: Bill = open_bill(world, FIRST)
    comment = post(world, on="redrafted", place="18.2", now=LATER)
    article_id = comment.article_id
    said = "article 18, paragraph 2, version 1"

    redraft(world, bill, RENUMBERED)
    assert changes(client, 1, 2)["18"] == ("moved", None)
    part = read(client, comment)
    assert said in part
    assert SECRECY in part.split("</blockquote>")[0]
    assert "Its words are unchanged; in version 2 it stands elsewhere, as article 19." in part

    redraft(world, bill, SPLIT, now=LATER + timedelta(hours=1))
    told = changes(client, 2, 3)
    assert told["18"] == ("changed", None)
    assert ("split", "18") in told.values()
    part = read(client, comment)
    assert said in part
    assert "Split off from it:" in part
    assert "The words quoted here still stand, as article 20, paragraph 1." in part

    redraft(world, bill, DELETED, now=LATER + timedelta(hours=2))
    assert changes(client, 3, 4)["18"][0] in ("deleted", "merged")
    part = read(client, comment)
    assert said in part
    assert "Version 4 has" in part
    assert load(world, comment).article_id == article_id
    assert load(world, comment).version.number == 1
