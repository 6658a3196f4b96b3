"""Pages kept whole for visitors, each under the state of what it shows, so that none is ever served that is out of date.

A view opts in with `@kept(by)`, naming a *state*: a look-up that a room plugs in (`add_state`), which reads by one glance
the revision, and the phase at this instant, of what the page shows; None where not everybody may see it. Why this is safe:

- The key holds the edition (all of the program, its words and its settings), address, language, Taipei's day and the state.
  A change that the public can see makes the revision grow in its own transaction; with it the old key is never asked for
  again, in any process. Nothing need be thrown out.
- The state is read *before* the page is. What commits in between makes the page newer than its key, never older.
- Only who brings no cookie but the language's gets such a page or fills one. Only a plain 200 of HTML is kept, by which no
  session was begun: no token, no message, no refusal. Of the query the view sees what it reads and nothing else, so nobody
  can write into a page that others get.
- The entity tag is the key. So a browser that has the page gets 304 from any process, kept there or not.
"""

import hashlib
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache, wraps
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlencode

import flask
from flask import Flask, Response, current_app, g, make_response, request
from werkzeug.datastructures import ImmutableMultiDict

from app.kernel.clock import request_now, taipei_day
from app.kernel.guards import View
from app.kernel.i18n import choose_language, html_lang, match_language
from app.kernel.web.page_shelf import LARGEST, Shelf, open_shelf

State = tuple[Any, ...]
LookUp = Callable[[Mapping[str, Any], datetime], State | None]
LONGEST = 300  # of a query; longer ones are answered, not kept
VISITORS_COOKIES = {"language"}
PROGRAM = Path(__file__).parents[2]


class KeptPage(Response):
    """A page, or 304 in its stead, with all its headers: nothing is added to it on its way out."""


class Pages:
    """One application's kept pages, and how the states are looked up under which they lie."""

    def __init__(self, shelf: Shelf, edition: bytes, headers: Mapping[str, str]) -> None:
        self.shelf = shelf
        self.states: dict[str, LookUp] = {}
        self._edition = edition
        self._headers = [*headers.items(), ("Vary", "Cookie, Accept-Language")]

    def key(self, *parts: object) -> str:
        """Name a page: nobody can guess a name, or read in it what it stands for."""
        return hashlib.blake2b(repr(parts).encode(), key=self._edition, digest_size=20).hexdigest()

    def answer(self, key: str, page: bytes | None) -> KeptPage:
        """Answer with a page, or where None is given that the browser has it."""
        control = "private, no-cache" if request.cookies else "no-cache"
        own = [("ETag", f'W/"{key}"'), ("Content-Language", html_lang()), ("Cache-Control", control)]
        return KeptPage(page, 304 if page is None else 200, self._headers + own)


def add_state(app: Flask, name: str, look_up: LookUp) -> None:
    """Let a room say by what its pages are kept."""
    app.extensions["gongyi.pages"].states[name] = look_up


def kept(by: str, *, reads: tuple[str, ...] = (), unless: str | None = None) -> Callable[[View], View]:
    """Keep a view's pages by a state. `reads` are the query values that it reads; with the value `unless` none is kept.

    No other value reaches the view, whoever asks, so that one which is missing here is missed at once.
    """

    names = (*reads, unless) if unless else reads

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(**where: Any) -> Any:
            asked = [(name, value) for name in names if (value := request.args.get(name))]
            if language := match_language(request.args.get("lang", "")):
                asked.append(("lang", language))
            pages = cast(Pages, current_app.extensions["gongyi.pages"])
            now = request_now()
            may_keep = current_app.config["KEEP_PAGES"] and _is_visitor() and _is_ordinary(asked, unless)
            state = pages.states[by](where, now) if may_keep else None
            if state is None:
                _narrow_query(asked)
                return view(**where)
            key = pages.key(request.path, asked, choose_language(), taipei_day(now), state)
            if key in request.headers.get("If-None-Match", ""):
                return pages.answer(key, None)
            page = pages.shelf.find(key)
            return _show(pages, key, asked, lambda: view(**where)) if page is None else pages.answer(key, page)

        answer.kept_by = by  # type: ignore[attr-defined]
        return cast(View, answer)

    return decorate


def is_kept(view: Callable[..., Any]) -> bool:
    """Whether a view's pages are kept."""
    return hasattr(view, "kept_by")


def _is_visitor() -> bool:
    is_read = request.method in ("GET", "HEAD")
    return is_read and request.cookies.keys() <= VISITORS_COOKIES and "Authorization" not in request.headers


def _is_ordinary(asked: list[tuple[str, str]], unless: str | None) -> bool:
    return all(name != unless for name, _value in asked) and sum(len(value) for _name, value in asked) <= LONGEST


def _show(pages: Pages, key: str, asked: list[tuple[str, str]], view: Callable[[], Any]) -> Response:
    _narrow_query(asked)
    shown = make_response(view())
    if not _is_plain(shown):
        return shown
    pages.shelf.keep(key, shown.get_data())
    return pages.answer(key, shown.get_data())


def _narrow_query(asked: list[tuple[str, str]]) -> None:
    """Leave of the request's query what the view reads: pages write their own address into their links."""
    choose_language()  # which may be asked for in other words than these
    request.query_string = urlencode(asked).encode()
    request.args = ImmutableMultiDict(asked)
    request.__dict__.pop("full_path", None)


def _is_plain(shown: Response) -> bool:
    """Whether an answer is a whole page that is the same for everybody."""
    is_page = shown.status_code == 200 and shown.mimetype == "text/html" and not shown.is_streamed
    touched = flask.session.modified or bool(flask.session) or "Set-Cookie" in shown.headers or g.get("degraded")
    return is_page and not touched and len(shown.get_data()) <= LARGEST


@cache
def _program_digest() -> bytes:
    """A digest of the program with its templates, words, styles and scripts: another edition writes other pages."""
    found = hashlib.sha256()
    for file in sorted(PROGRAM.rglob("*")):
        if file.is_file() and "__pycache__" not in file.parts:
            found.update(str(file.relative_to(PROGRAM)).encode() + b"\0" + file.read_bytes())
    return found.digest()


def init_app(app: Flask, redis_url: str | None, settings: tuple[str, ...], headers: Mapping[str, str]) -> None:
    """Give an application its kept pages.

    `settings` are what pages or their data depend on, and a secret; `headers` are those of every answer.
    """
    edition = hashlib.sha256(_program_digest() + repr(settings).encode()).digest()
    app.extensions["gongyi.pages"] = Pages(open_shelf(redis_url), edition, headers)
    app.config["KEEP_PAGES"] = not app.testing
