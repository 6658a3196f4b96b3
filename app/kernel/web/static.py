"""Static files: addresses that carry a hash of the content, so that browsers may keep them for a year."""

import hashlib
from functools import cache
from pathlib import Path
from wsgiref.headers import Headers

from flask import Flask
from whitenoise import WhiteNoise

from app.kernel.web.headers import POLICY

STATIC = Path(__file__).parents[2] / "static"


@cache
def _fingerprint(path: str, _changed: float) -> str:
    return hashlib.sha256((STATIC / path).read_bytes()).hexdigest()[:12]


def static_url(path: str) -> str:
    """The address of a static file, with its content's fingerprint."""
    file = STATIC / path
    mark = _fingerprint(path, file.stat().st_mtime) if file.is_file() else "0"
    return f"/static/{path}?v={mark}"


def _protect(headers: Headers, _path: str, _url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Content-Security-Policy"] = POLICY
    headers["Cross-Origin-Resource-Policy"] = "same-origin"


def init_app(app: Flask) -> None:
    """Serve the static folder through WhiteNoise; a fingerprinted address may be kept for a year."""
    app.jinja_env.globals["static_url"] = static_url
    if STATIC.is_dir():
        app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
            app.wsgi_app,
            root=str(STATIC),
            prefix="static/",
            max_age=31_536_000,
            autorefresh=app.testing,
            allow_all_origins=False,
            add_headers_function=_protect,
        )
