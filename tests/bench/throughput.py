"""Posts a second that the served platform takes from four clients, in a short and in a long discussion."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing import get_context
from urllib.parse import urlencode

from tests.bench.data import Bench
from tests.bench.pages import form, token_on
from tests.bench.results import Limits, Result
from tests.bench.served import Served, serving

CLIENTS = 4
EACH = 8  # comments of one person: fewer than the platform takes in ten minutes


@dataclass(frozen=True)
class Poster:
    """Somebody who is signed in: their cookie, and the token of their form."""

    cookie: str
    token: str


def measure(bench: Bench) -> Iterator[Result]:
    """Post in turn to both discussions, twice, and take the better of each: what else the machine did can only slow it down."""
    sizes = 1_000, bench.size.busy
    how_many = max(4, bench.size.rounds // 5) * CLIENTS
    rates: dict[int, list[float]] = {size: [] for size in sizes}
    with serving(bench) as served:
        posters = _posters(bench, 2 * 2 * how_many)
        for _ in range(2):
            for size in sizes:
                mine, posters = posters[:how_many], posters[how_many:]
                rates[size].append(_rate(served, mine, bench.path(size, "/comments/new")))
    for size in sizes:
        row, note = f"posts a second, 4 clients, {size:,} comments", " and ".join(f"{rate:.0f}" for rate in rates[size])
        yield Result(row, bench.database, max(rates[size]), "/s", Limits(150, 250, at_least=True), note)


def _posters(bench: Bench, how_many: int) -> list[Poster]:
    name = bench.app.config["SESSION_COOKIE_NAME"]
    made = []
    for client in bench.citizens(how_many):
        token = token_on(client, bench.path(10, "/comments/new"))
        cookie = client.get_cookie(name)
        assert cookie is not None
        made.append(Poster(f"{name}={cookie.value}", token))
    return made


def _rate(served: Served, posters: list[Poster], path: str) -> float:
    work = get_context("spawn")
    with work.Pool(CLIENTS) as pool:
        pool.map(len, [""] * CLIENTS)  # until all clients are there
        start = time.monotonic()
        jobs = [(served, posters[client::CLIENTS], path) for client in range(CLIENTS)]
        posted = sum(pool.starmap(post_all, jobs, chunksize=1))
        return posted / (time.monotonic() - start)


def post_all(served: Served, posters: list[Poster], path: str) -> int:
    """Be one client: post for each person in turn; return how many were taken."""
    connection, taken = served.connect(), 0
    for turn in range(EACH):
        for poster in posters:
            body = urlencode(form(poster.token, f"第 {turn} 點，請**再具體**一些：{poster.token[-8:]}。"))
            headers = {"Cookie": poster.cookie, "Content-Type": "application/x-www-form-urlencoded"}
            connection.request("POST", path, body, headers)
            answer = connection.getresponse()
            answer.read()
            if answer.status != 303:
                raise RuntimeError(f"a post was answered {answer.status}")
            taken += 1
    return taken
