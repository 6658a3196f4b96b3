"""Why an article of a version changed, as the API tells it."""

from typing import Any

import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.responses.models import Answer, AnswerArticle
from tests.opendata.debate import Debate, article_of


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
