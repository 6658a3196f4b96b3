"""Why an article of a version changed, as the API tells it."""

from typing import Any

import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.responses.models import Answer, AnswerArticle
from tests.conftest import Statements
from tests.opendata.debate import ANSWERED, Debate, article_of


def get(client: FlaskClient, path: str) -> Any:
    return client.get(path).json


def test_a_changed_article_says_why(client: FlaskClient, session: Session, debate: Debate) -> None:
    other = article_of(session, debate.bill, "1").id
    (answer,) = session.scalars(sa.select(Answer.id).where(Answer.version_id.is_not(None)))
    session.add(AnswerArticle(answer_id=answer, article_id=other, address="1"))
    session.flush()
    articles = {item["key"]: item for item in get(client, "/api/v1/bills/closed-bill/versions/2")["articles"]}
    (told,) = articles["2"]["why"]
    assert {name: told[name] for name in ("target", "outcome", "addition", "places", "cited", "comments", "url")} == {
        "target": "R1",
        "outcome": "partly-adopted",
        "addition": False,
        "places": ["2.1"],
        "cited": 1,
        "comments": [debate.id("changed")],
        "url": "http://localhost/bills/closed-bill/response#R1",
    }
    assert [told["places"] for told in articles["1"]["why"]] == [["1"]]
    assert told["asked"] == get(client, "/api/v1/bills/closed-bill/summary")["recommendations"][0]["text"]
    assert [item["why"] for item in get(client, "/api/v1/bills/closed-bill/versions/1")["articles"]] == [[]] * 3


def test_a_version_takes_the_same_statements_however_many_answers_say_why(
    client: FlaskClient, session: Session, debate: Debate, statements: Statements
) -> None:
    def count() -> tuple[int, int]:
        with statements:
            articles = get(client, "/api/v1/bills/closed-bill/versions/2")["articles"]
        return len(statements), sum(len(item["why"]) for item in articles)

    few, told = count()
    (first,) = session.scalars(sa.select(Answer).where(Answer.version_id.is_not(None)))
    touched = [article_of(session, debate.bill, key) for key in ("1", "2", "3")]
    for ordinal in (2, 3):
        more = Answer(
            bill_id=debate.bill.id, author_id=first.author_id, version_id=first.version_id, recommendation_ordinal=ordinal,
            outcome=first.outcome, reason=first.reason, written_at=ANSWERED, published_at=ANSWERED, is_addition=ordinal == 2,
        )  # fmt: skip
        more.changes = [AnswerArticle(article_id=article.id, address=article.key) for article in touched]
        session.add(more)
    session.flush()
    session.expire_all()
    assert count() == (few, told + 6)
    assert few <= 6
