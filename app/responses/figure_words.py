"""What an agency's figures count, in words: beside them on its page, and in the API."""

from typing import Any

from app.kernel.bilingual import EN, Bilingual
from app.kernel.i18n import html_lang, speaking
from app.kernel.i18n import lazy_gettext as _l
from app.responses.figures import Standing

DEFINITIONS = {
    "bills": _l(
        "Bills that the agency leads and has announced, withdrawn ones among them. Bills that it co-leads count for their lead agency."
    ),
    "answered_in_time": _l(
        "A response is due 14 days after the last day of the notice, or by the day to which the agency put it off with a published "
        "reason. It is in time where everything that was asked had an answer on that day at the latest. It is counted of the bills "
        "that are answered in full or whose response is overdue; withdrawn bills are left out."
    ),
    "overdue": _l("Bills whose due day has passed and on which something that was asked still has no answer."),
    "median_days": _l(
        "Days from the last day of the notice to the day on which the last thing asked was answered. Half of the bills that are "
        "answered in full took no longer."
    ),
    "adopted_share": _l(
        "Of the recommendations of each bill's latest summary that have an answer on record, the share that was adopted or partly "
        "adopted, as decided at present. Answers to key questions and recommendations without an answer are not in it."
    ),
    "years": _l(
        "A bill belongs to the year in which its notice ended, in Taipei. Bills whose notice still runs have none yet."
    ),
}

STANDINGS = {
    Standing.AHEAD: _l("Not due yet: the notice has not ended"),
    Standing.WAITING: _l("Not due yet"),
    Standing.OVERDUE: _l("Overdue"),
    Standing.IN_TIME: _l("Answered in time"),
    Standing.LATE: _l("Answered late"),
    Standing.WITHDRAWN: _l("Withdrawn: none is due"),
}


def in_both(words: Any) -> Bilingual:
    """Say words of the catalogue in both languages."""
    said = {}
    for language in ("zh-TW", "en"):
        with speaking(language):
            said[language] = str(words)
    return Bilingual(said["zh-TW"], said["en"])


def show_days(days: float | None) -> str:
    """Write a median of days: 14, or 14.5; a dash where there is none."""
    return "–" if days is None else f"{days:.1f}".removesuffix(".0")


def year_name(year: int) -> str:
    """Write a year: 民國 115 年（2026） or 2026."""
    return str(year) if html_lang() == EN else f"民國 {year - 1911} 年（{year}）"
