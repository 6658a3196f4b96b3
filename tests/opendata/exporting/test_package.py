"""The ZIP of a bill: its manifest is true of each file, its files are those of the other addresses, and it is always the same."""

import csv
import hashlib
import json
import time
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.opendata.exporting import package
from app.opendata.exporting.json_file import in_blocks, write_json
from tests.conftest import Clock
from tests.opendata.debate import CANARY, Debate
from tests.opendata.exporting.test_bill_export import CLOSED, export

FILES = {
    "README.txt",
    "bill.schema.json",
    "articles.csv",
    "answers.csv",
    "citations.csv",
    "comments.csv",
    "bill.json",
    "manifest.json",
}


def unpack(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as packed:
        assert packed.testzip() is None
        return {name: packed.read(name) for name in packed.namelist()}


@pytest.fixture
def files(client: FlaskClient, debate: Debate, session: Session) -> dict[str, bytes]:
    session.commit()
    answer = client.get(f"{CLOSED}/export.zip")
    assert (answer.status_code, answer.content_type) == (200, "application/zip")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="closed-bill.zip"'
    return unpack(answer.data)


def test_the_manifest_is_true_of_every_file(client: FlaskClient, files: dict[str, bytes]) -> None:
    assert files.keys() == FILES
    manifest, document = json.loads(files["manifest.json"]), export(client)
    for listed in manifest["files"]:
        data = files[listed["name"]]
        assert (listed["size"], listed["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())
    assert {listed["name"] for listed in manifest["files"]} == FILES - {"manifest.json"}
    for name in ("source", "schema", "licence", "revision", "day", "log"):
        assert manifest[name] == document[name]
    assert (manifest["format"], manifest["content"]) == ("gongyi-manifest-1", document["format"])


def test_its_files_are_those_of_the_other_addresses(client: FlaskClient, files: dict[str, bytes]) -> None:
    assert files["bill.json"] == client.get(f"{CLOSED}/export.json").data
    assert files["comments.csv"] == client.get(f"{CLOSED}/export.csv").data
    assert json.loads(files["bill.schema.json"]) == client.get("/exports/bill.schema.json").json
    assert "http://localhost/bills/closed-bill" in files["README.txt"].decode()
    assert CANARY not in b"".join(files.values()).decode()


def test_its_other_tables_say_what_the_export_says(client: FlaskClient, files: dict[str, bytes]) -> None:
    document = export(client)
    rows = {name: list(csv.DictReader(StringIO(files[name].decode(), newline=""))) for name in FILES if "csv" in name}
    texts = [(v["number"], text) for v in document["versions"] for text in v["articles"]]
    told = [(int(row["version"]), row["key"], row["text_zh"], row["text_en"]) for row in rows["articles.csv"]]
    assert told == [(n, text["key"], text["text"]["zh-Hant-TW"] or "", text["text"]["en"] or "") for n, text in texts]
    cited = [
        (f"{letter}{part['ordinal']}", comment)
        for summary in document["summaries"]
        for letter, kind in (("I", "issues"), ("R", "recommendations"))
        for part in summary[kind]
        for comment in part["comments"]
    ]
    assert [(row["part"], int(row["comment"])) for row in rows["citations.csv"]] == cited
    answers = [(a["target"], a["outcome"], a["reason"]["en"]) for a in document["response"]["answers"]]
    assert [(row["target"], row["outcome"], row["reason_en"]) for row in rows["answers.csv"]] == answers


def test_it_is_always_the_same(
    client: FlaskClient, files: dict[str, bytes], clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = client.get(f"{CLOSED}/export.zip")
    clock.now += timedelta(minutes=5)
    monkeypatch.setattr(time, "localtime", lambda *_seconds: time.gmtime(0))
    again = client.get(f"{CLOSED}/export.zip")
    assert (again.data, again.headers["ETag"]) == (first.data, first.headers["ETag"])


def test_large_ones_can_pass_four_gigabytes(
    client: FlaskClient, files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(package, "LARGE", 1)
    large = client.get(f"{CLOSED}/export.zip").data
    assert unpack(large) == files
    with ZipFile(BytesIO(large)) as packed:
        assert packed.getinfo("bill.json").extract_version == 45  # ZIP64


def test_what_is_written_is_handed_on_before_the_rest_is_read() -> None:
    read: list[int] = []

    def items() -> Iterator[dict[str, str]]:
        for number in range(1000):
            read.append(number)
            yield {"body": "x" * 1000}

    blocks = in_blocks(write_json([("comments", items())]), 10_000)
    next(blocks)
    assert len(read) < 20
    assert len(b"".join(blocks)) > 980_000
    assert len(read) == 1000
