"""The days of a notice and why it is short, as they stood at a time: now, or on either side of a change."""

from dataclasses import dataclass
from datetime import date

from app.bills.models import Bill, NoticeChange, NoticeChangeKind, ShortGround
from app.bills.notice_period import NoticePeriod
from app.bills.words import SHORT_GROUNDS
from app.kernel.bilingual import Bilingual
from app.kernel.i18n import gettext as _
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.i18n import ngettext, show_day

CHANGES = {
    NoticeChangeKind.RESCHEDULE: _l("The notice was rescheduled"),
    NoticeChangeKind.EXTENSION: _l("The notice was extended"),
    NoticeChangeKind.POSTPONEMENT: _l("The response was postponed"),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """Days, and the ground and justification of a short notice (None where it is not short)."""

    first_day: date | None
    last_day: date | None
    due_day: date | None
    short_ground: ShortGround | None
    justification: Bilingual | None

    @property
    def shortness(self) -> str:
        """How short the notice is and on what ground; empty where it is not."""
        if self.first_day is None or self.last_day is None or self.short_ground is None:
            return ""
        number = NoticePeriod(self.first_day, self.last_day).days
        days = ngettext("Short notice: %(num)s day instead of 60", "Short notice: %(num)s days instead of 60", number)
        return f"{days} · {SHORT_GROUNDS[self.short_ground]}"


def stands_now(bill: Bill) -> Standing:
    """What stands of a bill's notice now."""
    return Standing(bill.first_day, bill.last_day, bill.response_due_day, bill.short_ground, bill.justification)


def stood_before(change: NoticeChange) -> Standing:
    """What stood before a change."""
    return Standing(
        change.old_first_day,
        change.old_last_day,
        change.old_due_day,
        change.old_short_ground,
        change.old_justification,
    )


def stood_after(change: NoticeChange) -> Standing:
    """What stood from a change on."""
    return Standing(
        change.new_first_day,
        change.new_last_day,
        change.new_due_day,
        change.new_short_ground,
        change.new_justification,
    )


def say_days(change: NoticeChange) -> str:
    """Say which days hold since a change, and which held before."""
    if change.kind is NoticeChangeKind.POSTPONEMENT:
        old, new = show_day(change.old_due_day), show_day(change.new_due_day)
        return str(_("Due by %(new)s instead of %(old)s.", new=new, old=old))
    if change.kind is NoticeChangeKind.EXTENSION:
        old, new = show_day(change.old_last_day), show_day(change.new_last_day)
        return str(_("Comments are taken until %(new)s 24:00 (Taipei) instead of %(old)s.", new=new, old=old))
    days = {
        name: show_day(getattr(change, name))
        for name in ("new_first_day", "new_last_day", "old_first_day", "old_last_day")
    }
    return str(_("Now %(new_first_day)s to %(new_last_day)s; before, %(old_first_day)s to %(old_last_day)s.", **days))
