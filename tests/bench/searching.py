"""How long it takes to find a two-character Chinese word among all comments: frequent, rare and missing ones."""

import statistics
from collections.abc import Iterator

from app.kernel.web.server import calm_the_collector
from tests.bench.data import Bench
from tests.bench.measure import percentile
from tests.bench.pages import get
from tests.bench.results import Limits, Result

WORDS = ("資安", "稽核", "機房", "公司", "條文", "信任", "期限", "檢查", "龘龘", "罰鍰")


def measure(bench: Bench) -> Iterator[Result]:
    """Search all bills, and the longest discussion alone, for each word in turn."""
    guest, meter = bench.guest(), bench.meter
    asks = [
        get(guest, f"/search?q={word}{where}")
        for word in WORDS
        for where in ("", f"&bill={bench.bills[bench.size.busiest]}")
    ]
    for ask in asks:
        meter.clock(ask)
    meter.find_servers()
    calm_the_collector()
    found = [meter.clock(ask) for _ in range(max(2, bench.size.rounds // 10)) for ask in asks]
    cpu, wall = ([time[n] for time in found] for n in (0, 1))
    row = f"search of a two-character Chinese word, {bench.size.busiest:,} comments, p95"
    note = f"by the clock; median {statistics.median(wall):.0f} ms; p95 by CPU {percentile(cpu, 0.95):.0f} ms"
    yield Result(row, bench.database, percentile(wall, 0.95), "ms", Limits(150, 50), note)
