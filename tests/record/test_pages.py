"""The log's pages and its export, as people and programs read them."""

import json
from datetime import timedelta

import pytest
import rfc8785
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.record import log
from app.record.models import Act
from app.record.verify_log import verify_chain
from tests.builders import World
from tests.conftest import NOON, Statements


@pytest.fixture
def three_acts(session: Session, world: World) -> World:
    moderator = world.people["moderator"].public_id
    log.append(session, Act.ANNOUNCE, actor=world.people["official"].public_id, subject="bill:open-bill",
               bill="open-bill", words={"first_day": "2026-02-28"}, now=NOON)  # fmt: skip
    log.append(session, Act.HIDE, actor=moderator, subject="comment:7", bill="open-bill", ground="spam",
               words={"reason": "Sells <b>shoes</b>."}, sealed="cheap shoes here", now=NOON)  # fmt: skip
    log.append(session, Act.GRANT, actor=world.people["administrator"].public_id, subject=moderator,
               words={"role": "moderator", "subgroup": "law"}, now=NOON + timedelta(days=1))  # fmt: skip
    return world


def test_record_lists_acts_with_names_and_reasons(client: FlaskClient, three_acts: World) -> None:
    page = client.get("/record?lang=en").text
    assert page.index('id="no-3"') < page.index('id="no-2"') < page.index('id="no-1"')
    assert "Hid a comment" in page and "Sells &lt;b&gt;shoes&lt;/b&gt;." in page
    assert '<a href="/comments/7">Comment 7</a>' in page and '<a href="/bills/open-bill">Draft open-bill</a>' in page
    assert "moderator" in page and three_acts.people["moderator"].public_id not in page
    assert "cheap shoes" not in page
    assert 'href="/record.ndjson"' in page


def test_record_speaks_chinese(client: FlaskClient, three_acts: World) -> None:
    page = client.get("/record?lang=zh-TW").text
    assert "公開紀錄" in page and "open-bill 草案" in page and "隱藏留言" in page


def test_an_entry_of_an_appeal_leads_to_the_hiding_and_says_whose_ground_it_names(
    client: FlaskClient, session: Session, three_acts: World
) -> None:
    log.append(session, Act.APPEAL, actor=three_acts.people["citizen"].public_id, subject="appeal:3", bill="open-bill",
               ground="spam", words={"comment": "7", "hiding": "2"}, now=NOON)  # fmt: skip
    session.commit()
    page = client.get("/record/4?lang=en").text
    assert '<a href="/record/2">log no. of the hiding: 2</a>' in page
    assert "Ground of the hiding appealed against:</span> <strong>Advertising or spam" in page
    assert "Ground of the hiding appealed against" not in client.get("/record/2?lang=en").text


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("act=hide", {2}),
        ("bill=open-bill", {1, 2}),
        ("act=grant&bill=open-bill", set()),
        ("act=nonsense", {1, 2, 3}),
        ("before=3", {1, 2}),
        ("before=1", set()),
        ("before=99999999999999999999", {1, 2, 3}),
    ],
)
def test_record_is_filtered_and_paged(client: FlaskClient, three_acts: World, query: str, shown: set[int]) -> None:
    page = client.get(f"/record?lang=en&{query}").text
    assert {n for n in (1, 2, 3) if f'id="no-{n}"' in page} == shown


def test_record_pages_by_number(client: FlaskClient, session: Session, world: World) -> None:
    for n in range(1, 104):
        log.append(session, Act.GRANT, actor="p-administrator", subject=f"comment:{n}", now=NOON)
    seen, address = [], "/record?lang=en"
    while address:
        page = client.get(address).text
        seen += [n for n in range(103, 0, -1) if f'id="no-{n}"' in page]
        rest = page.split('rel="next"')[0].rsplit('href="', 1)[-1].split('"')[0] if 'rel="next"' in page else ""
        address = rest.replace("&amp;", "&")
    assert seen == list(range(103, 0, -1))


def test_entry_shows_what_checks_it(client: FlaskClient, three_acts: World) -> None:
    page = client.get("/record/2?lang=en").text
    assert "Sells" in page and "cheap shoes" not in page
    lines = client.get("/record.ndjson").text.splitlines()
    second = json.loads(lines[1])
    for name in ("commitment", "prev", "hash"):
        assert second[name] in page
    assert second["opening"]["key"] in page


@pytest.mark.parametrize("seq", ["0", "4", "999999999999999999", "1x", "-1", "9" * 5000])
def test_unknown_entry_is_not_found(client: FlaskClient, three_acts: World, seq: str) -> None:
    assert client.get(f"/record/{seq}").status_code == 404


def test_export_is_canonical_and_verifies(client: FlaskClient, three_acts: World) -> None:
    answer = client.get("/record.ndjson")
    assert answer.mimetype == "application/x-ndjson"
    lines = answer.data.splitlines()
    documents = [json.loads(line) for line in lines]
    assert [rfc8785.dumps(document) for document in documents] == lines
    assert list(verify_chain(documents)) == []
    assert set(documents[0]) == {
        "seq", "at", "act", "actor", "subject", "bill", "ground", "commitment", "prev", "hash", "opening"
    }  # fmt: skip
    assert "cheap shoes" not in answer.text and "sealed_key" not in answer.text


def test_empty_record(client: FlaskClient, world: World) -> None:
    assert "Nothing is on the record yet" in client.get("/record?lang=en").text
    assert client.get("/record.ndjson").data == b""


def test_record_takes_few_statements(client: FlaskClient, three_acts: World, statements: Statements) -> None:
    with statements:
        client.get("/record?lang=en")
    assert len(statements) <= 6, statements.seen
