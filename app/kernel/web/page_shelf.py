"""Where kept pages lie: in this process, bounded by bytes, and in Redis where there is one, bounded by time."""

import threading
import zlib
from collections import OrderedDict
from time import monotonic

import structlog
from redis import Redis
from redis.exceptions import RedisError

MEMORY = 32 * 1024 * 1024  # bytes in each process
LARGEST = 1024 * 1024  # bytes of one page
SECONDS = 3600  # in Redis; a page that is still true is then written anew
PATIENCE = 0.2  # seconds that a request waits for Redis
RESPITE = 10.0  # seconds for which a Redis that failed is left alone
PREFIX = "gongyi:page:"
_log = structlog.get_logger()


class Shelf:
    """Pages by their keys, the longest unread thrown out first."""

    def __init__(self, limit: int = MEMORY) -> None:
        self.bytes = 0
        self._limit = limit
        self._pages: OrderedDict[str, bytes] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._pages)

    def find(self, key: str) -> bytes | None:
        """Return a page, or None where it is not here."""
        with self._lock:
            page = self._pages.get(key)
            if page is not None:
                self._pages.move_to_end(key)
            return page

    def keep(self, key: str, page: bytes) -> None:
        """Keep a page, throwing out others until there is room."""
        with self._lock:
            self.bytes += len(page) - len(self._pages.pop(key, b""))
            self._pages[key] = page
            while self.bytes > self._limit:
                _, oldest = self._pages.popitem(last=False)
                self.bytes -= len(oldest)

    def clear(self) -> None:
        """Throw all pages out."""
        with self._lock:
            self._pages.clear()
            self.bytes = 0


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


def open_shelf(redis_url: str | None) -> Shelf:
    """Open a shelf; nothing is asked of Redis before the first page."""
    if redis_url is None:
        return Shelf()
    return SharedShelf(Redis.from_url(redis_url, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE))
