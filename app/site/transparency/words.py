"""Months, lengths of time and shares in words."""

from app.kernel.bilingual import EN
from app.kernel.i18n import gettext as _
from app.kernel.i18n import html_lang, ngettext
from app.kernel.months import Month

MINUTE, HOUR, DAY = 60, 3_600, 86_400
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def month_name(month: Month) -> str:
    """Write a month: 民國 115 年 11 月（2026-11） or Nov 2026."""
    if html_lang() == EN:
        return f"{MONTHS[month.number - 1]} {month.year}"
    return f"民國 {month.year - 1911} 年 {month.number} 月（{month}）"


def duration(seconds: int) -> str:
    """Write a length of time in its largest unit, to a tenth; below a minute so in words."""
    if seconds < MINUTE:
        return str(_("under a minute"))
    if seconds < HOUR:
        return str(ngettext("%(num)s minute", "%(num)s minutes", seconds // MINUTE))
    hours = f"{seconds / HOUR:.1f}".removesuffix(".0")
    if seconds < 2 * DAY:
        return str(ngettext("%(hours)s hour", "%(hours)s hours", 1 if hours == "1" else 2, hours=hours))
    return str(_("%(days)s days", days=f"{seconds / DAY:.1f}".removesuffix(".0")))


def percentage(share: float | None) -> str:
    """Write a share of 0 to 1 in per cent, small ones to two digits; a dash where there is nothing to share."""
    if share is None:
        return "–"
    if share and share < 0.0001:
        return "< 0.01%"
    digits = 2 if 0 < share < 0.01 else 1
    written = f"{share * 100:.{digits}f}"
    return (written.rstrip("0").rstrip(".") if "." in written else written) + "%"
