"""How much of a file is read: bytes, articles, seconds. What goes beyond is refused in a sentence."""

from time import monotonic

from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import Refused, invalid

MOST_BYTES = 20 * 1024 * 1024
MOST_ARTICLES = 2_000
MOST_LINES = 200_000
MOST_UNPLACED = 5_000
MOST_CHARACTERS = 50_000  # of one text of an article, as the form for writing it takes
MOST_SECONDS = 10.0


def bad_file(text: object) -> Refused:
    """The refusal of a file, at the form's field for it."""
    return invalid(text, "file")


class Deadline:
    """The end of the time that a file may take; readers look at it between rows and paragraphs."""

    def __init__(self, seconds: float = MOST_SECONDS) -> None:
        self._end = monotonic() + seconds

    def check(self) -> None:
        """Raise Refused when the time is over."""
        if monotonic() > self._end:
            raise bad_file(_l("Reading this file took too long, so it was stopped. Divide it into smaller files."))
