"""Measuring: two requests in turn, A B A B, in this process; the CPU time of each, medians, and their ratio."""

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass

from werkzeug.test import TestResponse

Ask = Callable[[], TestResponse]


@dataclass(frozen=True)
class Result:
    """What a pair of requests cost: CPU milliseconds (medians), their ratio, its limit if one is set, and p99 against p50."""

    name: str
    database: str
    cpu_ms: float
    bare_ms: float
    ratio: float
    limit: float | None
    tail: float
    statements: int
    kilobytes: float

    def as_row(self) -> str:
        """One line of the table."""
        limit = "–" if self.limit is None else f"{self.limit:.1f}"
        verdict = "" if self.limit is None else "ok" if self.ratio <= self.limit else "OVER"
        return (
            f"{self.name:<44} {self.database:<11} {self.cpu_ms:8.2f} {self.bare_ms:8.2f} {self.ratio:7.2f} "
            f"{limit:>6} {verdict:<5} {self.tail:6.1f} {self.statements:4d} {self.kilobytes:7.1f}"
        )

    def as_json(self) -> dict[str, object]:
        """The result for the file."""
        return asdict(self)


HEAD = (
    f"{'what against its bare twin':<44} {'database':<11} {'CPU ms':>8} {'bare ms':>8} {'ratio':>7} {'limit':>6} "
    f"{'':<5} {'p99/50':>6} {'SQL':>4} {'kB':>7}"
)


def clocked(ask: Ask) -> tuple[float, TestResponse]:
    """Ask once and say how many milliseconds of processor it took."""
    start = time.process_time_ns()
    answer = ask()
    spent = (time.process_time_ns() - start) / 1e6
    if answer.status_code >= 400:
        raise RuntimeError(f"{answer.request.path} answered {answer.status_code}")
    return spent, answer


def compare(
    name: str, database: str, real: Ask, bare: Ask, limit: float | None, rounds: int, count: Callable[[Ask], int]
) -> Result:
    """Ask both in turn, after a few rounds that warm up, and compare."""
    for _ in range(5):
        clocked(real), clocked(bare)
    statements, size = count(real), len(clocked(real)[1].data)
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)  # as the server does
    spent: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for ask, times in ((real, spent[0]), (bare, spent[1])):
            times.append(clocked(ask)[0])
    middle, least = (statistics.median(times) for times in spent)
    tail = sorted(spent[0])[int(0.99 * (rounds - 1))] / middle
    return Result(name, database, middle, least, middle / least, limit, tail, statements, size / 1000)
