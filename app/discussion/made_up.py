"""Made-up talk for synthetic discussions: who says what in answer to whom, and when, as arrays of numbers.

A million comments take some hundred bytes each here: what they say stands in phrases.py once.
"""

import random
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from app.discussion.models import Position
from app.discussion.paths import LEVELS
from app.discussion.phrases import campaign_texts, remarks
from app.kernel.clock import taipei_day

STANCES = (Position.SUPPORT, Position.OPPOSE, Position.CHANGE, Position.CHANGE, Position.ASK, None)
LAST = 12  # replies of a thread that somebody answers
NOBODY = -1


class Talk:
    """Who says what in answer to whom. Comments, people, places and texts are numbers from 0; NOBODY stands for none.

    `above` is what a comment answers, `root` the beginning of its thread, `base` the comment below whose path its own path goes on.
    """

    def __init__(self, comments: int, people: int, places: int, dice: random.Random) -> None:
        self.people, self._dice = people, dice
        self.above, self.root, self.base = (array("l", [NOBODY]) * comments for _ in range(3))
        self.depth, self.place, self.text, self.stance = (array("i", [0]) * comments for _ in range(4))
        self.replies, self.below, self.endorsements = (array("i", [0]) * comments for _ in range(3))
        self.author = array("l", (int(people ** dice.random()) - 1 for _ in range(comments)))
        self._before, self._latest = (array("l", [NOBODY]) * comments for _ in range(2))
        self._tell(comments, places)

    def _tell(self, comments: int, places: int) -> None:
        """A third begin threads; the others answer a busy thread, half of them one of its last replies."""
        toss, roots = self._dice.random, array("l")
        campaigns, pool = len(campaign_texts()), len(remarks())
        for number in range(comments):
            if roots and toss() >= 0.35:
                self.text[number] = int(toss() * pool)
                self._answer(number, roots[int(len(roots) ** toss()) - 1])
                continue
            is_campaign = toss() < 0.08
            self.text[number] = pool + int(campaigns ** toss()) - 1 if is_campaign else int(toss() * pool)
            self.place[number] = int(places ** toss()) - 1
            self.stance[number] = self.text[number] % len(STANCES) if is_campaign else int(toss() * len(STANCES))
            roots.append(number)

    def _answer(self, number: int, root: int) -> None:
        above, toss = root, self._dice.random
        reply = self._latest[root]
        if reply >= 0 and toss() < 0.5:
            above = reply
            for _step in range(int(toss() * LAST)):
                above = self._before[above] if self._before[above] >= 0 else reply
        self._before[number], self._latest[root] = reply, number
        self.above[number], self.root[number] = above, root
        self.depth[number] = self.depth[above] + 1
        self.base[number] = above if self.depth[above] < LEVELS else self.base[above]
        self.place[number] = self.place[root]
        self.stance[number] = len(STANCES) - 1
        self.replies[above] += 1
        self.below[root] += 1

    def vote(self) -> list[int]:
        """Half as many endorsements as comments, most of them for a few, none for one's own: comment * people + person."""
        given: set[int] = set()
        toss, size = self._dice.random, len(self.author)
        for _ in range(size // 2):
            number, person = int(size ** toss()) - 1, int(toss() * self.people)
            if person != self.author[number]:
                given.add(number * self.people + person)
        for vote in given:
            self.endorsements[vote // self.people] += 1
        return sorted(given)


class Times:
    """When each comment was posted, to the minute: in the order of the ids, denser at both ends of the notice as people really write."""

    def __init__(self, start: datetime, end: datetime, comments: int) -> None:
        self._start, self._comments = start, comments
        self._minutes = int((end - start) / timedelta(minutes=1))

    def of(self, numbers: Iterable[int]) -> Iterator[datetime]:
        """The instants of comments that are given in their order."""
        last, at = -1, self._start
        for number in numbers:
            part = number / self._comments
            minute = int(self._minutes * (3 * part * part - 2 * part * part * part))
            if minute != last:
                last, at = minute, self._start + timedelta(minutes=minute)
            yield at

    def count_days(self) -> Counter[date]:
        """How many comments were posted on each day in Taipei."""
        days: Counter[date] = Counter()
        for at, n in Counter(self.of(range(self._comments))).items():
            days[taipei_day(at)] += n
        return days
