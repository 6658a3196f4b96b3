"""A bill's export as JSON: all that the API gives of the bill, item by item, in its documented shape, and nothing that is not public."""

import csv
import json
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZipFile

import jsonschema_rs
import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.discussion.models import Comment
from app.opendata.exporting import reading
from app.opendata.exporting.schemas import BillExport
from app.summaries.models import Citation, Side
from tests.builders import World
from tests.conftest import Clock, Statements
from tests.discussion import talk
from tests.opendata.debate import CANARY, Debate
from tests.opendata.test_api import assert_shape, get

CLOSED = "/bills/closed-bill"
Document = dict[str, Any]


def export(client: FlaskClient, bill: str = CLOSED) -> Document:
    answer = client.get(f"{bill}/export.json")
    assert answer.status_code == 200, answer.text
    assert answer.content_type == "application/json; charset=utf-8"
    found: Document = json.loads(answer.data)
    return found


def all_items(client: FlaskClient, path: str) -> list[Document]:
    """All items of a list of the API."""
    items, cursor = [], ""
    while True:
        page = get(client, f"{path}{'&' if '?' in path else '?'}limit=3{cursor}")
        items += page["items"]
        if page["next"] is None:
            return items
        cursor = f"&cursor={page['next']}"


def test_it_has_its_documented_shape(client: FlaskClient, debate: Debate) -> None:
    document = export(client)
    assert_shape(BillExport, document)
    schema = client.get("/exports/bill.schema.json").json
    assert document["schema"] == schema["$id"]
    jsonschema_rs.Draft202012Validator(schema).validate(document)
    with pytest.raises(jsonschema_rs.ValidationError):
        jsonschema_rs.Draft202012Validator(schema).validate({**document, "comments": [{"id": "one"}]})


def test_it_says_what_the_api_says(client: FlaskClient, debate: Debate) -> None:
    document = export(client)
    assert document["bill"] == get(client, CLOSED)
    assert document["revision"] == document["bill"]["revision"]
    numbers = [version["number"] for version in document["bill"]["versions"]]
    assert document["versions"] == [get(client, f"{CLOSED}/versions/{number}") for number in numbers]
    assert document["summaries"][-1] == get(client, f"{CLOSED}/summary")
    assert document["response"] == get(client, f"{CLOSED}/response")
    assert document["restraints"] == get(client, f"{CLOSED}/restraints")["items"]
    assert document["record"] == [e for e in all_items(client, "/record?after=0") if e["bill"] == "closed-bill"]
    assert document["log"]["hash"] == document["record"][-1]["hash"]


@pytest.mark.parametrize("step", [3, 500])
def test_each_comment_is_there_as_the_api_gives_it(
    client: FlaskClient, debate: Debate, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Hidden and withdrawn ones keep their place, whether they are read at once or in steps."""
    monkeypatch.setattr(reading, "STEP", step)
    comments = export(client)["comments"]
    plain = [{k: v for k, v in c.items() if k not in ("history", "appeals", "journey")} for c in comments]
    assert plain == all_items(client, f"{CLOSED}/comments?sort=oldest")
    assert [c["id"] for c in comments] == sorted(comment.id for comment in debate.comments.values())


def journey_of(document: Document, comment: Document) -> Document:
    """Put a journey together again from what it names."""
    said = comment["journey"]
    summary = document["summaries"][-1]
    pick = {kind: {part["ordinal"]: part for part in summary[kind]} for kind in ("issues", "recommendations")}
    changes = {(c["key"], c["from_version"], c["to_version"], c["lang"]): c for c in document["changes"]}
    return {
        "issues": [pick["issues"][number]["title"] for number in said["issues"]],
        "recommendations": [pick["recommendations"][number]["text"] for number in said["recommendations"]],
        "answers": [a for code in said["answers"] for a in document["response"]["answers"] if a["target"] == code],
        "unanswered": said["unanswered"],
        "changes": [
            {**changes[c["key"], c["from_version"], c["to_version"], "zh-Hant-TW"], "targets": c["targets"]}
            for c in said["changes"]
        ],
    }


def test_the_journey_of_each_comment_is_that_of_the_api(client: FlaskClient, debate: Debate) -> None:
    document, reached = export(client), set()
    for comment in document["comments"]:
        told = get(client, f"/comments/{comment['id']}/journey")
        found = journey_of(document, comment)
        assert found["issues"] == [issue["title"] for issue in told["issues"]]
        assert found["recommendations"] == [asked["text"] for asked in told["recommendations"]]
        for name in ("answers", "unanswered", "changes"):
            assert found[name] == told[name], (comment["id"], name)
        for name in ("sentence", "stations"):
            assert comment["journey"][name] == told[name], (comment["id"], name)
        reached |= {name for name in found if found[name]}
    assert reached == {"issues", "recommendations", "answers", "unanswered", "changes"}


def test_earlier_texts_and_appeals_stand_with_their_comment(client: FlaskClient, filled_world: World) -> None:
    edited = talk.post(filled_world, "First words.", place="2")
    talk.edit(filled_world, edited, "Second words.")
    filled_world.session.commit()
    document = export(client, "/bills/open-bill")
    assert_shape(BillExport, document)
    of = {comment["id"]: comment for comment in document["comments"]}
    assert [text["body"] for text in of[edited.id]["history"]] == ["First words."]
    appealed = [comment for comment in document["comments"] if comment["appeals"]]
    assert [c["appeals"] for c in appealed] == [[get(client, f"/appeals/{c['appeals'][0]['id']}")] for c in appealed]
    assert appealed
    assert [a["url"] for a in document["arguments"]] == ["http://localhost/arguments/" + str(argument_of(filled_world))]


def argument_of(world: World) -> int:
    query = sa.select(Comment.argument_id).where(Comment.argument_id.is_not(None))
    found = world.session.scalars(query.where(Comment.bill_id == world.bills["open"].id).limit(1)).one()
    assert found is not None
    return found


def test_words_that_are_not_public_are_not_in_it(client: FlaskClient, debate: Debate) -> None:
    assert CANARY not in client.get(f"{CLOSED}/export.json").text
    gone = [comment for comment in export(client)["comments"] if comment["state"] != "visible"]
    assert {comment["state"] for comment in gone} == {"hidden", "withdrawn"}
    assert {comment["body"] for comment in gone} == {None}


def test_the_same_revision_gives_the_same_bytes_and_is_not_sent_again(
    client: FlaskClient, debate: Debate, clock: Clock, session: Session
) -> None:
    session.commit()
    first = client.get(f"{CLOSED}/export.json")
    clock.now = clock.now.replace(minute=59)
    assert client.get(f"{CLOSED}/export.json", headers={"Accept-Language": "en"}).data == first.data
    again = client.get(f"{CLOSED}/export.json", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    head = client.head(f"{CLOSED}/export.json")
    assert (head.status_code, head.data, head.headers["ETag"]) == (200, b"", first.headers["ETag"])
    debate.bill.note = debate.bill.title
    session.commit()
    changed = client.get(f"{CLOSED}/export.json", headers={"If-None-Match": first.headers["ETag"]})
    assert changed.status_code == 200
    assert changed.headers["ETag"] != first.headers["ETag"]


def test_what_the_clock_changes_gives_another_mark(client: FlaskClient, debate: Debate, clock: Clock) -> None:
    first = client.get(f"{CLOSED}/export.json").headers["ETag"]
    clock.now = clock.now.replace(day=clock.now.day + 1)
    assert client.get(f"{CLOSED}/export.json").headers["ETag"] != first


def test_statements_grow_by_steps_and_not_by_comments(
    client: FlaskClient, debate: Debate, statements: Statements, monkeypatch: pytest.MonkeyPatch
) -> None:
    with statements:
        client.get(f"{CLOSED}/export.json").get_data()
    at_once = len(statements)
    assert at_once <= 32, statements.seen
    monkeypatch.setattr(reading, "STEP", 5)
    with statements:
        client.get(f"{CLOSED}/export.json").get_data()
    assert len(statements) <= at_once + 8, statements.seen


def test_citations_come_with_their_side_and_the_passage_that_still_stands(
    client: FlaskClient, debate: Debate, session: Session
) -> None:
    """A hidden comment's citation is only counted, and a passage that the comment does not say stands for the whole."""
    of_issue = sa.update(Citation).where(Citation.issue_id.is_not(None))
    for name, side, passage in (
        ("changed", Side.FOR, "changed words"),
        ("unchanged", Side.FOR, "never said at all"),
        ("reply", Side.AGAINST, None),
        ("hidden", Side.AGAINST, f"{CANARY}-hidden"),
    ):
        session.execute(of_issue.where(Citation.comment_id == debate.id(name)).values(side=side, passage=passage))
    session.commit()
    issue = export(client)["summaries"][0]["issues"][0]
    cited = {item["comment"]: (item["side"], item["passage"]) for item in issue["citations"]}
    assert cited[debate.id("changed")] == ("for", "changed words")
    assert cited[debate.id("unchanged")] == ("for", None)
    assert cited[debate.id("reply")] == ("against", None)
    assert cited.keys() == set(issue["comments"])
    assert debate.id("hidden") not in cited
    assert issue == get(client, f"{CLOSED}/summary")["issues"][0]
    rows = read_table(client.get(f"{CLOSED}/export.zip").data)
    assert ("I1", str(debate.id("changed")), "for", "changed words") in rows


def read_table(packed: bytes) -> set[tuple[str, ...]]:
    """The citations in the table of a ZIP."""
    with ZipFile(BytesIO(packed)) as files:
        rows = csv.DictReader(StringIO(files.read("citations.csv").decode(), newline=""))
    return {(row["part"], row["comment"], row["side"], row["passage"]) for row in rows}
