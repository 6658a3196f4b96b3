"""Citations on a side, moved, and narrowed to a passage; and what becomes of a passage that stands no more."""

import pytest
from flask.testing import FlaskClient

from app.discussion.actions import withdraw_comment
from app.discussion.blackouts.blocks import BLOCK
from app.discussion.events import CommentEdited
from app.kernel.richtext import render_html
from app.kernel.verdict import Refused
from app.summaries import actions, cards
from app.summaries.contents import document_of
from app.summaries.map.quoting import choose_passage, drop_lost_passages, move_citation
from app.summaries.map.targets import Target
from app.summaries.minorities import find_minority
from app.summaries.models import Citation, Side
from app.summaries.passages import find_passage, set_passage
from app.summaries.queries import read_contents
from tests.conftest import NOON
from tests.summaries.drafts import Drafting, drafting
from tests.summaries.test_desk import DESK, fresh, hidden_field

SAID = "The period of **30 days** is unfair.\n\n- Small shops\n- need longer"


@pytest.fixture
def work(world) -> Drafting:
    return drafting(world, NOON)


def quote(work: Drafting, draft, citation: Citation, words: str) -> None:
    choose_passage(work.session, work.person, draft, citation, words, now=NOON)


@pytest.mark.parametrize(
    "words, found",
    [
        ("period of 30 days is", "period of 30 days is"),
        ("unfair.\n\nSmall   shops", "unfair. Small shops"),
        ("fair", None),
        ("riod of 30 day", None),
        ("0 days", None),
        ("30 nights", None),
        ("is", None),
        ("", None),
        (BLOCK, None),
    ],
)
def test_a_passage_is_the_comments_own_words(words: str, found: str | None) -> None:
    assert find_passage(render_html(SAID), words) == found


def test_chinese_has_no_seams_and_what_is_left_out_is_marked() -> None:
    html = render_html("預告期間三十日過短，小商家來不及準備。")
    assert set_passage(html, "期間三十日過短") == "…期間三十日過短…"
    assert set_passage(html, "小商家來不及準備。") == "…小商家來不及準備。"
    assert find_passage(render_html(f"名字是{BLOCK}先生，反對此案"), f"名字是{BLOCK}先生") is None


def test_a_passage_is_chosen_shown_published_and_copied(client: FlaskClient, work: Drafting) -> None:
    comment = work.say(SAID)
    draft = work.open()
    issue = work.issue(draft, comment)
    with pytest.raises(Refused) as caught:
        quote(work, draft, issue.citations[0], "not said")
    assert (caught.value.reason.code, caught.value.field) == ("invalid", "passage")
    quote(work, draft, issue.citations[0], SAID.replace("*", "").replace("-", ""))
    assert issue.citations[0].passage is None, "all of it is the whole comment"
    quote(work, draft, issue.citations[0], "30 days is unfair")
    contents = read_contents(work.session, draft)
    assert document_of(contents)["issues"][0]["passages"] == {str(comment.id): "30 days is unfair"}
    work.publish(draft)
    shown = client.get(f"/bills/{work.bill.slug}/summary?lang=en").text
    assert '<blockquote class="citation-passage"' in shown
    assert "<p>…30 days is unfair…</p>" in shown
    assert "<li>need longer</li>" in shown, "the whole comment is one click away"
    assert work.open().issues[0].citations[0].passage == "30 days is unfair"


def test_a_passage_that_stands_no_more_falls_back_to_the_whole(work: Drafting) -> None:
    comment = work.say(SAID)
    draft = work.open()
    issue = work.issue(draft, comment)
    quote(work, draft, issue.citations[0], "30 days is unfair")
    comment.body_html = render_html(SAID.replace("30 days", BLOCK))
    work.session.flush()
    card = cards.citation(read_contents(work.session, draft).issues[0].quotes[0])
    assert card["passage"] is None
    assert "passages" not in document_of(read_contents(work.session, draft))["issues"][0]
    drop_lost_passages(work.session, CommentEdited(comment, NOON))
    assert issue.citations[0].passage is None


def test_a_withdrawn_comment_leaves_no_words_behind(client: FlaskClient, work: Drafting, world) -> None:
    work.session.info["events"] = client.application.extensions["gongyi.events"]
    comment = work.say(SAID)
    draft = work.open()
    issue = work.issue(draft, comment)
    quote(work, draft, issue.citations[0], "30 days is unfair")
    withdraw_comment(work.session, world.people["citizen"], comment, work.bill, now=NOON)
    work.session.flush()
    assert [c.passage for c in fresh(work, Citation)] == [None]


def test_a_citation_moves_with_its_passage_and_two_become_one(work: Drafting) -> None:
    comment = work.say(SAID)
    draft = work.open()
    issue, asked = work.issue(draft, comment), work.ask(draft)
    quote(work, draft, issue.citations[0], "30 days is unfair")
    there = move_citation(work.session, work.person, draft, issue.citations[0], Target(asked, None), now=NOON)
    assert ([c.passage for c in asked.citations], issue.citations) == (["30 days is unfair"], [])
    work.cite(draft, issue, comment)
    move_citation(work.session, work.person, draft, there, Target(issue, Side.AGAINST), now=NOON)
    found = fresh(work, Citation)
    assert [(c.issue_id, c.side, c.passage) for c in found] == [(issue.id, Side.AGAINST, "30 days is unfair")]


def test_a_minority_is_fewer_than_half_of_the_people_on_both_sides(client: FlaskClient, work: Drafting) -> None:
    draft = work.open()
    issue = work.issue(draft, work.say("raised", by="official"))

    def cite(side: Side, *comments) -> None:
        ids = [comment.id for comment in comments]
        actions.cite_comments(work.session, work.person, draft, issue, ids, side=side, now=NOON)

    mine = [work.say("one"), work.say("two"), work.say("three")]
    cite(Side.FOR, *mine)
    cite(Side.AGAINST, work.say("four", by="other_citizen"))
    assert find_minority(read_contents(work.session, draft).issues[0]) is None, "people count, not comments"
    cite(Side.AGAINST, work.say("five", by="lead"))
    found = find_minority(read_contents(work.session, draft).issues[0])
    assert found
    assert (found.side, found.people, found.of) == (Side.FOR, 1, 3)
    work.publish(draft)
    shown = client.get(f"/bills/{work.bill.slug}/summary?lang=en").text
    assert shown.count("Minority view") == 1
    assert "1 of the 3 people cited for or against it" in shown


def test_the_page_of_a_citation(client: FlaskClient, work: Drafting) -> None:
    work.world.sign_in(client, "moderator")
    draft = work.open()
    one, two = work.issue(draft, work.say(SAID)), work.issue(draft)
    path = f"{DESK}/citations/{one.citations[0].id}"
    page = client.get(path + "?lang=en").text
    sent = {name: hidden_field(page, name) for name in ("stamp", "named")} | {"part": "I2-for"}
    mistaken = client.post(path + "?lang=en", data=sent | {"passage": "never said"})
    assert mistaken.status_code == 422
    assert "never said" in mistaken.text
    assert client.post(path, data=sent | {"passage": "30 days is unfair"}).status_code == 303
    moved = fresh(work, Citation)[0]
    assert (moved.issue_id, moved.side, moved.passage) == (two.id, Side.FOR, "30 days is unfair")
    gone = client.post(path + "?lang=en", data=sent | {"passage": "typed and kept"})
    assert (gone.status_code, "typed and kept" in gone.text) == (409, True)
    assert client.get(f"{DESK}/citations/999999999").status_code == 404
    lost = client.post(f"{DESK}/citations/999999999", data=sent | {"passage": "typed and kept"})
    assert (lost.status_code, "typed and kept" in lost.text) == (409, True)
    stale = client.post(f"{DESK}/citations/{moved.id}?lang=en", data=sent | {"passage": "Small shops"})
    assert (stale.status_code, "Small shops" in stale.text, "30 days is unfair" in stale.text) == (409, True, True)


def test_a_form_cites_under_the_part_that_it_showed(client: FlaskClient, work: Drafting) -> None:
    work.world.sign_in(client, "moderator")
    draft = work.open()
    one, two, comment = work.issue(draft), work.issue(draft), work.say(SAID)
    named = hidden_field(client.get(DESK).text, "named")
    client.post(f"{DESK}/issues/{two.id}/place", data={"before": one.id})
    data = {"part": "I1-against", "comments": [comment.id], "named": named}
    assert client.post(DESK + "/citations", data=data).status_code == 303
    found = fresh(work, Citation)[0]
    assert (found.issue_id, found.side) == (one.id, Side.AGAINST)
    data = {"part": "R1-for", "named": named}
    assert client.post(f"{DESK}/citations/{found.id}/place", data=data).status_code == 422
    data = {"part": "I1", "named": f"I1:{two.id}"}
    assert client.post(f"{DESK}/citations/{found.id}/place", data=data).status_code == 303
    assert [(c.issue_id, c.side) for c in fresh(work, Citation)] == [(two.id, None)]
    data = {"part": "I1", "named": "I1:999999999"}
    assert client.post(f"{DESK}/citations/{fresh(work, Citation)[0].id}/place", data=data).status_code == 409
