"""What stands on the card of a journey, in words, and where each line of its picture goes.

The card quotes nothing: copies of it go where no hiding or withdrawal can follow, and must stay right there.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.bills.models import Bill
from app.discussion.models import State
from app.discussion.words import place_label
from app.kernel.bilingual import EN
from app.kernel.i18n import gettext as _
from app.kernel.i18n import html_lang, ngettext, show_day, words
from app.opendata.journeys import Journey
from app.opendata.shapes_bills import address
from app.opendata.stations import Station, read_stations

WIDTH, HEIGHT, MARGIN, GAP = 1200, 630, 48, 10
# What a Latin letter and a space take of the type size on average; a Chinese character takes all of it.
_NARROW, _SPACE = 0.56, 0.28
_NOT_FIRST, _NOT_LAST = "，。、；：？！）」』", "（「『"


@dataclass(frozen=True, slots=True)
class Step:
    """A station on the card: its name, whether it was reached, and in a few words when, or why not."""

    code: str
    title: str
    reached: bool
    when: str
    x: int
    title_lines: tuple[str, ...]
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """The whole card; `description` says all of it in one breath, for readers who see no picture."""

    comment_id: int
    title: str
    bill: str
    place: str
    sentence: str
    state: str
    steps: tuple[Step, ...]
    bill_lines: tuple[str, ...]
    sentence_lines: tuple[str, ...]
    address: str
    lang: str

    @property
    def description(self) -> str:
        """The card in words."""
        parts = [_("%(bill)s, %(place)s.", bill=self.bill, place=self.place), self.sentence, self.state]
        parts += [_("%(station)s: %(when)s.", station=step.title, when=step.when) for step in self.steps]
        return (" " if self.lang == EN else "").join(filter(None, parts))


def make_card(journey: Journey, now: datetime) -> Card:
    """Put the card of a journey together, in the language spoken."""
    stations, row = read_stations(journey, now), journey.row
    bill = _title(journey.bill)
    return Card(
        comment_id=row.id,
        title=_("What became of comment %(number)s", number=row.id),
        bill=bill,
        place=place_label(row.place),
        sentence=stations.sentence,
        state=_state(row.state),
        steps=tuple(_step(station, place) for place, station in enumerate(stations.each)),
        bill_lines=wrap(bill, 30, WIDTH - 2 * MARGIN, 2),
        sentence_lines=wrap(stations.sentence, 30, WIDTH - 2 * MARGIN, 2),
        address=address(f"/comments/{row.id}/journey"),
        lang=html_lang(),
    )


def _title(bill: Bill) -> str:
    return words(bill.title).text


def _state(state: State) -> str:
    if state is State.HIDDEN:
        return _("Moderators have hidden the comment.")
    if state is State.WITHDRAWN:
        return _("Its author has withdrawn the comment.")
    return _("The comment was merged with an earlier one that says the same.") if state is State.MERGED else ""


def _step(station: Station, place: int) -> Step:
    wide = (WIDTH - 2 * MARGIN) // 5
    when = _when(station)
    return Step(
        code=station.code,
        title=station.title,
        reached=station.reached,
        when=when,
        x=MARGIN + place * wide,
        title_lines=wrap(station.title, 24, wide - GAP, 2),
        lines=wrap(when, 19, wide - GAP, 5),
    )


def _when(station: Station) -> str:
    if station.day is not None:
        return show_day(station.day)
    if station.overdue_days:
        days = station.overdue_days
        day = show_day(station.due_day)
        return ngettext("%(num)s day overdue; due by %(day)s", "%(num)s days overdue; due by %(day)s", days, day=day)
    if station.due_day is not None:
        return _("not yet; due by %(day)s", day=show_day(station.due_day))
    return _("not reached")


def wrap(text: str, size: int, width: int, most: int) -> tuple[str, ...]:
    """Break a text into lines of a width at a type size, at spaces and between Chinese characters; what is too long ends in …"""
    lines, line = [], ""
    for piece in _pieces(text):
        if line and measure(line + piece.rstrip(), size) > width:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
    lines.append(line.rstrip())
    if len(lines) > most:
        lines = [*lines[: most - 1], _cut(lines[most - 1], size, width)]
    return tuple(lines)


def measure(text: str, size: int) -> float:
    """Estimate how wide a text is at a type size."""
    return size * sum(_width(letter) for letter in text)


def _width(letter: str) -> float:
    if letter == " ":
        return _SPACE
    return 1 if _is_wide(letter) else _NARROW


def _is_wide(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) in "WF"


def _pieces(text: str) -> Sequence[str]:
    """The pieces between which a line may be broken: words with the space after them, and Chinese characters one by one."""
    pieces: list[str] = []
    for letter in text:
        before = pieces[-1][-1] if pieces else " "
        belongs = letter in _NOT_FIRST or before in _NOT_LAST or letter.isspace()
        joins = not before.isspace() and (belongs or (not _is_wide(letter) and before.isascii()))
        if joins:
            pieces[-1] += letter
        else:
            pieces.append(letter)
    return pieces


def _cut(line: str, size: int, width: int) -> str:
    while line and measure(line + "…", size) > width:
        line = line[:-1]
    return line.rstrip() + "…"
