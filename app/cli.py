"""The `gongyi` command. Exits 0 on success, 1 on a finding or failure, 2 on wrong use; an error is one line."""

import atexit
import gc
import os
import random
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from threading import Event
from time import monotonic
from typing import NoReturn

import click
import structlog
from flask import Flask
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session

from app import create_app
from app.accounts.actions import forget_stale_accounts
from app.accounts.cli import admin_command, token_command
from app.accounts.erasure.leaving import forget_farewells
from app.accounts.offices.invitations import forget_old_invitations
from app.bills.actions.imports import forget_stale_imports
from app.bills.cli import import_command, refused_as
from app.bills.due import do_due_acts
from app.bills.files import make_missing_pdfs
from app.bills.kept import keep_missing
from app.bills.queries import get_bill
from app.config import SettingsError
from app.discussion.cli import check_command
from app.discussion.generation import generate_discussion
from app.kernel import logs
from app.kernel.clock import request_now, utc_now
from app.kernel.db import Database
from app.kernel.i18n import speaking
from app.kernel.instants import Instant
from app.kernel.schema import SchemaError, current_revision, head_revision
from app.kernel.setting_up import one_at_a_time
from app.kernel.verdict import Refused
from app.notifications.checkpoints.actions import forget_unconfirmed
from app.notifications.delivery import deliver_due, forget_sent
from app.opendata.exporting.cli import export_command
from app.record.checkpoints.due import sign_due
from app.record.cli import reconcile_command, rotate_command, verify_command
from app.search.cli import rebuild_command
from app.search.index import in_bulk
from app.search.keeping import fill_if_missing, put_comments

PAUSE = 2.0  # seconds between two looks into the outbox
TIDY_EVERY = 3600.0  # seconds


def _database(app: Flask) -> Database:
    db: Database = app.extensions["gongyi.db"]
    return db


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def gongyi() -> None:
    """Gongyi 公議: public consultation on draft laws. Settings come from GONGYI_* variables."""


@gongyi.group()
def db() -> None:
    """Bring the database's schema up or down, or check it."""


@db.command()
def upgrade() -> None:
    """Bring the schema up to the newest migration."""
    from app.kernel import migrate

    found = _database(create_app())
    with one_at_a_time(found.engine):
        migrate.upgrade(found.engine)
        with found.writers() as session:
            fill_if_missing(session)
            session.commit()
    click.echo("The database is up to date.")


@db.command(context_settings={"ignore_unknown_options": True})
@click.argument("rev", default="-1")
def downgrade(rev: str) -> None:
    """Bring the schema down to REV (by default one migration; "base" for nothing)."""
    from app.kernel import migrate

    migrate.downgrade(_database(create_app()).engine, rev)
    click.echo("The database is downgraded.")


@db.command()
def check() -> None:
    """Check that the database has the newest schema and that it equals the models."""
    from app.kernel import migrate

    engine = _database(create_app()).engine
    _require_current(current_revision(engine))
    migrate.check(engine)
    click.echo("The database equals the models.")


def _require_current(revision: str | None) -> None:
    if revision != head_revision():
        raise click.ClickException("the database's schema is not the newest: run gongyi db upgrade")


@gongyi.command()
@click.option("--now", type=Instant(), help="The instant that relative dates start from (default: now).")
@click.option("--reset", is_flag=True, help="Empty the database first; demo mode alone.")
def seed(now: datetime | None, reset: bool) -> None:
    """Load the demonstration's bills and discussions, once."""
    app = create_app()
    if reset and not app.extensions["gongyi.settings"].is_demo:
        raise click.UsageError("--reset works in demo mode alone")
    from seeds.player import seed as play

    with one_at_a_time(_database(app).engine):
        _require_current(current_revision(_database(app).engine))
        steps = play(app, now or utc_now(), reset)
        sign_due(app)
    click.echo(f"Played {steps} steps." if steps else "The seeds are there already.")


@gongyi.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="The port to listen on.")
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="Server processes.")
@click.option("--worker", "with_worker", is_flag=True, help="Run the mail worker beside the server.")
def serve(host: str, port: int, workers: int, with_worker: bool) -> None:
    """Serve the platform with the production server."""
    from app.kernel.web import server

    logs.configure()
    app = create_app()
    _require_current(current_revision(_database(app).engine))
    _database(app).engine.dispose()
    problem = server.address_problem(host, port)
    if problem is not None:
        raise click.ClickException(f"cannot listen on {host} port {port}: {problem}")
    click.echo(f"Gongyi serves http://{host}:{port}")
    server.serve(app, host=host, port=port, workers=workers, module="app.cli", with_worker=with_worker)


@gongyi.command(hidden=True)
@click.option("--listening", type=int, required=True, help="The number of the server's socket.")
@click.option("--beat", type=int, required=True, help="The number of the file to touch.")
@click.option("--parent", type=int, required=True, help="End when this process is no longer the parent.")
def answer(listening: int, beat: int, parent: int) -> None:
    """Take the place of a server process that ended."""
    from app.kernel.web import server

    logs.configure()
    server.answer_instead(create_app(), listening=listening, beat=beat, parent=parent)


@gongyi.command()
@click.option("--once", is_flag=True, help="Deliver what is due and end.")
@click.option("--parent", type=int, hidden=True, help="End when this process is no longer the parent.")
def worker(once: bool, parent: int | None) -> None:
    """Do what was planned for now, deliver the outbox's mails, keep comparisons and PDFs of new versions, and forget what has run out."""
    logs.configure()
    app = create_app()
    if once:
        _require_current(current_revision(_database(app).engine))
        do_due_acts(app)
        sign_due(app)
        delivered = deliver_due(app)
        keep_missing(app)
        make_missing_pdfs(app)
        tidy(app)
        click.echo(f"Delivered {delivered} {'message' if delivered == 1 else 'messages'}.")
        return
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: stop.set())
    _work(app, stop, parent)


def _work(app: Flask, stop: Event, parent: int | None) -> None:
    tidied: float | None = None
    while not stop.is_set() and parent in (None, os.getppid()):
        try:
            do_due_acts(app)
            sign_due(app)
            deliver_due(app)
            keep_missing(app)
            make_missing_pdfs(app)
            if tidied is None or monotonic() - tidied > TIDY_EVERY:
                tidy(app)
                tidied = monotonic()
        except DBAPIError as error:
            structlog.get_logger().error("the worker waits for the database", error=type(error.orig).__name__)
        stop.wait(PAUSE)


def tidy(app: Flask) -> None:
    """Forget what has run out: mails sent, sessions, tokens, accounts never confirmed, files read and never taken over."""
    with app.app_context(), _database(app).writers() as session:
        forget_sent(session, request_now())
        forget_stale_accounts(session, request_now())
        forget_farewells(session, request_now())
        forget_old_invitations(session, request_now())
        forget_stale_imports(session, request_now())
        forget_unconfirmed(session, request_now())
        session.commit()


@gongyi.command()
@click.option("--bill", "slug", required=True, help="The bill's slug; its notice must have opened.")
@click.option("--comments", type=click.IntRange(1, 5_000_000), required=True, help="How many comments to add.")
@click.option("--seed", "start", type=int, default=1, show_default=True, help="The same number makes the same talk.")
def generate(slug: str, comments: int, start: int) -> None:
    """Add a synthetic discussion to a bill, for load; demo mode alone."""
    app = create_app()
    if not app.extensions["gongyi.settings"].is_demo:
        raise click.UsageError("generate works in demo mode alone")
    _require_current(current_revision(_database(app).engine))
    began, now = monotonic(), request_now()
    with app.app_context(), speaking("en"), _database(app).writers() as session, _refused_in_one_line():
        with refused_as(f"there is no public bill {slug!r}"):
            bill = get_bill(session, slug, None, now, lock=True)
        people = generate_discussion(session, bill, comments, now=now, dice=random.Random(start))
        made = monotonic()
        with in_bulk(session):
            put_comments(session, bill)
        session.commit()
    click.echo(f"Added {comments} comments by {people} people in {made - began:.1f} s.")
    click.echo(f"Put them into the search index in {monotonic() - made:.1f} s.")


@contextmanager
def _refused_in_one_line() -> Iterator[None]:
    try:
        yield
    except Refused as refused:
        raise click.ClickException(str(refused.reason.text)) from refused


@contextmanager
def _opened(writes: bool) -> Iterator[Session]:
    """Open a session for a command of a room; what it writes is committed at the end."""
    app = create_app()
    db = _database(app)
    _require_current(current_revision(db.engine))
    sessions = db.writers if writes else db.readers
    with app.app_context(), speaking("en"), sessions() as session, _refused_in_one_line():
        yield session
        if writes:
            session.commit()


OF_ROOMS = (admin_command, token_command, import_command, check_command, rebuild_command, export_command)
OF_THE_RECORD = (verify_command, reconcile_command, rotate_command)
for make in (*OF_ROOMS, *OF_THE_RECORD):
    gongyi.add_command(make(_opened))


def _fail(words: object, code: int) -> NoReturn:
    print("gongyi: " + " ".join(str(words).split()), file=sys.stderr)
    sys.exit(code)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run a command; turn every error into one line and an exit code. What it writes is its owner's alone."""
    os.umask(0o077)
    atexit.register(gc.freeze)  # what ends with the process is not looked through for garbage first
    try:
        code = gongyi.main(args=arguments, prog_name="gongyi", standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)
    except click.exceptions.NoArgsIsHelpError as error:
        _fail(f"name a command; {error.ctx.command_path if error.ctx else 'gongyi'} --help lists them", 2)
    except click.UsageError as error:
        _fail(error.format_message(), 2)
    except click.ClickException as error:
        _fail(error.format_message(), 1)
    except (click.Abort, KeyboardInterrupt):
        _fail("stopped", 1)
    except (SettingsError, SchemaError) as error:
        _fail(error, 1)
    except OperationalError as error:
        _fail(f"the database cannot be used: {str(error.orig).splitlines()[0]}", 1)
    except OSError as error:
        _fail(f"{error.strerror or error}: {error.filename}" if error.filename else error.strerror or error, 1)
    except Exception as error:
        _fail(f"{type(error).__name__}: {error}", 1)


if __name__ == "__main__":
    main()
