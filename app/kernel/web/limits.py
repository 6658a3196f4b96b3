"""Rate limits without stored addresses: the key is a keyed hash, new each day, in memory or Redis alone."""

import hashlib
import hmac
from ipaddress import ip_address, ip_network

from flask import Flask, current_app, request
from flask.typing import ResponseReturnValue
from flask_limiter import Limiter
from flask_limiter.errors import RateLimitExceeded

from app.kernel.clock import taipei_day, utc_now
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import Reason, Refused


def _network(address: str) -> str:
    """The address itself, or the /64 that an IPv6 address lies in, since one household has all of it."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    return address if found.version == 4 else str(ip_network((found, 64), strict=False))


def network_key() -> str:
    """A keyed hash of the client's network for today; nothing can be told from it and nothing stores it."""
    words = f"{taipei_day(utc_now())}|{_network(request.remote_addr or '')}".encode()
    return hmac.new(str(current_app.secret_key).encode(), words, hashlib.sha256).hexdigest()[:32]


limiter = Limiter(network_key, strategy="moving-window")


def init_app(app: Flask, redis_url: str | None) -> None:
    """Count in Redis where there is one (shared by all workers), else in memory."""
    app.config["RATELIMIT_STORAGE_URI"] = redis_url or "memory://"
    app.config["RATELIMIT_STORAGE_OPTIONS"] = {"wrap_exceptions": True}  # so that nobody need know Redis's own
    app.config["RATELIMIT_SWALLOW_ERRORS"] = True
    app.config["RATELIMIT_IN_MEMORY_FALLBACK_ENABLED"] = bool(redis_url)
    app.config.setdefault("RATELIMIT_ENABLED", True)
    limiter.init_app(app)

    @app.errorhandler(RateLimitExceeded)
    def too_many(_error: RateLimitExceeded) -> ResponseReturnValue:
        words = _l("Too many tries in a short time. Nothing was lost: wait a few minutes and send it again.")
        return app.handle_user_exception(Refused(Reason("too_many_requests", words)))
