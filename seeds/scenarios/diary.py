"""The diary of one notice: dates its steps by the day of the notice (the first day is day 1)."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from seeds.scenarios.dates import on_day
from seeds.scenarios.drafting import prose
from seeds.steps import (
    AppealHiding,
    BlackOutPassage,
    DecideAppeal,
    DismissReports,
    EditComment,
    EndorseComment,
    HideComment,
    PostComment,
    ReportComment,
    RestoreComment,
    SlowDiscussion,
    Step,
    WithdrawComment,
)

When = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Diary:
    """A bill's notice; what is written takes its text last: `diary.comment(…)("text")`.

    A notice whose days depend on the seeding is written for a nominal first day and `held` on the real one.
    """

    slug: str
    first_day: date = date(2000, 1, 1)

    def at(self, when: When) -> datetime:
        """Name the instant of (day of the notice, hour, minute)."""
        day, hour, minute = when
        return on_day(self.first_day + timedelta(days=day - 1), hour, minute)

    def held(self, first_day: date, steps: Iterable[Step]) -> Iterator[Step]:
        """Move steps of this diary to a notice that begins on another day."""
        for step in steps:
            yield replace(step, at=step.at + (first_day - self.first_day))

    def refs(self, *names: str) -> tuple[str, ...]:
        """Name comments of this notice; their refs are made unique by the bill's slug."""
        return tuple(f"{self.slug}:{name}" for name in names)

    def _act(self, name: str, by: str, when: When) -> dict[str, Any]:
        return {"at": self.at(when), "by": by, "ref": f"{self.slug}:{name}"}

    def comment(self, name: str, by: str, when: When, place: str | None, position: str) -> Callable[[str], PostComment]:
        """Post a comment that begins a thread."""
        act = self._act(name, by, when)
        return lambda body: PostComment(**act, slug=self.slug, body=prose(body), place=place, position=position)

    def reply(
        self, name: str, by: str, when: When, to: str, position: str | None = None
    ) -> Callable[[str], PostComment]:
        """Post a reply."""
        act, parent = self._act(name, by, when), f"{self.slug}:{to}"
        return lambda body: PostComment(**act, slug=self.slug, body=prose(body), reply_to=parent, position=position)

    def edit(self, name: str, by: str, when: When) -> Callable[[str], EditComment]:
        """Edit a comment."""
        act = self._act(name, by, when)
        return lambda body: EditComment(**act, body=prose(body))

    def withdraw(self, name: str, by: str, when: When) -> WithdrawComment:
        """Withdraw a comment."""
        return WithdrawComment(**self._act(name, by, when))

    def endorse(self, name: str, when: When, *numbers: int) -> Iterator[EndorseComment]:
        """Endorse a comment by the citizens of these numbers, a few minutes apart."""
        for place, number in enumerate(numbers):
            day, hour, minute = when
            yield EndorseComment(**self._act(name, f"citizen-{number:02d}", (day, hour, minute + place)))

    def report(self, name: str, by: str, when: When, ground: str, note: str = "") -> ReportComment:
        """Report a comment."""
        return ReportComment(**self._act(name, by, when), ground=ground, note=note)

    def hide(self, name: str, by: str, when: When, ground: str) -> Callable[[str], HideComment]:
        """Hide a comment for a reason."""
        act = self._act(name, by, when)
        return lambda reason: HideComment(**act, ground=ground, reason=prose(reason))

    def black_out(self, name: str, by: str, when: When, ground: str, passage: str) -> Callable[[str], BlackOutPassage]:
        """Black out a passage of a comment for a reason."""
        act = self._act(name, by, when)
        return lambda reason: BlackOutPassage(**act, ground=ground, passage=passage, reason=prose(reason))

    def slow(self, by: str, when: When, *, minutes: int, hours: int) -> Callable[[str], SlowDiscussion]:
        """Slow the discussion down for a reason."""
        act: dict[str, Any] = {"at": self.at(when), "by": by, "slug": self.slug}
        return lambda reason: SlowDiscussion(**act, minutes=minutes, hours=hours, reason=prose(reason))

    def appeal(self, name: str, by: str, when: When) -> Callable[[str], AppealHiding]:
        """Appeal the hiding of a comment."""
        act = self._act(name, by, when)
        return lambda text: AppealHiding(**act, text=prose(text))

    def decide(self, name: str, by: str, when: When, outcome: str) -> Callable[[str], DecideAppeal]:
        """Decide the appeal on a comment for a reason."""
        act = self._act(name, by, when)
        return lambda reason: DecideAppeal(**act, outcome=outcome, reason=prose(reason))

    def restore(self, name: str, by: str, when: When) -> Callable[[str], RestoreComment]:
        """Restore a hidden comment for a reason."""
        act = self._act(name, by, when)
        return lambda reason: RestoreComment(**act, reason=prose(reason))

    def dismiss(self, name: str, by: str, when: When) -> Callable[[str], DismissReports]:
        """Dismiss the reports of a comment for a reason."""
        act = self._act(name, by, when)
        return lambda reason: DismissReports(**act, reason=prose(reason))
