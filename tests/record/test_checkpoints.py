"""Checkpoints and keys: when one is due, what it says, how keys follow each other, and who can read them."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from app import Gongyi
from app.config import write_secret
from app.kernel.verdict import Refused
from app.record import log
from app.record.checkpoints.actions import is_due, rotate_key, sign_if_due
from app.record.checkpoints.due import sign_due
from app.record.checkpoints.keys import Signer, key_file, open_signer
from app.record.checkpoints.models import Checkpoint, SigningKey
from app.record.checkpoints.queries import find_covering, list_keys
from app.record.models import Act
from app.record.queries import iterate_documents
from app.record.verify_log import Replay, verify_chain, verify_checkpoints
from tests.builders import World
from tests.conftest import NOON
from tests.record.signing import KEY, ORIGIN, OTHER_KEY, sign

HOUR = timedelta(hours=1)


def act(session: Session) -> None:
    log.append(session, Act.HIDE, actor="p-x", subject="comment:1", ground="spam", words={"reason": "廣告"}, now=NOON)


def problems(session: Session, trusted: str = KEY.key) -> list[str]:
    replay = Replay()
    found = list(verify_chain(iterate_documents(lambda: session), replay))
    signed = [one.document for one in session.scalars(sa.select(Checkpoint).order_by(Checkpoint.seq))]
    return [*map(str, found), *map(str, verify_checkpoints(replay, signed, [trusted]))]


def test_a_checkpoint_is_due_at_once_then_hourly_and_only_when_the_log_moved(session: Session) -> None:
    assert not is_due(session, NOON), "an empty log has no head to sign"
    act(session)
    assert is_due(session, NOON)
    assert sign_if_due(session, KEY, ORIGIN, NOON)
    assert sign_if_due(session, KEY, ORIGIN, NOON + 5 * HOUR) is None, "the log has not moved"
    act(session)
    assert sign_if_due(session, KEY, ORIGIN, NOON + HOUR - timedelta(microseconds=1)) is None
    assert sign_if_due(session, KEY, ORIGIN, NOON + HOUR)
    assert [one.seq for one in session.scalars(sa.select(Checkpoint))] == [1, 2]
    assert problems(session) == []


def test_a_key_is_followed_by_the_one_that_it_signs(session: Session) -> None:
    act(session)
    sign(session, NOON)
    entry = rotate_key(session, KEY, OTHER_KEY, NOON)
    assert (entry.act, entry.subject) == ("rotate-key", f"key:{OTHER_KEY.key}")
    assert is_due(session, NOON), "the new key signs at once"
    sign(session, NOON, OTHER_KEY)
    assert [(key.key, key.signed_by, key.log_seq) for key in list_keys(session)] == [
        (KEY.key, None, None),
        (OTHER_KEY.key, KEY.key, 2),
    ]
    session.commit()
    assert problems(session) == []
    assert "does not lead back to a trusted one" in problems(session, Signer("33" * 32).key)[0]


@pytest.mark.parametrize("key", [KEY, Signer("33" * 32)])
def test_a_key_that_is_not_the_newest_signs_nothing(session: Session, key: Signer) -> None:
    act(session)
    sign(session, NOON)
    rotate_key(session, KEY, OTHER_KEY, NOON)
    with pytest.raises(Refused):
        sign(session, NOON, key)
    with pytest.raises(Refused):
        rotate_key(session, key, Signer("44" * 32), NOON)


@pytest.mark.parametrize("table", ["record_key", "record_checkpoint"])
@pytest.mark.parametrize("verb", ["UPDATE", "DELETE", "TRUNCATE"])
def test_database_refuses_to_change_or_remove_what_was_signed(session: Session, table: str, verb: str) -> None:
    act(session)
    sign(session, NOON)
    statement = {"UPDATE": f"UPDATE {table} SET at = ''", "DELETE": f"DELETE FROM {table}"}.get(verb)
    if statement is None:
        if session.get_bind().dialect.name == "sqlite":
            pytest.skip("SQLite has no TRUNCATE")
        statement = f"TRUNCATE {table} CASCADE"
    with pytest.raises(DBAPIError, match="append-only"), session.begin_nested():
        session.execute(sa.text(statement))
    assert session.scalars(sa.select(SigningKey)).one().key == KEY.key


def test_the_worker_makes_the_key_once_for_itself_alone_and_signs(own_app: Gongyi) -> None:
    settings = own_app.extensions["gongyi.settings"]
    with own_app.extensions["gongyi.db"].writers() as session:
        act(session)
        session.commit()
    assert sign_due(own_app)
    assert not sign_due(own_app)
    file = key_file(settings)
    assert file is not None and file.stat().st_mode & 0o777 == 0o600
    with own_app.extensions["gongyi.db"].readers() as session:
        assert session.scalars(sa.select(Checkpoint)).one().key == open_signer(settings).key


def test_a_secret_is_written_once(tmp_path: Path) -> None:
    write_secret(tmp_path / "key", "11" * 32)
    with pytest.raises(FileExistsError):
        write_secret(tmp_path / "key", "22" * 32)
    assert (tmp_path / "key").read_text() == "11" * 32 + "\n"
    assert [file.name for file in tmp_path.iterdir()] == ["key"]


@pytest.fixture
def signed(session: Session, world: World) -> list[Checkpoint]:
    """Three entries, of which the first two are signed for."""
    act(session)
    first = sign(session, NOON)
    act(session)
    second = sign(session, NOON + HOUR)
    act(session)
    session.commit()
    return [first, second]


def test_checkpoints_are_handed_out(client: FlaskClient, session: Session, signed: list[Checkpoint]) -> None:
    first, second = (one.document for one in signed)
    assert client.get("/record/checkpoint").json == second
    assert client.get("/record/checkpoint?seq=1").json == client.get("/api/v1/record/checkpoint?seq=1").json == first
    assert client.get("/record/checkpoint?seq=2").json == second
    for beyond in ("3", "x", "9" * 30):
        assert client.get(f"/record/checkpoint?seq={beyond}").status_code == 404
    assert client.get("/api/v1/record/checkpoint?seq=3").json["error"]["code"] == "not_found"
    lines = client.get("/record/checkpoints.ndjson").text.splitlines()
    assert [json.loads(line) for line in lines] == [first, second]
    keys = [{"key": KEY.key, "at": signed[0].at, "signed_by": None, "signature": None, "entry": None}]
    assert client.get("/record/keys").json == client.get("/api/v1/record/keys").json == {"keys": keys}
    found = find_covering(session, 2)
    assert found is not None and found.seq == 2


def test_pages_show_what_is_signed_for(client: FlaskClient, signed: list[Checkpoint]) -> None:
    page = client.get("/record/1?lang=en").text
    assert signed[0].hash in page and KEY.key in page and 'href="/record/checkpoint?seq=1"' in page
    assert "No checkpoint covers this entry yet" in client.get("/record/3?lang=en").text
    page = client.get("/record/checkpoints?lang=en").text
    assert page.index(signed[1].hash) < page.index(signed[0].hash) < page.index(KEY.key)
    page = client.get("/record/checkpoints?lang=en&before=2").text
    assert signed[1].hash not in page and signed[0].hash in page
    assert 'href="/record/verify_log.py"' in client.get("/record?lang=en").text


def test_without_checkpoints_there_is_none_to_read(client: FlaskClient, world: World) -> None:
    assert client.get("/record/checkpoint").status_code == 404
    assert "Nothing has been signed yet" in client.get("/record/checkpoints?lang=en").text
    assert client.get("/record/keys").json == {"keys": []}
