"""How the days of a bill changed, as pages show it: what stood, what stands instead, why, when, and where it is on record."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from app.bills.models import NoticeChange, NoticeChangeKind
from app.bills.notice_period import NoticePeriod
from app.bills.words import SHORT_GROUNDS
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
    return [change_card(change) for change in reversed(list(changes))]


def change_card(change: NoticeChange) -> dict[str, Any]:
    """A change of days as pages show it; `short` where it made the notice short or kept it so, with its own justification."""
    is_short = change.kind is NoticeChangeKind.RESCHEDULE and change.new_short_ground is not None
    return {
        "kind": change.kind.value,
        "title": _TITLES[change.kind],
        "at": change.at,
        "reason": change.reason,
        "days": list(_changed_days(change)),
        "number": change.log_seq,
        "short": _shortness(change) if is_short else None,
        "is_full_again": change.old_short_ground is not None and change.new_short_ground is None,
    }


def short_since(changes: Iterable[NoticeChange]) -> dict[str, Any] | None:
    """The rescheduling that gave a short notice its days; None where the bill was announced with them."""
    reschedulings = [change for change in changes if change.kind is NoticeChangeKind.RESCHEDULE]
    return change_card(reschedulings[-1]) if reschedulings and reschedulings[-1].new_short_ground else None


def _shortness(change: NoticeChange) -> dict[str, Any]:
    assert change.new_short_ground is not None  # noqa: S101
    return {
        "notice_days": NoticePeriod(change.new_first_day, change.new_last_day).days,
        "ground": SHORT_GROUNDS[change.new_short_ground],
        "justification": change.new_justification,
    }


def _changed_days(change: NoticeChange) -> Iterable[dict[str, Any]]:
    for name, words in _DAYS.items():
        old: date = getattr(change, f"old_{name}")
        new: date = getattr(change, f"new_{name}")
        if old != new:
            yield {"name": words, "old": old, "new": new}
