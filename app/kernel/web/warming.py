"""What all processes of a server will need is made before they are forked: made once, it lies in memory once, and nobody waits for it."""

import re
from collections import deque
from time import monotonic

from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import MapAdapter, RequestRedirect

from app.kernel.db import Database
from app.kernel.i18n import LOCALES
from app.kernel.web.page_cache import is_kept

PATIENCE = 4.0  # seconds after which no other page is asked for
_LINK = re.compile(r'href="(/[^"?#]*)')


def warm_up(app: Flask, processes: int) -> None:
    """Compile all templates and, where several processes will share it, make a page of each kind.

    What that opened of the database is closed, since no process may share it.
    """
    for name in app.jinja_env.list_templates():
        app.jinja_env.get_template(name)
    for language in LOCALES if processes > 1 else ():
        _visit(app, language, monotonic() + PATIENCE / len(LOCALES))
    database: Database = app.extensions["gongyi.db"]
    database.close_glances()
    database.engine.dispose()


def _visit(app: Flask, language: str, until: float) -> None:
    """Follow the links from the first page, as a visitor would, to one page of each kind that is kept."""
    client, routes = app.test_client(), app.url_map.bind("")
    own = {"base_url": app.extensions["gongyi.settings"].base_url, "environ_overrides": {"gongyi.warming": True}}
    ahead, seen = deque(["/"]), set[str | None]({None})
    while ahead and monotonic() < until:
        path = ahead.popleft()
        kind = _kind(app, routes, path)
        if kind not in seen:
            seen.add(kind)
            ahead += _LINK.findall(client.get(path, headers={"Accept-Language": language}, **own).text)


def _kind(app: Flask, routes: MapAdapter, path: str) -> str | None:
    """Name the kind of page at a path; None where it is not kept."""
    try:
        endpoint, _where = routes.match(path, method="GET")
    except (HTTPException, RequestRedirect):
        return None
    return endpoint if is_kept(app.view_functions[endpoint]) else None
