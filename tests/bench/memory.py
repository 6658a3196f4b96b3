"""The memory of two workers, and whether it grows with the pages that they have answered."""

from collections.abc import Iterator
from itertools import cycle, islice

from tests.bench.data import Bench
from tests.bench.results import Limits, Result
from tests.bench.served import Served, read, serving

STAY = 10  # pages over one connection, so that both workers get their share
NONE = 4.0  # MiB that count as no growth: the allocator's own ups and downs


def measure(bench: Bench) -> Iterator[Result]:
    """Read pages of all kinds, after the first thousand measure, and at the end again."""
    pages = bench.size.pages
    early_pages = min(1_000, pages // 2)
    with serving(bench) as served:
        _read_pages(bench, served, early_pages)
        early = served.memory()
        _read_pages(bench, served, pages - early_pages)
        late = served.memory()
    yield Result("memory of 2 workers and their parent (PSS)", bench.database, late, "MiB", Limits(200, 130), "")
    row = f"its growth from page {early_pages:,} to {pages:,}"
    yield Result(row, bench.database, late - early, "MiB", Limits(NONE, NONE), f"none means at most {NONE:.0f} MiB")


def _read_pages(bench: Bench, served: Served, how_many: int) -> None:
    """Read as guests, whose pages are kept, with a browser of another language now and then; one page in sixteen is signed in."""
    cookie = bench.citizens(1)[0].get_cookie(bench.app.config["SESSION_COOKIE_NAME"])
    assert cookie is not None
    paths = [
        "/",
        "/bills",
        "/search?q=資安",
        *(bench.path(size, page) for size in bench.bills for page in ("", "/discussion", "/text")),
    ]
    for number, path in enumerate(islice(cycle(paths), how_many)):
        if number % STAY == 0:
            connection = served.connect()
        headers = {"Accept-Language": "en" if number % 3 else "zh-TW"}
        if number % 16 == 0:
            headers["Cookie"] = f"{cookie.key}={cookie.value}"
        status = read(connection, path.replace("資安", "%E8%B3%87%E5%AE%89"), headers)
        if status != 200:
            raise RuntimeError(f"{path} answered {status}")
