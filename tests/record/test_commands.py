"""The commands `verify-log`, `reconcile` and `rotate-key` as their users run them: words, exit codes, never a traceback."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import sqlalchemy as sa

from app import Gongyi, cli, create_app
from app.cli import main
from app.kernel.db import Database
from app.record import verify_log
from app.record.checkpoints.keys import Signer
from app.record.checkpoints.models import Checkpoint
from app.record.queries import iterate_lines
from tests.architecture.things import fill_world
from tests.builders import build_world

SECRET = "11" * 32


@pytest.fixture
def platform(own_app: Gongyi, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Database]:
    """A platform whose log has some entries and a checkpoint, and whose commands find it."""
    key = tmp_path / "key"
    key.write_text(SECRET + "\n")
    settings = own_app.extensions["gongyi.settings"]
    monkeypatch.setenv("GONGYI_DATABASE_URL", settings.database_url.replace("+psycopg", ""))
    monkeypatch.setenv("GONGYI_DATA", str(tmp_path))
    monkeypatch.setenv("GONGYI_CHECKPOINT_KEY", str(key))
    db: Database = own_app.extensions["gongyi.db"]
    with own_app.app_context(), db.writers() as session:
        fill_world(build_world(session))
        session.commit()
    with ExitStack() as opened:

        def create_and_close() -> Gongyi:
            app = create_app()
            opened.callback(app.extensions["gongyi.db"].engine.dispose)
            return app

        monkeypatch.setattr(cli, "create_app", create_and_close)
        yield db


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    return int(ended.value.code or 0)


def export(db: Database, folder: Path) -> tuple[Path, Path]:
    """Write the log and its checkpoint into files."""
    log, kept = folder / "record.ndjson", folder / "kept.json"
    log.write_bytes(b"".join(iterate_lines(db.readers)))
    with db.readers() as session:
        kept.write_text(json.dumps(session.scalars(sa.select(Checkpoint)).one().document, indent=1))
    return log, kept


def test_an_export_is_checked_against_a_checkpoint(platform: Database, tmp_path: Path, capsys) -> None:
    log, kept = export(platform, tmp_path)
    assert run("verify-log") == run("verify-log", str(log), "--checkpoint", str(kept)) == 0
    log.write_bytes(b"".join(log.read_bytes().splitlines(keepends=True)[:-1]))
    assert run("verify-log", str(log)) == 0, "a cut agrees with itself"
    capsys.readouterr()
    assert run("verify-log", str(log), "--checkpoint", str(kept)) == 1
    said = capsys.readouterr()
    assert "the export was cut after entry" in said.out
    assert said.err == "gongyi: findings: 1\n"
    assert run("verify-log", str(tmp_path / "nothing")) == 2


def test_a_checkpoint_of_somebody_else_is_forged(platform: Database, tmp_path: Path, capsys) -> None:
    log, kept = export(platform, tmp_path)
    document = json.loads(kept.read_text())
    other = Signer("99" * 32)
    document["key"] = other.key
    document["signature"] = other.sign({name: document[name] for name in document if name != "signature"})
    kept.write_text(json.dumps(document))
    assert run("verify-log", str(log), "--checkpoint", str(kept)) == 1
    assert "does not lead back to a trusted one" in capsys.readouterr().out


def test_the_program_runs_alone(platform: Database, tmp_path: Path) -> None:
    log, kept = export(platform, tmp_path)
    alone = tmp_path / "verify_log.py"
    alone.write_bytes(Path(verify_log.__file__).read_bytes())
    command = [sys.executable, "-I", str(alone), str(log), "--checkpoint", str(kept)]
    fine = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert (fine.returncode, fine.stderr) == (0, "")
    log.write_bytes(log.read_bytes().replace(b"spam", b"slur", 1))
    found = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert found.returncode == 1 and "its hash is not that of its fields" in found.stdout
    wrong = subprocess.run([*command[:3], "nothing.ndjson"], capture_output=True, text=True, cwd=tmp_path, check=False)
    assert wrong.returncode == 2 and "Traceback" not in wrong.stderr


def test_a_key_is_changed_and_the_log_still_verifies(platform: Database, tmp_path: Path, capsys) -> None:
    key = tmp_path / "key"
    assert run("rotate-key") == 0
    assert key.read_text() != SECRET + "\n" and key.stat().st_mode & 0o777 == 0o600
    assert run("worker", "--once") == run("verify-log") == 0
    with platform.readers() as session:
        newest = session.scalars(sa.select(Checkpoint).order_by(Checkpoint.seq.desc())).first()
    assert newest is not None and newest.key == Signer(key.read_text().strip()).key
    key.write_text(SECRET)
    capsys.readouterr()
    assert run("rotate-key") == 1, "the old key is no longer the one that signs"
    assert "GONGYI_CHECKPOINT_KEY" in capsys.readouterr().err
    assert sorted(file.name for file in tmp_path.iterdir() if file.name.startswith("key")) == ["key"]


def test_a_key_that_is_given_itself_needs_a_file_for_the_next(platform: Database, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("GONGYI_CHECKPOINT_KEY", SECRET)
    assert run("rotate-key") == 2
    assert run("rotate-key", "--to", str(tmp_path / "next")) == 0
    assert (tmp_path / "next").stat().st_mode & 0o777 == 0o600
    assert run("rotate-key", "--to", str(tmp_path / "next")) == 1
