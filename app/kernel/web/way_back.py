"""The way back from a page that says that something cannot be done: where one came from, or the nearest page above."""

from urllib.parse import urlsplit

from flask import current_app, request
from werkzeug.exceptions import HTTPException
from werkzeug.routing import MapAdapter, RequestRedirect


def way_back() -> str | None:
    """Find the page of this site from which the request came, unless it is the one that was refused; else the nearest page above it."""
    pages = current_app.create_url_adapter(request)
    if pages is None:
        return None
    return _came_from(pages) or next((path for path in _above(request.path) if _is_page(pages, path)), None)


def _came_from(pages: MapAdapter) -> str | None:
    try:
        told = urlsplit(request.referrer or "")
    except ValueError:
        return None
    if told.netloc != request.host or told.path == request.path or not _is_page(pages, told.path):
        return None
    return told.path + (f"?{told.query}" if told.query else "")


def _above(path: str) -> list[str]:
    steps = path.rstrip("/").split("/")
    return ["/".join(steps[:number]) for number in range(len(steps) - 1, 1, -1)]


def _is_page(pages: MapAdapter, path: str) -> bool:
    if not path.startswith("/") or path.startswith("//"):
        return False
    try:
        pages.match(path, method="GET")
    except (HTTPException, RequestRedirect):
        return False
    return True
