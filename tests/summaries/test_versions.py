"""Versions against each other, and figures that follow what can still be read."""

import pytest
from flask.testing import FlaskClient

from app.bills.comparison import Change
from app.discussion.models import Comment
from app.kernel.bilingual import Bilingual
from app.summaries import actions
from app.summaries.actions import IssueWords, RecommendationWords
from app.summaries.models import Side
from app.summaries.queries import read_two
from app.summaries.versions.comparing import compare_summaries
from tests.builders import World
from tests.conftest import NOON, Statements
from tests.summaries.drafts import Drafting, drafting

PAGE = "/bills/closed-bill/summary"


@pytest.fixture
def work(world: World) -> Drafting:
    return drafting(world, NOON)


def publish_two(work: Drafting) -> dict[str, int]:
    """Two versions: an issue written anew with another comment, one taken out, R1 reworded, R2 kept; the comments' ids."""
    said = {name: work.say(f"{name} comment.") for name in ("kept", "gone", "new", "other")}
    first = work.open()
    work.ask(first, said["kept"], issue=work.issue(first, said["kept"], said["gone"]))
    lone = work.issue(first, said["other"])
    work.ask(first, said["other"])
    words = IssueWords(title=Bilingual("甲", "Second"), statement=Bilingual("述", "Said."))
    actions.edit_issue(work.session, work.person, first, lone, words, revision=1, now=NOON)
    work.publish(first)
    second = work.open()
    top, gone = sorted(second.issues, key=lambda issue: issue.ordinal)
    words = IssueWords(title=Bilingual("爭點", "Disputed point"), statement=Bilingual("中立的陳述", "A fair statement"))
    actions.edit_issue(work.session, work.person, second, top, words, revision=1, now=NOON)
    went = next(c for c in top.citations if c.comment_id == said["gone"].id)
    actions.uncite_comment(work.session, work.person, second, top, went, now=NOON)
    work.cite(second, top, said["new"])
    actions.remove_issue(work.session, work.person, second, gone, revision=1, now=NOON)
    asked = next(r for r in second.recommendations if r.ordinal == 1)
    shorter = RecommendationWords(text=Bilingual("應刪除", "Delete it"), rationale=asked.rationale)
    actions.edit_recommendation(
        work.session, work.person, second, asked, shorter, issue=top, revision=asked.revision, now=NOON
    )
    work.publish(second)
    return {name: comment.id for name, comment in said.items()}


def test_words_and_citations_that_came_and_went_are_told(work: Drafting) -> None:
    ids = publish_two(work)
    later, earlier, _heads = read_two(work.session, work.bill, 2, 1)
    found = compare_summaries(earlier, later, "en")
    told = [(c.row.code, c.change, [w.name for w in c.words]) for c in found.changes]
    assert told == [
        ("I1", Change.CHANGED, ["statement", "position_for", "position_against"]),
        ("I2", Change.DELETED, ["title", "statement"]),
        ("R1", Change.CHANGED, ["text"]),
    ]
    first = found.changes[0]
    assert ([q.row.id for q in first.came], [q.row.id for q in first.went]) == ([ids["new"]], [ids["gone"]])
    assert ("insert", "fair") in [(s.op, s.text) for s in first.words[0].segments]
    assert (found.kept, found.introduction) == (1, None)


def test_words_that_differ_in_the_other_language_alone_are_shown_in_it(work: Drafting) -> None:
    draft = work.published(asks=0) and work.open()
    words = IssueWords(
        title=Bilingual("爭點改", "Disputed point"), statement=Bilingual("中立陳述", "A neutral statement")
    )
    actions.edit_issue(work.session, work.person, draft, draft.issues[0], words, revision=1, now=NOON)
    work.publish(draft)
    later, earlier, _heads = read_two(work.session, work.bill, 2, 1)
    title = compare_summaries(earlier, later, "en").changes[0].words[0]
    assert (title.name, title.lang) == ("title", "zh-Hant-TW")


def test_the_page_of_two_versions(client: FlaskClient, work: Drafting, statements: Statements) -> None:
    ids = publish_two(work)
    work.session.commit()
    assert f"{PAGE}?version=2&amp;against=1" in client.get(f"{PAGE}?lang=en").text
    with statements:
        page = client.get(f"{PAGE}?version=2&against=1&lang=en").text
    assert len(statements) <= 6, statements.seen
    for said in (
        "<ins>",
        "<del>",
        "1 comment is newly cited",
        "1 comment is no longer cited",
        "new comment.",
        "gone comment.",
    ):
        assert said in page, said
    assert "1 issue or recommendation stayed as it was." in page
    assert client.get(f"{PAGE}?against=1&lang=en").text.count("<ins>") == page.count("<ins>")
    assert "Nothing changed" in client.get(f"{PAGE}?version=1&against=1&lang=en").text
    for query in ("version=2&against=3", "version=3&against=1", "against=0"):
        assert client.get(f"{PAGE}?{query}").status_code == 404, query
    assert client.get(f"{PAGE}?version=1&against=2&lang=zh-TW").status_code == 200
    work.hide(work.session.get_one(Comment, ids["gone"]))
    work.session.commit()
    hidden = client.get(f"{PAGE}?version=2&against=1&lang=en").text
    assert "gone comment." not in hidden
    assert "hidden later" in hidden


def test_a_comment_that_is_cited_on_another_side_or_by_a_passage_is_told(client: FlaskClient, work: Drafting) -> None:
    draft, comment, same = work.open(), work.say("The limit blinds the authority entirely."), work.say("same")
    work.issue(draft, comment, same)
    work.publish(draft)
    draft = work.open()
    turned = next(c for c in draft.issues[0].citations if c.comment_id == comment.id)
    turned.side, turned.passage = Side.AGAINST, "blinds the authority"
    work.publish(draft)
    later, earlier, _heads = read_two(work.session, work.bill, 2, 1)
    (part,) = compare_summaries(earlier, later, "en").changes
    assert (part.change, [new.row.id for _old, new in part.turned]) == (Change.CHANGED, [comment.id])
    page = client.get(f"{PAGE}?version=2&against=1&lang=en").text
    assert "1 comment is cited otherwise" in page
    told = " ".join(page.split("Cited before:")[1].split("</p>")[0].split())
    assert told == "the whole comment<br>Cited now: against it · <q>blinds the authority</q>"


def test_who_signs_reads_what_the_draft_changes_in_what_is_public(
    client: FlaskClient, world: World, work: Drafting, statements: Statements
) -> None:
    desk = "/desk/bills/closed-bill/summary/publication?lang=en"
    draft, kept, gone = work.open(), work.say("kept comment."), work.say("gone comment.")
    work.issue(draft, kept, gone)
    world.sign_in(client, "second_moderator")
    assert "which is public now" not in client.get(desk).text, "nothing is public yet"
    work.publish(draft)
    draft = work.open()
    work.propose(draft)
    assert "The draft says the same as the public version" in client.get(desk).text
    words = IssueWords(
        title=Bilingual("歧見", "Disputed matter"), statement=Bilingual("中立陳述", "A neutral statement")
    )
    actions.edit_issue(work.session, work.person, draft, draft.issues[0], words, revision=1, now=NOON)
    work.hide(gone)
    work.propose(draft)
    work.session.commit()
    for persona in ("moderator", "second_moderator"):
        world.sign_in(client, persona)
        with statements:
            page = client.get(desk).text
        assert len(statements) <= 10, statements.seen
    changed = page.split('id="changes-title"')[1].split('id="preview-title"')[0]
    for said in ("removed: </span>point<", "added: </span>matter<"):
        assert said in changed
    for said in ("removed: </span>爭點<", "added: </span>歧見<"):
        assert said in changed, "both languages are signed"
    assert "1 comment is no longer cited" in changed, "publishing leaves out what was hidden"
    assert "gone comment." not in page
    assert 'href="#changes-title"' in page.split('id="changes-title"')[0]


def test_the_figures_follow_what_can_be_read(client: FlaskClient, work: Drafting) -> None:
    draft = work.open()
    mine, theirs = work.say("mine"), work.say("theirs", by="other_citizen")
    work.issue(draft, mine, theirs)
    work.say("not cited")
    work.session.refresh(work.bill)
    work.publish(draft)
    work.session.commit()
    assert "The figures as they are now" not in client.get(f"{PAGE}?lang=en").text
    work.hide(theirs)
    work.session.commit()
    page = client.get(f"{PAGE}?lang=en").text
    assert "1 of 2 comments (50%)" in " ".join(page.split())
    assert "1 of 1 people (100%)" in " ".join(page.split())
    assert "2 of 3" in page
    coverage = client.get("/api/v1/bills/closed-bill/summary").json["coverage"]
    assert coverage["covered_comments"] == 2
    assert coverage["now"] == {"covered_comments": 1, "total_comments": 2, "covered_people": 1, "total_people": 1}
