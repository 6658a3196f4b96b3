"""What this room plugs into the application."""

from importlib import import_module
from typing import Any

from flask_openapi import Info, Server

from app.kernel.web.api import ErrorBody
from app.opendata import answering, writing
from app.opendata.api import bp
from app.opendata.exporting import views as exports

ABOUT = "Everything public on this platform: bills, texts, comments, journeys, summaries, responses. Reading needs no token."
ABOUT_TOKENS = "A personal token, made on the page /account/tokens; acts in an office need one with the scope for them."


def init_app(app: Any) -> None:
    """Register the API and say how it is described: OpenAPI 3.1, with the contract's errors."""
    app.openapi_version = "3.1.0"
    app.info = Info(title="Gongyi API", version="1", description=ABOUT)
    app.severs = [Server(url=app.extensions["gongyi.settings"].base_url)]  # the library's own spelling
    app.validation_error_model = ErrorBody
    app.validation_error_callback = answering.refuse_invalid
    app.after_request(answering.open_to_all)
    app.after_request(answering.ask_for_token)
    app.security_schemes = {"token": {"type": "http", "scheme": "bearer", "description": ABOUT_TOKENS}}
    import_module("app.opendata.timelines")
    import_module("app.opendata.agencies")
    import_module("app.opendata.appeals")
    import_module("app.opendata.restraints")
    app.register_api(bp)
    app.extensions["csrf"].exempt(writing.bp)  # it knows nobody by a cookie
    app.register_api(writing.bp)
    app.register_blueprint(exports.bp)
