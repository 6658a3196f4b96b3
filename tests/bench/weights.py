"""How heavy pages are: the HTML of 50 comments, and the styles and scripts that it asks for, compressed as the server sends them."""

import gzip
import re
from collections.abc import Iterator

from tests.bench.data import Bench
from tests.bench.results import Limits, Result

_ASKED = re.compile(r'<(?:link rel="stylesheet" href|script[^>]* src)="([^"]+)"')
_IMPORTED = re.compile(r'(?:from|import)\s*\(?\s*"(\./[^"]+)"')


def _plain(html: bytes) -> str:
    return f"{len(html) / 1000:.0f} kB plain"


def measure(bench: Bench) -> Iterator[Result]:
    """Weigh the discussion's page, as a guest and a citizen get it, and all that it links to (with what scripts import)."""
    path = bench.path(10_000, "/discussion")
    pages = {"guest": bench.guest().get(path), "signed in": bench.citizens(1)[0].get(path)}
    for who, page in pages.items():
        row = f"HTML of 50 comments, {who}, gzip"
        yield Result(
            row,
            bench.database,
            len(gzip.compress(page.data, 6)) / 1000,
            "kB",
            Limits(60),
            f"{len(page.data) / 1000:.0f} kB plain",
        )
    weights: dict[str, float] = {}
    waiting = _ASKED.findall(pages["guest"].text)
    while waiting:
        address = waiting.pop()
        if address not in weights:
            answer = bench.guest().get(address)
            if answer.status_code != 200:
                raise RuntimeError(f"{address} answered {answer.status_code}")
            weights[address] = len(gzip.compress(answer.data, 9)) / 1000
            folder = address.rsplit("/", 1)[0]
            waiting += [f"{folder}/{name[2:]}" for name in _IMPORTED.findall(answer.text) if address.endswith(".js")]
    yield Result(
        "CSS and JS of that page, gzip",
        bench.database,
        sum(weights.values()),
        "kB",
        Limits(45),
        f"{len(weights)} files",
    )
