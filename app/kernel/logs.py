"""The structured log: one JSON line a request, with no address, agent, handle, e-mail or text."""

import logging
import sys
import traceback
from pathlib import Path
from time import perf_counter

import structlog
from flask import Flask, Response, current_app, g, request

_log = structlog.get_logger()


class _StandardError:
    """Standard error as it is when a line is written: a test's, or a server's, may have been another when logging was set up."""

    def write(self, line: str) -> int:
        """Write a line."""
        return sys.stderr.write(line)

    def flush(self) -> None:
        """Send what was written on its way."""
        sys.stderr.flush()


def configure() -> None:
    """Send structlog and the standard library's warnings to standard error as JSON lines."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        logger_factory=structlog.PrintLoggerFactory(_StandardError()),  # type: ignore[arg-type]  # all that it asks for
        cache_logger_on_first_use=True,
    )
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING)


def log_fault(error: BaseException) -> None:
    """Log a fault's kind and where it came from, never its words: they may quote what people typed."""
    frames = [f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in traceback.extract_tb(error.__traceback__)]
    structlog.get_logger().error("fault", error=type(error).__name__, route=str(request.url_rule), at=frames[-12:])


def log_request(response: Response) -> None:
    """Log a request by its route, never by its address or parameters."""
    if not (current_app.testing or request.endpoint == "static" or "gongyi.warming" in request.environ):
        _log.info(
            "request",
            method=request.method,
            route=str(request.url_rule) if request.url_rule else None,
            status=response.status_code,
            ms=round(1000 * (perf_counter() - g.get("started", perf_counter())), 1),
        )


def init_app(app: Flask) -> None:
    """Log each request."""

    @app.before_request
    def start() -> None:
        g.started = perf_counter()

    @app.after_request
    def line(response: Response) -> Response:
        log_request(response)
        return response
