"""Where kept pages lie: in this process, bounded by bytes."""

import threading
from collections import OrderedDict

MEMORY = 32 * 1024 * 1024  # bytes in each process
LARGEST = 1024 * 1024  # bytes of one page


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


def open_shelf(redis_url: str | None) -> Shelf:
    """Open a shelf, shared where there is a Redis."""
    if redis_url is None:
        return Shelf()
    from app.kernel.web.shared_shelf import open_shared_shelf

    return open_shared_shelf(redis_url)
