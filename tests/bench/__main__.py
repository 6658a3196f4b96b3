"""`make bench`: runs the benchmarks on SQLite, and on PostgreSQL where there is one; prints a table, writes JSON."""

import argparse
import itertools
import json
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from flask.testing import FlaskClient

from app import Gongyi, create_app
from app.config import Settings
from app.kernel import migrate
from app.kernel.db import Database
from tests.bench.bare import add_views
from tests.bench.data import fill
from tests.bench.measure import HEAD, Ask, Result, compare
from tests.builders import World
from tests.conftest import NOON, Statements
from tests.databases import drop_postgresql, fresh_postgresql, fresh_sqlite
from tests.machine import ROOT, find_postgresql
from tests.postgresql import find_programs, running_server

BILL = "/bills/open-bill"


@contextmanager
def prepared(url: str, folder: Path, comments: int) -> Iterator[tuple[Gongyi, World]]:
    """An application on a filled database, whose clock goes on by three minutes with each request."""
    settings = Settings(folder, url, "bench-" * 8, "demo", "http://localhost", "file:")
    app = create_app(settings, testing=True)
    app.config["WTF_CSRF_ENABLED"] = True
    ticks = itertools.count()
    app.extensions["gongyi.clock"] = lambda: NOON + timedelta(minutes=3) * next(ticks)
    add_views(app)
    database: Database = app.extensions["gongyi.db"]
    migrate.upgrade(database.engine)
    with database.writers() as session:
        world = fill(session, comments)
        session.commit()
        yield app, world
    database.engine.dispose()


def signed_in(app: Gongyi, world: World) -> FlaskClient:
    """A browser of the citizen's."""
    client = app.test_client()
    world.sign_in(client, "citizen")
    world.session.commit()
    return client


def posting(client: FlaskClient) -> Ask:
    """Posts a comment by the form, each time another one, from a page that has just been read (no messages wait in the cookie)."""
    page = client.get(f"{BILL}/comments/new").text
    token = page.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
    numbers = itertools.count()
    name = client.application.config["SESSION_COOKIE_NAME"]
    cookie = client.get_cookie(name)
    assert cookie is not None

    def post():  # type: ignore[no-untyped-def]
        body = f"我認為第一條應該**再具體**一些，第 {next(numbers)} 點。"
        form = {"csrf_token": token, "key": uuid4().hex, "body": body, "position": "change", "place": "1"}
        client.set_cookie(name, cookie.value)
        return client.post(f"{BILL}/comments/new", data=form)

    return post


def kept(client: FlaskClient, path: str) -> Ask:
    """Reads a page where pages are kept (elsewhere here each is written anew)."""

    def read():  # type: ignore[no-untyped-def]
        client.application.config["KEEP_PAGES"] = True
        answer = client.get(path)
        client.application.config["KEEP_PAGES"] = False
        return answer

    return read


def unchanged(client: FlaskClient, path: str) -> Ask:
    """Reads a kept page of which the browser has the last answer."""
    tags = [""]

    def read():  # type: ignore[no-untyped-def]
        client.application.config["KEEP_PAGES"] = True
        answer = client.get(path, headers={"If-None-Match": tags[-1]})
        client.application.config["KEEP_PAGES"] = False
        tags.append(answer.headers["ETag"])
        return answer

    return read


def run(app: Gongyi, world: World, name: str, rounds: int) -> Iterator[Result]:
    """Compare each thing with its bare twin."""
    guest, citizen = app.test_client(), signed_in(app, world)
    app.config["WTF_CSRF_CHECK_DEFAULT"] = True
    statements = Statements(app.extensions["gongyi.db"])

    def count(ask: Ask) -> int:
        with statements:
            ask()
        return len(statements) + statements.glances

    def get(client: FlaskClient, path: str) -> Ask:
        return lambda: client.get(path)

    hello, page, items = (get(guest, f"/bench/{view}") for view in ("hello", "page", "items"))
    pairs: list[tuple[str, Ask, Ask, float | None]] = [
        ("discussion, first page, guest / bare page", get(guest, f"{BILL}/discussion"), page, 4),
        ("discussion, newest first, guest / bare page", get(guest, f"{BILL}/discussion?sort=newest"), page, 4),
        ("discussion, signed in / bare page", get(citizen, f"{BILL}/discussion"), page, 6),
        ("JSON list of 50 / bare JSON list", get(guest, f"/api/v1{BILL}/comments"), items, 3),
        ("post a comment, full path / bare post", posting(citizen), bare_post(citizen), 4),
        ("home / hello world", get(guest, "/"), hello, None),
        ("bill, front page / hello world", get(guest, BILL), hello, None),
        ("page cache hit, discussion / hello world", kept(guest, f"{BILL}/discussion"), hello, 2),
        ("page cache hit, home / hello world", kept(guest, "/"), hello, 2),
        ("304, discussion / hello world", unchanged(guest, f"{BILL}/discussion"), hello, 2),
        ("comparison of 300 articles, kept / bare page", get(citizen, "/bills/long-bill/compare"), page, 40),
    ]
    for what, real, bare, limit in pairs:
        yield compare(what, name, real, bare, limit, rounds, count)


def bare_post(client: FlaskClient) -> Ask:
    """Posts one bare row; the token of the session goes along, so that the same protection is paid for."""
    page = client.get(f"{BILL}/comments/new").text
    token = page.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
    return lambda: client.post("/bench/post", data={"csrf_token": token})


def main() -> None:
    """Run everything and write it down."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--comments", type=int, default=10_000, help="comments on the bill (default 10,000)")
    parser.add_argument("--rounds", type=int, default=60, help="how often each pair is asked (default 60)")
    given = parser.parse_args()
    results: list[Result] = []
    print(f"{given.comments} comments on the bill; medians of {given.rounds} rounds, A B A B, in one process\n\n{HEAD}")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="gongyi-bench-")))
        urls = {"SQLite": fresh_sqlite(folder)}
        programs = find_programs()
        server = find_postgresql() or (stack.enter_context(running_server(programs)) if programs else None)
        if server:
            urls["PostgreSQL"] = fresh_postgresql(server, "gongyi_bench")
            stack.callback(drop_postgresql, server, "gongyi_bench")
        for name, url in urls.items():
            with prepared(url, folder, given.comments) as (app, world):
                for result in run(app, world, name, given.rounds):
                    print(result.as_row(), flush=True)
                    results.append(result)
    if "PostgreSQL" not in urls:
        print("Left out: postgresql (no server answers and no server programs were found).")
    write_down(results, vars(given))


def write_down(results: list[Result], given: dict[str, object]) -> None:
    """Keep the results as JSON under instance/bench/."""
    at = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    target = ROOT / "instance" / "bench" / f"{at}.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    document = {"at": at, **given, "results": [result.as_json() for result in results]}
    target.write_text(json.dumps(document, indent=2))
    print(f"\nWritten to {target.relative_to(ROOT)}.")


if __name__ == "__main__":
    main()
