"""Why an article reads as it does: the answers, recommendations and comments behind each change, on its page and from the comparison."""

import re

import pytest
from flask.testing import FlaskClient

from app.kernel.bilingual import Bilingual
from app.responses.models import Answer, AnswerArticle, Outcome
from app.summaries.models import Citation, Recommendation
from tests.builders import World
from tests.conftest import Statements
from tests.opendata.debate import ANSWERED, CANARY, Debate, article_of, say, version_of
from tests.site.pages import read


@pytest.fixture
def debate(debate_on_closed_bill: Debate) -> Debate:
    return debate_on_closed_bill


def answer(world: World, debate: Debate, key: str, version: int, **target: int | None) -> Answer:
    """An answer on record that points at an article of a version."""
    made = Answer(
        bill_id=debate.bill.id,
        outcome=Outcome.ADOPTED,
        author_id=world.people["official"].id,
        reason=Bilingual("理由", "Reason"),
        written_at=ANSWERED,
        published_at=ANSWERED,
        version_id=version_of(world.session, debate.bill, version).id,
        changes=[AnswerArticle(article_id=article_of(world.session, debate.bill, key).id, address=key)],
        **target,
    )
    world.session.add(made)
    world.session.flush()
    return made


def versions(html: str) -> dict[int, str]:
    """What the page says of each version."""
    parts = re.split(r'<section class="rule" id="version-(\d+)"', html.split('id="versions"')[1])
    return {int(number): part.split("</section>")[0] for number, part in zip(parts[1::2], parts[2::2], strict=True)}


def test_a_change_names_its_answer_its_recommendation_and_the_comments(client: FlaskClient, debate: Debate) -> None:
    page = read(client, "/bills/closed-bill/articles/2")
    shown = versions(page.html)
    for said in (
        "Why it reads like this", 'href="/bills/closed-bill/response#R1"', "25 February 2026", "Partly adopted",
        'href="/bills/closed-bill/summary#R1"', "20 February 2026",
        f'href="/comments/{debate.id("changed")}/journey"', "changed words",
        "2 comments that it cites can no longer be read.", "1 comment that can be read",
    ):  # fmt: skip
        assert said in shown[2], said
    assert "Why it reads like this" not in shown[1]
    assert CANARY not in page.html
    assert "#versions" in page.links
    chinese = read(client, "/bills/closed-bill/articles/2", lang="zh-TW").html
    assert "民國 115 年 2 月 25 日" in versions(chinese)[2]


def test_a_change_that_no_answer_explains_says_so(client: FlaskClient, debate: Debate) -> None:
    shown = versions(read(client, "/bills/closed-bill/articles/3").html)
    assert "No answer on record says" in shown[2]
    kept = versions(read(client, "/bills/closed-bill/articles/1").html)
    assert "No answer on record" not in kept[2] + kept[1]


def test_an_answer_explains_the_newest_change_up_to_the_version_that_it_points_at(
    client: FlaskClient, debate: Debate, world: World
) -> None:
    """Article 1 reads the same in both versions: what points at the second explains nothing but that text."""
    answer(world, debate, "1", 2, recommendation_ordinal=3)
    shown = versions(read(client, "/bills/closed-bill/articles/1").html)
    assert ("response#R3" in shown[2], "response#R3" in shown[1]) == (True, False)
    answer(world, debate, "2", 1, question_id=debate.comments["question"].question_id)
    shown = versions(read(client, "/bills/closed-bill/articles/2").html)
    assert ("response#Q1" in shown[1], "response#Q1" in shown[2]) == (True, False)
    assert "1 comment under this question" in shown[1]


def test_the_most_endorsed_comments_stand_first_and_the_rest_is_counted(
    client: FlaskClient, debate: Debate, world: World, statements: Statements
) -> None:
    asked = world.session.query(Recommendation).filter_by(ordinal=1).one()
    said = [say(world, debate.bill, f"voice {n}", hour=20 + n) for n in range(7)]
    world.session.add_all(Citation(recommendation_id=asked.id, comment_id=comment.id) for comment in said)
    said[6].endorsement_count = 3
    world.session.flush()
    with statements:
        shown = versions(read(client, "/bills/closed-bill/articles/2").html)[2]
    assert len(statements) <= 6, statements.seen
    assert re.findall("(?:changed words|voice \\d)", shown) == [
        "voice 6",
        "changed words",
        "voice 0",
        "voice 1",
        "voice 2",
    ]
    assert "3 more comments, in the summary" in shown


def test_the_comparison_leads_there(client: FlaskClient, debate: Debate) -> None:
    links = read(client, "/bills/closed-bill/compare?from=1&to=2").links
    why = [link for link in links if link.endswith("#versions")]
    assert why == [f"/bills/closed-bill/articles/{key}#versions" for key in ("2", "3")]
    for query in ("from=2&to=1", "from=current&to=1"):
        assert "#versions" not in read(client, f"/bills/closed-bill/compare?{query}").html
