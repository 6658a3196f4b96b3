"""Kept pages that lie in Redis too, where other processes find them, bounded by time; loaded only where there is one."""

import zlib
from time import monotonic

import structlog
from redis import Redis
from redis.exceptions import RedisError

from app.kernel.web.page_shelf import MEMORY, Shelf

SECONDS = 3600  # in Redis; a page that is still true is then written anew
PATIENCE = 0.2  # seconds that a request waits for Redis
RESPITE = 10.0  # seconds for which a Redis that failed is left alone
PREFIX = "gongyi:page:"
_log = structlog.get_logger()


class SharedShelf(Shelf):
    """A shelf whose pages other processes find too. A Redis that is slow, full or gone costs nobody a page."""

    def __init__(self, redis: Redis, limit: int = MEMORY) -> None:
        super().__init__(limit)
        self._redis = redis
        self._not_before = 0.0

    def find(self, key: str) -> bytes | None:
        """Return a page of this process, else of another."""
        page = super().find(key)
        if page is None and monotonic() >= self._not_before:
            try:
                packed = self._redis.get(PREFIX + key)
                page = zlib.decompress(packed) if isinstance(packed, bytes) else None
            except (RedisError, OSError, zlib.error) as error:
                self._leave_alone(error)
            if page is not None:
                super().keep(key, page)
        return page

    def keep(self, key: str, page: bytes) -> None:
        """Keep a page here and for the others."""
        super().keep(key, page)
        if monotonic() >= self._not_before:
            try:
                self._redis.set(PREFIX + key, zlib.compress(page, 1), ex=SECONDS)
            except (RedisError, OSError) as error:
                self._leave_alone(error)

    def _leave_alone(self, error: Exception) -> None:
        self._not_before = monotonic() + RESPITE
        _log.warning("page cache without redis", error=type(error).__name__)


def open_shared_shelf(redis_url: str) -> SharedShelf:
    """Open a shelf; nothing is asked of Redis before the first page."""
    return SharedShelf(Redis.from_url(redis_url, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE))
