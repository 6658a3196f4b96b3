"""The platform as it is served, and what can be measured on it alone: posts a second, memory, and what a browser sees."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from tests.bench.data import SECRET, Bench
from tests.machine import ROOT, answers
from tests.postgresql import free_port, wait_until

_PSS = re.compile(r"^Pss:\s+(\d+) kB", re.MULTILINE)


@dataclass(frozen=True)
class Served:
    """A server of two workers on the benchmark's database."""

    port: int
    pid: int

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    def connect(self) -> HTTPConnection:
        """A connection that is kept open."""
        return HTTPConnection("127.0.0.1", self.port, timeout=60)

    def memory(self) -> float:
        """The proportional set size of the server and its workers, in MiB."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        texts = [Path(f"/proc/{pid}/smaps_rollup").read_text() for pid in (str(self.pid), *children)]
        return sum(int(match[1]) for text in texts if (match := _PSS.search(text))) / 1024


@contextmanager
def serving(bench: Bench) -> Iterator[Served]:
    """Run `gongyi serve` for a while."""
    port = free_port()
    own = {
        "GONGYI_DATA": str(bench.folder),
        "GONGYI_DATABASE_URL": bench.url,
        "GONGYI_SECRET_KEY": SECRET,
        "GONGYI_BASE_URL": f"http://127.0.0.1:{port}",
    }
    others = {name: value for name, value in os.environ.items() if not name.startswith("GONGYI_")}
    command = [sys.executable, "-m", "app.cli", "serve", "--port", str(port), "--workers", "2"]
    with (bench.folder / "server.log").open("ab") as log:
        server = subprocess.Popen(command, env=others | own, cwd=ROOT, stdout=log, stderr=log)
        try:
            wait_until(lambda: answers(port), server, 120)
            yield Served(port, server.pid)
        finally:
            server.terminate()
            server.wait(30)


def read(connection: HTTPConnection, path: str, headers: dict[str, str] | None = None) -> int:
    """Get a page and return its status."""
    connection.request("GET", path, headers=headers or {})
    answer = connection.getresponse()
    answer.read()
    return answer.status
