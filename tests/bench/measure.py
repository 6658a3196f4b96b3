"""Measuring: two requests in turn, A B A B, in this process; the processor's time of each, medians, and their ratio.

The time is this process's and, where PostgreSQL runs on this machine, that of its processes which serve us.
"""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from werkzeug.test import TestResponse

from app.kernel.web.server import calm_the_collector

Ask = Callable[[], TestResponse]
_BACKENDS = sa.text("SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()")


@dataclass(frozen=True)
class Compared:
    """What a pair of requests cost: medians in CPU milliseconds and their ratio; of the first also p99 / p50, by CPU and by the clock."""

    real_ms: float
    bare_ms: float
    ratio: float
    tail: float
    wall_tail: float

    @property
    def note(self) -> str:
        """The two medians."""
        return f"{self.real_ms:.2f} / {self.bare_ms:.2f} ms CPU"


class Meter:
    """Reads how much time of processors requests take."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._servers: list[Path] = []

    def find_servers(self) -> None:
        """Look which processes of PostgreSQL serve us now."""
        if self._engine.dialect.name == "postgresql":
            with self._engine.connect() as connection:
                pids = [row.pid for row in connection.execute(_BACKENDS)]
                pids.append(connection.scalar(sa.text("SELECT pg_backend_pid()")))
            paths = [Path(f"/proc/{pid}/schedstat") for pid in pids]
            self._servers = [path for path in paths if path.exists()]

    def read(self) -> int:
        """Nanoseconds so far."""
        return time.process_time_ns() + sum(int(path.read_text().split()[0]) for path in self._servers)

    def clock(self, ask: Ask) -> tuple[float, float]:
        """Ask once; say how many milliseconds it took, of processors and of the clock."""
        begun, start = time.perf_counter_ns(), self.read()
        answer = ask()
        spent, lasted = self.read() - start, time.perf_counter_ns() - begun
        if answer.status_code >= 400:
            raise RuntimeError(f"{answer.request.path} answered {answer.status_code}: {answer.text[:300]}")
        return spent / 1e6, lasted / 1e6

    def compare(self, real: Ask, bare: Ask, rounds: int) -> Compared:
        """Ask both in turn, after a few rounds that warm up."""
        for _ in range(4):
            self.clock(real), self.clock(bare)
        self.find_servers()
        calm_the_collector()
        spent: tuple[list[float], list[float]] = ([], [])
        lasted: list[float] = []
        for _ in range(rounds):
            cost, wall = self.clock(real)
            spent[0].append(cost)
            lasted.append(wall)
            spent[1].append(self.clock(bare)[0])
        middle, least = (statistics.median(times) for times in spent)
        return Compared(middle, least, middle / least, tail_of(spent[0]), tail_of(lasted))


def percentile(values: list[float], part: float) -> float:
    """The value below which a part of all lies."""
    return sorted(values)[int(part * (len(values) - 1))]


def tail_of(values: list[float]) -> float:
    """p99 against p50."""
    return percentile(values, 0.99) / statistics.median(values)
