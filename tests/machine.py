"""What this machine has for the tests beyond Python: Chromium, a PostgreSQL server, a Redis server."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from redis import Redis
from redis.exceptions import RedisError

from tests import postgresql

REQUIRED = frozenset(filter(None, (part.strip() for part in os.environ.get("GONGYI_REQUIRE", "").split(","))))
ROOM = 4 * 2**30  # bytes
_BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome-stable", "google-chrome")


def find_chromium() -> str | None:
    """The path of Chromium (GONGYI_TEST_CHROMIUM names another than the first on PATH); None where there is none."""
    named = os.environ.get("GONGYI_TEST_CHROMIUM")
    return named or next((path for path in map(shutil.which, _BROWSERS) if path), None)


def answers(port: int) -> bool:
    """Whether something listens on a port of this machine."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def find_postgresql() -> str | None:
    """The address of a running PostgreSQL server on which databases can be made; None where none answers."""
    named = os.environ.get("GONGYI_TEST_POSTGRESQL_URL")
    if named:
        return named
    if not answers(5432):
        return None
    for user in ("root", "postgres"):
        server = f"postgresql://{user}@127.0.0.1:5432/postgres"
        engine = sa.create_engine(sa.make_url(server).set(drivername="postgresql+psycopg"))
        try:
            engine.connect().close()
        except sa.exc.OperationalError:
            continue
        finally:
            engine.dispose()
        return server
    return None


def find_redis() -> str | None:
    """The address of a running Redis server; None where none answers."""
    url = os.environ.get("GONGYI_TEST_REDIS_URL") or "redis://127.0.0.1:6379/15"
    try:
        with Redis.from_url(url, socket_timeout=2) as client:
            client.ping()
    except (RedisError, OSError):
        return None
    return url


@contextmanager
def running_redis() -> Iterator[str | None]:
    """Offer a Redis server: the one that answers, or one of our own without persistence, or None."""
    found, program = find_redis(), shutil.which("redis-server")
    if found or not program:
        yield found
        return
    port = postgresql.free_port()
    command = [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")
    try:
        url = f"redis://127.0.0.1:{port}/0"
        postgresql.wait_until(lambda: answers(port), server)
        yield url
    finally:
        server.terminate()
        server.wait()


def missing_parts() -> dict[str, str]:
    """The parts that this machine lacks, each with the words that say why."""
    missing = {}
    if find_chromium() is None:
        missing["browser"] = "no Chromium was found"
    if find_postgresql() is None and postgresql.find_programs() is None:
        missing["postgresql"] = "no server answers and no server programs were found"
    if find_redis() is None and shutil.which("redis-server") is None:
        missing["redis"] = "no server answers and no redis-server was found"
    return missing


@contextmanager
def room_in_memory() -> Iterator[dict[str, str]]:
    """Offer the environment for temporary files in memory, where there is room; databases that end with a test need no disk."""
    memory = Path("/dev/shm")
    if not memory.is_dir() or shutil.disk_usage(memory).free < ROOM or not os.access(memory, os.W_OK | os.X_OK):
        yield {}
        return
    with tempfile.TemporaryDirectory(prefix="gongyi-", dir=memory) as folder:
        Path(folder).chmod(0o711)  # a PostgreSQL server of our own runs as somebody else
        yield {"TMPDIR": folder}


def cores() -> int:
    """How many processes to test with."""
    return max(1, min(8, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1))


ROOT = Path(__file__).parents[1]
