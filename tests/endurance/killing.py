"""`kill -9` under load: a real server, its processes and its worker killed together, again and again, while people write."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from functools import partial
from pathlib import Path

from sqlalchemy.orm import Session

from app import create_app
from app.accounts.api_tokens import new_token
from app.accounts.models import TokenScope
from app.config import Settings
from app.kernel.clock import taipei_day, utc_now
from app.kernel.db import Database
from app.search.keeping import rebuild
from tests.builders import LONG_AGO, build_world, make_bill, make_person
from tests.databases import Databases
from tests.endurance.ledger import Ledger, find_disagreements
from tests.endurance.size import scaled
from tests.endurance.writers import Account, Moderator, Writer
from tests.test_serve import answers, free_port, wait_for

SLUG = "load-bill"
WRITERS = 4


def wait_long(what: Callable[[], bool]) -> bool:
    """Wait up to five minutes: a machine that does much else starts a server slowly."""
    return any(wait_for(what) for _minute in range(5))


def prepare(session: Session, people: int) -> tuple[list[Account], Account]:
    """Make an open bill, people with tokens, and a moderator."""
    world = build_world(session)
    make_bill(session, SLUG, world.agency, first_day=taipei_day(utc_now()) - timedelta(days=10))
    persons = [make_person(session, f"writer-{n}") for n in range(people)]
    session.flush()
    accounts = []
    for person in persons:
        token = new_token(session, person, "load", TokenScope.WRITE, LONG_AGO)
        accounts.append(Account(person.id, {"Authorization": f"Bearer {token}"}))
    rebuild(session)
    return accounts, Account(world.people["moderator"].id, world.bearer("moderator"))


class Server:
    """`gongyi serve --worker` in a process group of its own."""

    def __init__(self, url: str, folder: Path) -> None:
        self.port, self.log = free_port(), folder / "serve.log"
        kept = {name: value for name, value in os.environ.items() if not name.startswith("GONGYI_")}
        self.env = kept | {"GONGYI_DATA": str(folder), "GONGYI_DATABASE_URL": url}
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start, and wait until it answers."""
        command = [sys.executable, "-m", "app.cli", "serve", "--port", str(self.port), "--worker"]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(command, env=self.env, stdout=log, stderr=log, start_new_session=True)
        started = self.process
        assert wait_long(lambda: answers(self.port) or started.poll() is not None), "it does not come up"
        assert started.poll() is None, self.last_words()

    def kill(self) -> None:
        """Kill all its processes at once."""
        assert self.process is not None
        with suppress(ProcessLookupError):  # it may have ended by itself
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        assert wait_for(lambda: not answers(self.port))

    def last_words(self) -> str:
        """The end of its log."""
        return self.log.read_text()[-2000:]


@contextmanager
def writing(server: Server, shares: list[list[Account]], moderator: Account, ledger: Ledger) -> Iterator[list[Writer]]:
    """Have people write to a server inside the block, and a moderator hide; all end with it."""
    writers = [Writer(server.port, SLUG, iter(share), ledger, n) for n, share in enumerate(shares)]
    writers.append(Moderator(server.port, SLUG, iter([moderator]), ledger, 99))
    server.start()
    try:
        for writer in writers:
            writer.start()
        yield writers
    finally:
        for writer in writers:
            writer.stopped.set()
        for writer in writers:
            writer.join(60)
        server.kill()


def test_nothing_acknowledged_is_lost(databases: Databases, tmp_path: Path) -> None:
    url, kills, dice = databases.migrated(), scaled(20, 2), random.Random(9)
    app = create_app(Settings(tmp_path, url, "endurance-" * 4, "demo", "http://localhost", "file:"), testing=True)
    db: Database = app.extensions["gongyi.db"]
    with app.app_context(), db.writers() as session:
        accounts, moderator = prepare(session, 30 * kills)
        session.commit()
    server, ledger, findings = Server(url, tmp_path), Ledger(), []
    with writing(server, [accounts[n::WRITERS] for n in range(WRITERS)], moderator, ledger) as writers:
        for number in range(1, kills + 1):
            assert wait_long(partial(ledger.holds, len(ledger.posted) + 10)), server.last_words()
            time.sleep(dice.random())
            server.kill()
            with ledger.lock, app.app_context(), db.writers() as session:
                found = [*ledger.find_losses(session), *find_disagreements(session)]
            findings += [f"after kill {number}: {what}" for what in found]
            db.engine.dispose()
            server.start()
    findings += [f"an odd answer: {odd}" for writer in writers for odd in writer.odd_answers]
    print(
        f"\n{kills} kills: {len(ledger.posted)} posts, {len(ledger.endorsed)} endorsements, {len(ledger.withdrawn)} "
        f"withdrawals and {len(ledger.hidden)} hidings acknowledged; {ledger.retried} tries met no server; {len(findings)} findings"
    )
    assert findings == []
