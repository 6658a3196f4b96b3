"""When a reader in Chromium sees something of a discussion: of the longest one against the shortest, written anew each time."""

import statistics
from collections.abc import Iterator

import sqlalchemy as sa
from playwright.sync_api import Browser, sync_playwright

from app.bills.models import Bill
from tests.bench.data import Bench
from tests.bench.results import Limits, Result
from tests.bench.served import Served, serving
from tests.machine import find_chromium

_PAINTED = """() => new Promise(done => {
  const seen = performance.getEntriesByName("first-contentful-paint")[0]
  if (seen) return done(seen.startTime)
  new PerformanceObserver(list => done(list.getEntries()[0].startTime)).observe({type: "paint", buffered: true})
})"""


def measure(bench: Bench) -> Iterator[Result]:
    """Open both discussions in turn, each time in a browser without memory and on a page that no worker has kept."""
    row = f"first contentful paint, {bench.size.busiest:,} comments / 10 comments"
    program = find_chromium()
    if program is None:
        yield Result(row, bench.database, None, note="no Chromium was found")
        return
    times: dict[int, list[float]] = {bench.size.busiest: [], 10: []}
    with serving(bench) as served, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for turn in range(bench.size.paints + 1):
            for size, seen in times.items():
                _forget(bench)
                paint = _paint(browser, served, bench.path(size, "/discussion"))
                if turn:
                    seen.append(paint)
        browser.close()
    long, short = (statistics.median(seen) for seen in times.values())
    yield Result(row, bench.database, long / short, limits=Limits(1.5), note=f"{long:.0f} / {short:.0f} ms")


def _forget(bench: Bench) -> None:
    """Let the bills' kept pages be out of date."""
    with bench.db.writers() as session:
        session.execute(sa.update(Bill.__table__).values(revision=Bill.revision + 1))
        session.commit()


def _paint(browser: Browser, served: Served, path: str) -> float:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="zh-TW")
    try:
        page = context.new_page()
        page.goto(served.url + path)
        return float(page.evaluate(_PAINTED))
    finally:
        context.close()
