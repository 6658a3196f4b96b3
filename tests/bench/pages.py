"""What pages, lists and posts cost against the least that they could cost."""

import itertools
from collections.abc import Callable, Iterator
from datetime import timedelta
from uuid import uuid4

from flask.testing import FlaskClient

from tests.bench.data import Bench
from tests.bench.measure import Ask
from tests.bench.results import Limits, Result

COLD, SIGNED_IN, KEPT = Limits(4, 2), Limits(6, 3), Limits(2, 1.3)


def get(client: FlaskClient, path: str) -> Ask:
    """Reads a page, written anew (pages are not kept unless it says so)."""
    return lambda: client.get(path)


def kept(client: FlaskClient, path: str) -> Ask:
    """Reads a page where pages are kept."""

    def read():  # type: ignore[no-untyped-def]
        client.application.config["KEEP_PAGES"] = True
        try:
            return client.get(path)
        finally:
            client.application.config["KEEP_PAGES"] = False

    return read


def unchanged(client: FlaskClient, path: str) -> Ask:
    """Reads a kept page of which the browser has the last answer."""
    tags = [""]

    def read():  # type: ignore[no-untyped-def]
        client.application.config["KEEP_PAGES"] = True
        answer = client.get(path, headers={"If-None-Match": tags[-1]})
        client.application.config["KEEP_PAGES"] = False
        tags.append(answer.headers["ETag"])
        return answer

    return read


def token_on(client: FlaskClient, path: str) -> str:
    """The token of a form."""
    return str(client.get(path).text.split('name="csrf_token"')[1].split('value="')[1].split('"')[0])


def posting(bench: Bench, client: FlaskClient, path: str) -> Ask:
    """Posts a comment by the form, each time another one and minutes later, from a page that has just been read."""
    token, numbers = token_on(client, path), itertools.count()
    name = client.application.config["SESSION_COOKIE_NAME"]
    cookie = client.get_cookie(name)
    assert cookie is not None

    def post():  # type: ignore[no-untyped-def]
        bench.shift += timedelta(minutes=2)
        body = f"我認為第一條應該**再具體**一些，第 {next(numbers)} 點。"
        client.set_cookie(name, cookie.value)
        return client.post(path, data=form(token, body))

    return post


def form(token: str, body: str) -> dict[str, str]:
    """A comment on article 1 as a browser sends it."""
    return {"csrf_token": token, "key": uuid4().hex, "body": body, "position": "change", "place": "1"}


def bare_post(client: FlaskClient, path: str) -> Ask:
    """Posts one bare row; the token of the session goes along, so that the same protection is paid for."""
    token = token_on(client, path)
    return lambda: client.post("/bench/post", data={"csrf_token": token})


def measure(bench: Bench) -> Iterator[Result]:
    """Compare each thing with its bare twin."""
    guest, citizen = bench.guest(), bench.citizens(1)[0]
    talk, new = bench.path(10_000, "/discussion"), bench.path(10_000, "/comments/new")
    hello, page, items = (get(guest, f"/bench/{view}") for view in ("hello", "page", "items"))
    pairs: list[tuple[str, Callable[[], Ask], Ask, Limits]] = [
        ("discussion, guest, cold / bare page", lambda: get(guest, talk), page, COLD),
        ("discussion, newest first, guest, cold / bare page", lambda: get(guest, f"{talk}?sort=newest"), page, COLD),
        ("discussion, signed in / bare page", lambda: get(citizen, talk), page, SIGNED_IN),
        ("page cache hit, discussion / hello world", lambda: kept(guest, talk), hello, KEPT),
        ("page cache hit, home / hello world", lambda: kept(guest, "/"), hello, KEPT),
        ("304, discussion / hello world", lambda: unchanged(guest, talk), hello, KEPT),
        ("JSON list of 50 / bare JSON list", lambda: get(guest, f"/api/v1{talk[: -len('/discussion')]}/comments"), items, Limits(3, 2)),
        ("home, cold / hello world", lambda: get(guest, "/"), hello, Limits()),
        ("bill, front page, cold / hello world", lambda: get(guest, bench.path(10_000)), hello, Limits()),
        ("comparison of 300 articles, guest, cold / bare page", lambda: get(guest, "/bills/long-bill/compare"), page, Limits()),
    ]  # fmt: skip
    for row, real, bare, limits in pairs:
        found = bench.meter.compare(real(), bare, bench.size.rounds)
        yield Result(row, bench.database, found.ratio, limits=limits, note=found.note)
        if row.startswith("discussion, guest"):
            told = f"by CPU; {found.wall_tail:.1f} by the clock, which the machine's other work disturbs"
            yield Result("p99 / p50, one client, that page", bench.database, found.tail, limits=Limits(3, 2), note=told)
    found = bench.meter.compare(posting(bench, citizen, new), bare_post(citizen, new), bench.size.rounds)
    yield Result(
        "post a comment, full path / bare post", bench.database, found.ratio, limits=Limits(4, 2.5), note=found.note
    )
