"""Gongyi 公議: public consultation on draft laws. `create_app` builds and wires, nothing else."""

import gc
import sys

# Before all that is loaded, and stays: it need not be looked through for garbage again and again.
gc.set_threshold(50_000, 20, 100)
# Where it is there, structlog would load it: 66 modules that draw tracebacks in colours, of which the log has none.
_unwanted = [name for name in ("rich",) if sys.modules.setdefault(name, None) is None]  # type: ignore[arg-type]

from importlib import import_module
from typing import Any
from urllib.parse import urlsplit

from flask import Response, g
from flask.typing import ResponseReturnValue
from flask_openapi import OpenAPI
from flask_wtf.csrf import CSRFProtect
from sqlalchemy.exc import DBAPIError
from werkzeug.middleware.proxy_fix import ProxyFix

from app.config import Settings, read_settings
from app.kernel import db, events, health, i18n, logs, richtext
from app.kernel.web import errors, headers, limits, page_cache, parameters, static, templating

for _name in _unwanted:
    del sys.modules[_name]  # for whoever wants it

ROOMS = (
    "record",
    "accounts",
    "bills",
    "discussion",
    "moderation",
    "summaries",
    "responses",
    "notifications",
    "opendata",
    "search",
    "site",
)


class Gongyi(OpenAPI):
    """The application: one commit a request, and a bounded retry where the database asks for one."""

    jinja_environment = templating.Templates

    def log_exception(self, exc_info: Any) -> None:
        """Log a fault without the words that it carries."""
        logs.log_fault(exc_info[1])

    def dispatch_request(self) -> ResponseReturnValue:
        """Run the view and commit its writing; run it again (twice at most) where the database gave it up."""
        for attempt in (1, 2, 3):
            try:
                response = self.make_response(super().dispatch_request())
                db.finish(response.status_code)
                return response
            except DBAPIError as error:
                if attempt == 3 or not db.is_worth_retrying(error):
                    raise
                db.close_session()
                g.pop("me", None)
        raise AssertionError("unreachable")

    def process_response(self, response: Response) -> Response:
        """Give an answer the headers of all; a kept page has them already."""
        if isinstance(response, page_cache.KeptPage):
            logs.log_request(response)
            return response
        return super().process_response(response)


def create_app(settings: Settings | None = None, testing: bool = False) -> Gongyi:
    """Build an application from settings (by default from the environment)."""
    settings = settings or read_settings()
    app = Gongyi("app", info={"title": "Gongyi API", "version": "1"}, doc_ui=False, static_folder="static")
    app.testing = testing
    app.secret_key = settings.secret_key
    app.config.update(
        MAX_CONTENT_LENGTH=1024 * 1024,
        MAX_FORM_MEMORY_SIZE=1024 * 1024,
        SESSION_COOKIE_NAME="__Host-gongyi" if settings.is_https else "gongyi",
        SESSION_COOKIE_SECURE=settings.is_https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=None,
        RATELIMIT_ENABLED=not testing,
    )
    app.extensions["gongyi.settings"] = settings
    if not settings.is_demo:
        app.config["TRUSTED_HOSTS"] = [urlsplit(settings.base_url).hostname, "localhost", "127.0.0.1"]
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    _wire(app, settings)
    return app


def _wire(app: Gongyi, settings: Settings) -> None:
    listeners = events.Events()
    app.extensions["gongyi.events"] = listeners
    logs.init_app(app)
    headers.init_app(app, settings.is_https)
    parameters.init_app(app)
    db.init_app(app, settings.database_url, listeners)
    i18n.init_app(app, settings.base_url)
    richtext.init_app(app)
    templating.init_app(app)
    static.init_app(app)
    errors.init_app(app)
    limits.init_app(app, settings.redis_url)
    ours = (settings.secret_key, settings.database_url, settings.base_url, settings.mode)
    page_cache.init_app(app, settings.redis_url, ours, headers.protection(settings.is_https))
    CSRFProtect(app)
    app.context_processor(lambda: {"config_mode": settings.mode})
    app.register_blueprint(health.bp)
    for room in ROOMS:
        import_module(f"app.{room}.wiring").init_app(app)
