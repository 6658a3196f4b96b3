"""`gongyi export DIR`: everything public, checkable offline, and there whole or not at all."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app import Gongyi, cli
from app.bills.models import Bill
from app.opendata.exporting import dump
from app.opendata.exporting.folder import NotReplaceable, whole_folder
from app.record.verify_log import verify
from tests.builders import World

Folder = dict[str, bytes]


@pytest.fixture
def ours(app: Gongyi, session: Session, clock: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the command use the tests' application and their database as it stands."""
    monkeypatch.setattr(cli, "create_app", lambda: app)


def export(place: Path) -> int:
    with pytest.raises(SystemExit) as left:
        cli.main(["export", str(place)])
    return int(left.value.code or 0)


def read(place: Path) -> Folder:
    return {str(path.relative_to(place)): path.read_bytes() for path in sorted(place.rglob("*")) if path.is_file()}


def test_it_writes_all_that_is_public_and_a_manifest_that_is_true(
    ours: None, client: FlaskClient, filled_world: World, session: Session, tmp_path: Path, capsys
) -> None:
    session.commit()
    assert export(tmp_path / "site") == 0
    assert capsys.readouterr().out.startswith("Wrote 5 bills and the record to ")
    files = read(tmp_path / "site")
    manifest = json.loads(files.pop("manifest.json"))
    listed = {file["name"]: (file["size"], file["sha256"]) for file in manifest["files"]}
    assert listed == {name: (len(data), hashlib.sha256(data).hexdigest()) for name, data in files.items()}
    public = session.scalars(sa.select(Bill.slug).where(Bill.announced_at.is_not(None))).all()
    assert {f"bills/{slug}.zip" for slug in public} == {name for name in files if name.startswith("bills/")}
    for slug in public:
        assert files[f"bills/{slug}.zip"] == client.get(f"/bills/{slug}/export.zip").data
    assert files["record/record.ndjson"] == client.get("/record.ndjson").data
    assert manifest["log"]["seq"] == files["record/record.ndjson"].count(b"\n")
    assert manifest["made_at"] == "2026-03-10T04:00:00.000000Z"
    assert {(tmp_path / "site" / name).stat().st_mode & 0o777 for name in files} == {0o644}


def test_its_record_is_checked_offline(ours: None, filled_world: World, session: Session, tmp_path: Path) -> None:
    session.commit()
    export(tmp_path / "site")
    record = tmp_path / "site" / "record"
    given: Any = (record / "record.ndjson", [record / "checkpoints.ndjson"], record / "states.ndjson", [])
    assert list(verify(*given)) == []
    assert (record / "checkpoints.ndjson").read_bytes()
    (record / "states.ndjson").write_bytes((record / "states.ndjson").read_bytes().splitlines(keepends=True)[0])
    assert "is shown, but entry" in str(next(verify(*given)))


def test_an_earlier_export_is_replaced_and_nothing_else(
    ours: None, world: World, session: Session, tmp_path: Path, capsys
) -> None:
    session.commit()
    place = tmp_path / "site"
    assert export(place) == 0
    (place / "bills" / "gone.zip").write_bytes(b"")
    assert export(place) == 0
    assert "bills/gone.zip" not in read(place)
    for content in ({"manifest.json": '{"format": "another"}'}, {"diary.txt": "Dear diary"}):
        other = tmp_path / next(iter(content)).partition(".")[0]
        other.mkdir()
        for name, text in content.items():
            (other / name).write_text(text)
        before = read(other)
        capsys.readouterr()
        assert export(other) == 1
        said = capsys.readouterr().err
        assert said.startswith(f"gongyi: {other} holds something else") and said.count("\n") == 1
        assert read(other) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["diary", "manifest", "site"]


def test_where_it_fails_the_earlier_one_stays_and_nothing_is_left(
    ours: None, world: World, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.commit()
    place = tmp_path / "site"
    export(place)
    before = read(place)
    monkeypatch.setattr(dump, "read_states", lambda _session: (_ for _ in ()).throw(OSError(28, "No space left", "x")))
    assert export(place) == 1
    assert read(place) == before
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_two_at_once_do_not_mix_and_a_broken_exchange_is_mended(tmp_path: Path) -> None:
    place, mark = tmp_path / "site", ("manifest.json", "mine")
    with whole_folder(place, mark) as folder:
        (folder / "manifest.json").write_text('{"format": "mine"}')
        with pytest.raises(NotReplaceable, match="another export"), whole_folder(place, mark):
            pass
        assert not place.exists()
    place.rename(tmp_path / ".site.old")
    (tmp_path / ".site.part").mkdir()
    (tmp_path / ".site.part" / "rest").write_text("of a run that was killed")
    with whole_folder(place, mark) as folder:
        assert list(folder.iterdir()) == []
        assert (place / "manifest.json").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
