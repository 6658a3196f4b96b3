"""The gongyi command: exit codes, one-line errors, and what it leaves behind."""

import os
import re
import socket
import subprocess
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app import Gongyi, cli, create_app
from app.accounts.api_tokens import find_token
from app.accounts.models import Membership, Person, Role
from app.config import Settings, SettingsError
from app.kernel.outbox import OutboxMessage
from app.record.models import Entry
from tests.builders import World
from tests.conftest import NOON

LOCKED = sa.exc.OperationalError("SELECT secret", {}, Exception("database is locked\nmore"))
COMMANDS = [
    "db upgrade",
    "db downgrade",
    "db check",
    "seed",
    "serve",
    "worker",
    "import",
    "create-admin",
    "generate",
    "check-counts",
    "export",
    "rebuild-search",
    "token",
]


def run(*arguments: str, data: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own."""
    env = {k: v for k, v in os.environ.items() if not k.startswith("GONGYI_")} | {"GONGYI_DATA": str(data)} | environ
    command = [sys.executable, "-W", "ignore", "-m", "app.cli", *arguments]
    return subprocess.run(command, env=env, capture_output=True, text=True, timeout=120, check=False)


@pytest.fixture
def ours(app: Gongyi, session: Session, clock: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let commands that run in this process use the tests' application."""
    monkeypatch.setattr(cli, "create_app", lambda: app)
    monkeypatch.setattr("app.kernel.logs.configure", lambda: None)  # it would keep this test's standard error


def call(*arguments: str) -> int:
    with pytest.raises(SystemExit) as left:
        cli.main(arguments)
    return int(left.value.code or 0)


@pytest.mark.parametrize("command", ["", "db", *COMMANDS])
def test_every_command_has_help(capsys: pytest.CaptureFixture[str], command: str) -> None:
    assert call(*command.split(), "--help") == 0
    said = capsys.readouterr()
    assert said.out.startswith("Usage: gongyi")
    assert said.err == ""


@pytest.mark.parametrize(
    "line, word",
    [
        ("", "--help"),
        ("nonsense", "nonsense"),
        ("db", "gongyi db --help"),
        ("db sideways", "sideways"),
        ("seed --now yesterday", "yesterday"),
        ("seed --tomorrow", "--tomorrow"),
        ("serve --port 0", "--port"),
        ("serve --port x", "--port"),
        ("serve --workers 0", "--workers"),
        ("create-admin", "HANDLE"),
        ("create-admin boss", "EMAIL"),
        ("create-admin boss not-an-address", "not-an-address"),
        ("worker once", "once"),
        ("generate --bill x", "--comments"),
        ("generate --bill x --comments 0", "--comments"),
    ],
)
def test_wrong_use_is_2_and_one_line(ours: None, capsys: pytest.CaptureFixture[str], line: str, word: str) -> None:
    assert call(*line.split()) == 2
    said = capsys.readouterr().err
    assert re.fullmatch(r"gongyi: [^\n]+\n", said)
    assert word in said


@pytest.mark.parametrize(
    "error, words",
    [
        (SettingsError("GONGYI_MODE must be demo or production"), "GONGYI_MODE must be demo or production"),
        (OSError(28, "No space left on device"), "No space left on device"),
        (FileNotFoundError(2, "No such file", "/x"), "No such file: /x"),
        (RuntimeError("two\nlines"), "RuntimeError: two lines"),
        (LOCKED, "the database cannot be used: database is locked"),
    ],
)  # fmt: skip
def test_failures_are_1_and_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: BaseException, words: str
) -> None:
    def fail() -> None:
        raise error

    monkeypatch.setattr(cli, "create_app", fail)
    assert call("db", "upgrade") == 1
    assert capsys.readouterr().err == f"gongyi: {words}\n"


def test_create_admin_makes_one_on_the_record(
    ours: None, world: World, session: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call("create-admin", "admin-7", "Boss@Example.Test") == 0
    assert "admin-7 is an administrator." in capsys.readouterr().out
    session.expire_all()
    person = session.scalars(sa.select(Person).where(Person.handle == "admin-7")).one()
    assert (person.email, person.password_hash, [m.role for m in person.memberships]) == (
        "boss@example.test",
        None,
        [Role.ADMINISTRATOR],
    )
    entry = session.scalars(sa.select(Entry)).one()
    assert (entry.act, entry.actor, entry.subject) == ("grant", "system", person.public_id)
    assert session.scalars(sa.select(OutboxMessage.template)).all() == ["invite"]
    for again in (
        ("admin-7", "boss@example.test"),
        ("citizen", "boss2@example.test"),
        ("x", "x@example.test"),
        ("other", "citizen@example.test"),
    ):
        assert call("create-admin", *again) == 1
        assert re.fullmatch(r"gongyi: [^\n]+\n", capsys.readouterr().err)
    session.expire_all()
    count = sa.select(sa.func.count()).where(Membership.role == Role.ADMINISTRATOR)
    assert session.scalar(count) == 2


def test_an_existing_citizen_can_become_administrator(ours: None, world: World, session: Session) -> None:
    assert call("create-admin", "citizen", "citizen@example.test") == 0


def test_a_token_is_printed_once(
    ours: None, world: World, session: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call("token", "moderator", "--scope", "power") == 0
    token = capsys.readouterr().out.strip()
    session.expire_all()
    found = find_token(session, token)
    assert found is not None
    assert (found.person_id, found.scope) == (world.people["moderator"].id, "power")
    for line, code in (("nobody", 1), ("citizen --scope power", 1), ("citizen --scope all", 2), ("", 2)):
        assert call("token", *line.split()) == code
        assert re.fullmatch(r"gongyi: [^\n]+\n", capsys.readouterr().err)


def test_a_synthetic_discussion_has_right_counts(
    ours: None, world: World, session: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call("generate", "--bill", "open-bill", "--comments", "30") == 0
    assert re.match(r"Added 30 comments by \d+ people in", capsys.readouterr().out)
    assert call("check-counts") == 0
    session.execute(sa.text("UPDATE bill SET comment_count = 29 WHERE slug = 'open-bill'"))
    assert call("check-counts") == 1
    said = capsys.readouterr()
    assert "bill.comment_count" in said.out
    assert said.err == "gongyi: counts that are wrong: 1\n"


@pytest.mark.parametrize("slug", ["unpublished-bill", "nothing"])
def test_a_synthetic_discussion_needs_a_public_bill(
    ours: None, world: World, capsys: pytest.CaptureFixture[str], slug: str
) -> None:
    assert call("generate", "--bill", slug, "--comments", "30") == 1
    assert capsys.readouterr().err == f"gongyi: there is no public bill '{slug}'\n"


def test_worker_once_delivers_what_is_due(
    ours: None, world: World, session: Session, app: Gongyi, capsys: pytest.CaptureFixture[str]
) -> None:
    session.add(
        OutboxMessage(
            template="taken", person_id=world.people["citizen"].id, parameters={}, created_at=NOON, due_at=NOON
        )
    )
    session.flush()
    assert call("worker", "--once") == 0
    assert capsys.readouterr().out == "Delivered 1 message.\n"
    assert len(list((app.extensions["gongyi.settings"].data / "mail").glob("*.eml"))) == 1


def test_seed_passes_the_instant_on(
    ours: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[tuple[str, bool]] = []

    def play(_app: Gongyi, now: datetime, reset: bool) -> int:
        asked.append((now.isoformat(), reset))
        return len(asked)

    monkeypatch.setattr("seeds.player.seed", play)
    assert call("seed", "--now", "2026-11-22") == 0
    assert call("seed", "--now", "2026-11-22T01:00:00Z", "--reset") == 0
    assert asked == [("2026-11-22T00:00:00+08:00", False), ("2026-11-22T01:00:00+00:00", True)]


def test_an_old_schema_is_said(ours: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("app.cli.current_revision", lambda _engine: "0000")
    for line in ("db check", "seed", "serve", "worker --once", "create-admin boss boss@example.test"):
        assert call(*line.split()) == 1
        assert "gongyi db upgrade" in capsys.readouterr().err


def test_a_fresh_database_goes_up_and_down(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fresh = replace(settings, data=tmp_path, database_url=f"sqlite:///{tmp_path}/new/x.sqlite3")
    app = create_app(fresh, testing=True)
    monkeypatch.setattr(cli, "create_app", lambda: app)
    assert call("db", "check") == 1
    assert "gongyi db upgrade" in capsys.readouterr().err
    for line in ("db upgrade", "db upgrade", "db check", "db downgrade", "db downgrade base"):
        assert call(*line.split()) == 0, line
        assert capsys.readouterr().err == ""
    assert call("db", "downgrade", "9999") == 1
    assert re.fullmatch(r"gongyi: [^\n]+\n", capsys.readouterr().err)
    app.extensions["gongyi.db"].engine.dispose()


def test_a_wrong_setting_names_its_variable(tmp_path: Path) -> None:
    done = run("db", "upgrade", data=tmp_path, GONGYI_MODE="x")
    assert done.returncode == 1
    assert re.fullmatch(r"gongyi: GONGYI_MODE [^\n]+\n", done.stderr)


def test_what_it_writes_is_its_owners_alone(tmp_path: Path) -> None:
    assert run("db", "upgrade", data=tmp_path).returncode == 0
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(written) >= 2
    assert [path.name for path in written if path.stat().st_mode & 0o077] == []


def test_reset_is_for_demo_mode_alone(
    ours: None, app: Gongyi, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(
        app.extensions, "gongyi.settings", replace(app.extensions["gongyi.settings"], mode="production")
    )
    assert call("seed", "--reset") == 2
    assert capsys.readouterr().err == "gongyi: --reset works in demo mode alone\n"


def test_a_taken_port_is_said(ours: None, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert call("serve", "--port", str(port)) == 1
    said = capsys.readouterr().err
    assert re.fullmatch(rf"gongyi: cannot listen on 127.0.0.1 port {port}: [^\n]+\n", said)
