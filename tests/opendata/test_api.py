"""Each address of the API and each of its outcomes: shapes, errors, filters, pages, statements."""

import json
from typing import Any

import pytest
from flask.testing import FlaskClient
from pydantic import BaseModel

from app.opendata import schemas_bills, schemas_debate, schemas_outcome
from tests.bills.revisions import make_revised_bill
from tests.builders import World
from tests.conftest import Statements
from tests.opendata.debate import CANARY, Debate

API = "/api/v1"
PATHS: dict[str, type[BaseModel]] = {
    "/bills": schemas_bills.BillList,
    "/bills/closed-bill": schemas_bills.BillDocument,
    "/bills/withdrawn-bill": schemas_bills.BillDocument,
    "/bills/closed-bill/versions/1": schemas_bills.VersionDocument,
    "/bills/closed-bill/versions/2": schemas_bills.VersionDocument,
    "/bills/closed-bill/compare": schemas_bills.Comparison,
    "/bills/closed-bill/compare?from=1&to=2": schemas_bills.Comparison,
    "/bills/closed-bill/compare?from=2&to=1&lang=en": schemas_bills.Comparison,
    "/bills/closed-bill/comments": schemas_debate.CommentList,
    "/bills/open-bill/comments": schemas_debate.CommentList,
    "/bills/closed-bill/summary": schemas_outcome.SummaryDocument,
    "/bills/open-bill/summary": schemas_outcome.SummaryDocument,
    "/bills/closed-bill/response": schemas_outcome.ResponseDocument,
    "/bills/announced-bill/response": schemas_outcome.ResponseDocument,
}


def get(client: FlaskClient, path: str) -> Any:
    answer = client.get(API + path)
    assert answer.status_code == 200, (path, answer.text)
    return answer.json


def assert_shape(schema: type[BaseModel], document: Any) -> None:
    """Whatever is answered is described, and whatever is described is answered."""
    assert schema.model_validate(document).model_dump(by_alias=True) == document


@pytest.mark.parametrize("path", PATHS)
def test_each_answer_has_its_documented_shape_in_few_statements(
    client: FlaskClient, debate: Debate, statements: Statements, path: str
) -> None:
    with statements:
        document = get(client, path)
    assert_shape(PATHS[path], document)
    assert len(statements) <= 6, statements.seen


def test_comments_and_journeys_have_their_documented_shape(
    client: FlaskClient, debate: Debate, statements: Statements
) -> None:
    for comment in debate.comments.values():
        with statements:
            assert_shape(schemas_debate.CommentItem, get(client, f"/comments/{comment.id}"))
        assert len(statements) <= 6
        with statements:
            assert_shape(schemas_debate.JourneyDocument, get(client, f"/comments/{comment.id}/journey"))
        assert len(statements) <= 6, statements.seen


def test_nothing_hidden_or_withdrawn_is_told(client: FlaskClient, debate: Debate) -> None:
    paths = [*PATHS, "/bills/closed-bill/comments?sort=newest", "/bills/closed-bill/comments?article=2"]
    paths += [f"/comments/{c.id}{more}" for c in debate.comments.values() for more in ("", "/journey")]
    for path in paths:
        assert CANARY not in client.get(API + path).text, path
    hidden = get(client, f"/comments/{debate.id('hidden')}")
    assert [hidden[key] for key in ("body", "html", "sha256", "proposed_text")] == [None] * 4
    assert (hidden["state"], hidden["ground"], hidden["log_seq"]) == ("hidden", "personal-data", debate.log_seq)
    assert get(client, f"/comments/{debate.id('withdrawn')}")["state"] == "withdrawn"


def test_a_comment_reads_as_it_was_written(client: FlaskClient, debate: Debate) -> None:
    reply = get(client, f"/comments/{debate.id('reply')}")
    assert reply["parent"] == reply["root"] == debate.id("changed")
    assert (reply["depth"], reply["article"], reply["body"]) == (1, "2.1", "reply words")
    root = get(client, f"/comments/{debate.id('changed')}")
    assert (root["parent"], root["root"], root["position"], root["version"]) == (None, root["id"], "change", 1)
    assert root["author"] == {"handle": "citizen", "badge": None, "body": None}
    assert root["url"] == f"http://localhost/comments/{root['id']}"
    assert root["posted_at"].endswith("Z")


@pytest.mark.parametrize(
    "query, names",
    [
        (
            "sort=newest",
            [
                "withdrawn",
                "hidden",
                "reply",
                "other_issue",
                "question",
                "unanswered",
                "unchanged",
                "changed",
                "issue_only",
                "uncited",
            ],
        ),
        ("article=2", ["changed", "reply", "unchanged", "hidden", "withdrawn"]),
        ("article=2.1&sort=newest", ["withdrawn", "hidden", "reply", "unchanged", "changed"]),
        ("article=2.2", []),
        ("question=1", ["question"]),
        ("position=oppose", []),
        ("position=ask", ["uncited"]),
    ],
)
def test_comments_are_filtered_and_sorted(client: FlaskClient, debate: Debate, query: str, names: list[str]) -> None:
    ids = [item["id"] for item in get(client, f"/bills/closed-bill/comments?{query}")["items"]]
    by_id = {comment.id: name for name, comment in debate.comments.items()}
    assert [by_id[i] for i in ids] == names


@pytest.mark.parametrize("sort", ["article", "newest"])
def test_pages_follow_each_other_without_gap_or_repeat(client: FlaskClient, debate: Debate, sort: str) -> None:
    seen: list[int] = []
    cursor = ""
    while True:
        page = get(client, f"/bills/closed-bill/comments?sort={sort}&limit=3&cursor={cursor}")
        seen += [item["id"] for item in page["items"]]
        if page["next"] is None:
            break
        cursor = page["next"]
    whole = [item["id"] for item in get(client, f"/bills/closed-bill/comments?sort={sort}")["items"]]
    assert seen == whole
    assert len(set(whole)) == len(debate.comments)


def test_bills_are_listed_by_status_agency_topic_and_words(client: FlaskClient, world: World) -> None:
    def slugs(query: str) -> set[str]:
        return {item["slug"] for item in get(client, f"/bills?{query}")["items"]}

    assert slugs("") == {f"{phase}-bill" for phase in world.bills if phase != "unpublished"}
    for phase in ("announced", "open", "closed", "answered", "withdrawn"):
        assert slugs(f"status={phase}") == {f"{phase}-bill"}
    assert len(slugs("agency=moda")) == 5
    assert slugs("agency=ncc") == slugs("topic=nothing") == slugs("q=zzz") == set()
    assert slugs("q=open-bill") == {"open-bill"}
    pages, cursor = [], ""
    while cursor is not None:
        page = get(client, f"/bills?limit=2&cursor={cursor}")
        pages.append([item["slug"] for item in page["items"]])
        cursor = page["next"]
    assert [len(page) for page in pages] == [2, 2, 1]


@pytest.mark.parametrize("phase", ["announced", "open", "closed", "answered", "withdrawn"])
def test_a_bill_tells_its_status_and_days(client: FlaskClient, world: World, phase: str) -> None:
    document = get(client, f"/bills/{phase}-bill")
    assert document["status"] == phase
    assert document["title"] == {"zh-Hant-TW": f"{phase}-bill 草案", "en": f"Draft {phase}-bill"}
    assert document["overdue_days"] == (7 if phase == "closed" else 0)
    assert document["opens_at"].endswith("T16:00:00.000000Z")


def test_comparison_says_what_became_of_each_article(client: FlaskClient, debate: Debate) -> None:
    document = get(client, "/bills/closed-bill/compare?from=1&to=2&lang=en")
    changes = {article["key"]: article["change"] for article in document["articles"]}
    assert changes == {"1": "kept", "2": "changed", "3": "deleted"}
    assert (document["from"], document["to"]) == ("1", 2)
    changed = document["articles"][1]["segments"]
    assert {segment["op"] for segment in changed} == {"equal", "insert", "delete"}
    assert "narrowed" in "".join(s["text"] for s in changed if s["op"] == "insert")


def test_comparison_tells_split_and_merged_articles(client: FlaskClient, world: World) -> None:
    make_revised_bill(world.session, world.agency)
    document = get(client, "/bills/revised/compare?from=1&to=2")
    schemas_bills.Comparison.model_validate(document)
    told = {a["key"]: (a["change"], a["split_from"], a["merged_into"]) for a in document["articles"]}
    assert told["6"] == ("split", "2", None)
    assert told["3"] == ("merged", None, "4")
    assert told["1"] == ("changed", None, None)
    split = next(a for a in document["articles"] if a["key"] == "6")
    assert {segment["op"] for segment in split["segments"]} == {"equal", "delete"}
    assert (split["from_number"], split["to_number"]) == (None, "6")
    openapi = get(client, "/openapi.json")["components"]["schemas"]["ArticleChange"]
    assert {"split", "merged"} <= set(openapi["properties"]["change"]["enum"])


def test_summary_and_response_tell_what_is_answered(client: FlaskClient, debate: Debate) -> None:
    summary = get(client, "/bills/closed-bill/summary")
    assert [r["ordinal"] for r in summary["recommendations"]] == [1, 2, 3]
    first = summary["issues"][0]
    assert debate.id("changed") in first["comments"]
    assert debate.id("hidden") not in first["comments"]
    assert first["dropped"] == 2
    assert summary["coverage"]["comments"] == 0.625
    response = get(client, "/bills/closed-bill/response")
    assert [(a["target"], a["outcome"], a["articles"]) for a in response["answers"]] == [
        ("R1", "partly-adopted", ["2.1"]),
        ("R2", "not-adopted", []),
    ]
    assert response["unanswered"] == ["R3", "Q1", "Q2"]
    assert (response["due_day"], response["overdue_days"]) == ("2026-03-03", 7)
    empty = get(client, "/bills/open-bill/summary")
    assert (empty["number"], empty["issues"]) == (None, [])


def test_journey_tells_what_became_of_a_comment(client: FlaskClient, debate: Debate) -> None:
    journey = get(client, f"/comments/{debate.id('changed')}/journey?lang=en")
    assert [issue["ordinal"] for issue in journey["issues"]] == [1]
    assert [r["ordinal"] for r in journey["recommendations"]] == [1]
    assert [(a["target"], a["outcome"]) for a in journey["answers"]] == [("R1", "partly-adopted")]
    assert [(c["key"], c["change"], c["from_version"], c["to_version"], c["targets"]) for c in journey["changes"]] == [
        ("2", "changed", 1, 2, ["R1"])
    ]
    assert journey["unanswered"] == []
    unanswered = get(client, f"/comments/{debate.id('unanswered')}/journey")
    assert (unanswered["unanswered"], unanswered["answers"], unanswered["changes"]) == (["R3"], [], [])
    asked = get(client, f"/comments/{debate.id('question')}/journey")
    assert (asked["unanswered"], asked["issues"]) == (["Q1"], [])


@pytest.mark.parametrize(
    "path",
    ["/bills/unpublished-bill", "/bills/no-such-bill", "/bills/UPPER", "/bills/unpublished-bill/versions/1",
     "/bills/unpublished-bill/comments", "/bills/unpublished-bill/summary", "/bills/unpublished-bill/response",
     "/bills/unpublished-bill/compare", "/bills/closed-bill/versions/9", "/bills/closed-bill/versions/0",
     "/bills/closed-bill/versions/999999999999999999", "/bills/closed-bill/versions/99999999999999999999",
     "/bills/closed-bill/compare?from=9", "/bills/closed-bill/compare?to=9", "/comments/999999999",
     "/comments/9223372036854775808", "/comments/999999999/journey", "/comments/x", "/nothing"],
)  # fmt: skip
def test_what_is_not_there_and_what_may_not_be_known_answer_alike(
    client: FlaskClient, debate: Debate, world: World, path: str
) -> None:
    expected = {"error": {"code": "not_found", "message": "There is no such page."}}
    for persona in ("stranger", "citizen", "official"):
        world.sign_in(client, persona)
        answer = client.get(API + path, headers={"Accept-Language": "en"})
        assert (answer.status_code, answer.json) == (404, expected)


@pytest.mark.parametrize(
    "path",
    ["/bills?limit=0", "/bills?limit=101", "/bills?limit=x", "/bills?limit=" + "9" * 5000, "/bills?cursor=x",
     "/bills?status=unpublished", "/bills?status=nothing", "/bills?unknown=1", "/bills?agency=%00", "/bills?topic=A",
     "/bills?limit=1&limit=2", "/bills?q=" + "a" * 201, "/bills/closed-bill?x=1",
     "/bills/closed-bill/compare?from=x", "/bills/closed-bill/compare?from=0", "/bills/closed-bill/compare?to=-1",
     "/bills/closed-bill/compare?to=9223372036854775808", "/bills/closed-bill/comments?sort=nothing",
     "/bills/closed-bill/comments?cursor=%F0%9F%98%80", "/bills/closed-bill/comments?cursor=abc",
     "/bills/closed-bill/comments?article=x", "/bills/closed-bill/comments?question=0",
     "/bills/closed-bill/comments?question=9223372036854775808", "/bills/closed-bill/comments?position=maybe",
     "/bills/closed-bill/summary?lang=fr", "/bills?limit=%31%00", "/bills?lang=en&lang=en"],
)  # fmt: skip
def test_odd_queries_are_refused_as_invalid(client: FlaskClient, debate: Debate, path: str) -> None:
    answer = client.get(API + path)
    assert (answer.status_code, answer.json["error"]["code"]) == (422, "invalid"), answer.text
    assert set(answer.json) == {"error"}
    assert set(answer.json["error"]) == {"code", "message"}


def test_no_cookie_is_set_and_other_origins_may_read(client: FlaskClient, debate: Debate) -> None:
    for path in (*PATHS, "/bills/none", "/nothing", "/bills?x=1"):
        answer = client.get(API + path)
        assert "Set-Cookie" not in answer.headers
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.content_type == "application/json"
    assert "Access-Control-Allow-Origin" not in client.get("/help").headers


def test_an_unchanged_answer_is_not_sent_again(client: FlaskClient, debate: Debate) -> None:
    tag = client.get(f"{API}/bills/closed-bill/comments").headers["ETag"]
    again = client.get(f"{API}/bills/closed-bill/comments", headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")


def test_chinese_is_sent_as_it_is(client: FlaskClient, world: World) -> None:
    answer = client.get(f"{API}/bills/open-bill")
    assert "草案" in answer.text
    assert json.loads(answer.text)["slug"] == "open-bill"
