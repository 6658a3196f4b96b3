"""The data of the benchmarks: bills under discussion by many, from 10 comments to a million, and an application on them."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app import Gongyi, create_app
from app.accounts.models import Person
from app.accounts.sessions import start_session
from app.bills.models import Bill
from app.bills.queries import get_bill
from app.config import Settings
from app.discussion.generation import generate_discussion
from app.discussion.recount import find_wrong_counts
from app.kernel import migrate
from app.kernel.clock import taipei_day, utc_now
from app.kernel.db import Database
from app.search.index import in_bulk
from app.search.keeping import put_bill, put_comments
from tests.bench.bare import add_views
from tests.bench.measure import Meter
from tests.builders import World, build_world, make_bill

SECRET = "bench-" * 8
QUIET = timedelta(hours=1)  # since anybody said anything, so that nobody has said too much of late


@dataclass(frozen=True)
class Size:
    """How much is measured: comments on the busy and the busiest bill, rounds of a pair, pages for memory, runs of the browser."""

    name: str
    busy: int
    busiest: int
    rounds: int
    pages: int
    paints: int


SIZES = {
    "tiny": Size("tiny", 1_000, 2_000, 8, 200, 2),
    "small": Size("small", 20_000, 50_000, 40, 4_000, 5),
    "full": Size("full", 100_000, 1_000_000, 200, 10_000, 9),
}


@dataclass
class Bench:
    """An application on a filled database; `bills` by how many comments they have; `shift` moves its clock on.

    `given` is how many people have been signed in: each speaks for one measurement, since nobody may say too much.
    """

    app: Gongyi
    url: str
    database: str
    size: Size
    folder: Path
    bills: dict[int, str] = field(default_factory=dict)
    world: World | None = None
    made: tuple[int, float, float] = (0, 1.0, 1.0)
    shift: timedelta = timedelta()
    given: int = 0

    @property
    def db(self) -> Database:
        """The application's database."""
        found: Database = self.app.extensions["gongyi.db"]
        return found

    @property
    def meter(self) -> Meter:
        """What measures requests here."""
        return Meter(self.db.engine)

    def now(self) -> datetime:
        """The application's instant."""
        return utc_now() + self.shift

    def path(self, comments: int, page: str = "") -> str:
        """The address of a page of the bill with so many comments."""
        return f"/bills/{self.bills[comments]}{page}"

    def bill_id(self, comments: int) -> int:
        """The id of the bill with so many comments."""
        with self.db.readers() as session:
            return session.scalars(sa.select(Bill.id).where(Bill.slug == self.bills[comments])).one()

    def guest(self) -> FlaskClient:
        """A browser of nobody's."""
        return self.app.test_client()

    def citizens(self, how_many: int) -> list[FlaskClient]:
        """Browsers of people who are signed in, without the form; others each time."""
        return [self._sign_in(person_id) for person_id in self._people(how_many)]

    def _people(self, how_many: int) -> list[int]:
        voices = sa.select(Person.id).where(Person.handle.startswith("voice-")).order_by(Person.id.desc())
        with self.db.readers() as session:
            found = list(session.scalars(voices.offset(self.given).limit(how_many)))
        self.given += how_many
        return found

    def _sign_in(self, person_id: int) -> FlaskClient:
        client = self.app.test_client()
        with self.db.writers() as session:
            token = start_session(session, session.get_one(Person, person_id), self.now())
            session.commit()
        with client.session_transaction() as cookie:
            cookie["_user_id"], cookie["_fresh"] = token, True
        return client


@contextmanager
def prepared(url: str, database: str, size: Size, folder: Path) -> Iterator[Bench]:
    """An application on a new database with bills of all sizes."""
    settings = Settings(folder, url, SECRET, "demo", "http://127.0.0.1", "file:")
    app = create_app(settings, testing=True)
    app.config["WTF_CSRF_ENABLED"] = app.config["WTF_CSRF_CHECK_DEFAULT"] = True
    bench = Bench(app, url, database, size, folder)
    app.extensions["gongyi.clock"] = bench.now
    migrate.upgrade(bench.db.engine)
    try:
        with app.app_context():
            _fill(bench)
        add_views(app, bench.bill_id(10_000))
        yield bench
    finally:
        bench.db.engine.dispose()


def _fill(bench: Bench) -> None:
    first_day = taipei_day(bench.now()) - timedelta(days=30)
    with bench.db.writers() as session:
        world = bench.world = build_world(session)
        make_bill(session, "long-bill", world.agency, first_day=first_day, articles=300)
        for comments in sorted({10, 1_000, 10_000, bench.size.busy, bench.size.busiest}):
            slug = bench.bills[comments] = f"bill-of-{comments}"
            make_bill(session, slug, world.agency, first_day=first_day, articles=30)
        session.commit()
    for comments, slug in bench.bills.items():
        with bench.db.writers() as session:
            _generate(bench, session, slug, comments)
    if bench.database == "PostgreSQL":
        with bench.db.engine.begin() as connection:
            connection.exec_driver_sql("ANALYZE")  # as a server that runs does by itself within the minute
    with bench.db.readers() as session:
        wrong = list(find_wrong_counts(session))
    if wrong:
        raise RuntimeError(f"generated counts are wrong: {wrong[:3]}")


def _generate(bench: Bench, session: Session, slug: str, comments: int) -> None:
    bill = get_bill(session, slug, None, bench.now(), lock=True)
    start, spent = time.monotonic(), _own_and_servers(bench)
    generate_discussion(session, bill, comments, now=bench.now() - QUIET, dice=Random(1))
    session.flush()
    bench.made = (comments, time.monotonic() - start, (_own_and_servers(bench) - spent) / 1e9)
    put_bill(session, bill)
    if comments > bench.size.busy // 2:
        with in_bulk(session):
            put_comments(session, bill)
    else:
        put_comments(session, bill)
    session.commit()


def _own_and_servers(bench: Bench) -> int:
    meter = bench.meter
    meter.find_servers()
    return meter.read()


def asked_size() -> str:
    """The size that the environment asks for."""
    return os.environ.get("GONGYI_BENCH_SIZE", "small")
