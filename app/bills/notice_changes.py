"""How the days of a bill changed, as pages show it: what stood, what stands instead, why, when, and where it is on record."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from app.bills.models import NoticeChange, NoticeChangeKind
from app.kernel.i18n import lazy_gettext as _l

_DAYS = {
    "first_day": _l("First day"),
    "last_day": _l("Last day"),
    "due_day": _l("Response due by"),
}
_TITLES = {
    NoticeChangeKind.RESCHEDULE: _l("Notice rescheduled"),
    NoticeChangeKind.EXTENSION: _l("Notice extended"),
    NoticeChangeKind.POSTPONEMENT: _l("Response postponed"),
}


def change_cards(changes: Iterable[NoticeChange]) -> list[dict[str, Any]]:
    """Changes of days, last first, each with the days that it changed."""
    return [
        {
            "kind": change.kind.value,
            "title": _TITLES[change.kind],
            "at": change.at,
            "reason": change.reason,
            "days": list(_changed_days(change)),
            "number": change.log_seq,
        }
        for change in reversed(list(changes))
    ]


def _changed_days(change: NoticeChange) -> Iterable[dict[str, Any]]:
    for name, words in _DAYS.items():
        old: date = getattr(change, f"old_{name}")
        new: date = getattr(change, f"new_{name}")
        if old != new:
            yield {"name": words, "old": old, "new": new}
