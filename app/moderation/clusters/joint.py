"""Reports that many people sent together: on one comment, on one author's comments, or on several authors' by the same people.

Reports of one author's comments that follow each other within an hour are one episode; episodes of a bill with mostly the same people
are one cluster. It is one only where at least half of its people have accounts younger than a week, or report the same comments
as others of them: many people who independently report an insult are no cluster.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import combinations, pairwise

GAP = timedelta(hours=1)
LEAST = 5  # people
IN_COMMON = 20  # of somebody's reports are compared with those of others, the newest


@dataclass(frozen=True, slots=True)
class Sent:
    """One report as clusters are found by: ids to count and compare, never to show."""

    id: int
    comment_id: int
    author_id: int
    bill_id: int
    reporter_id: int
    reported_at: datetime
    is_young: bool
    is_open: bool


@dataclass(frozen=True, slots=True)
class Joint:
    """Reports sent together: how many, by how many people, how many of them young accounts, how many report the same as others.

    `comments` are the comments that were reported, most reports first, each with how many and the newest of them (a report's id).
    """

    bill_id: int
    first_at: datetime
    last_at: datetime
    reports: int
    people: int
    young: int
    together: int
    waiting: int
    comments: tuple[tuple[int, int, int], ...]

    @property
    def minutes(self) -> int:
        """From the first to the last report, in minutes begun."""
        return max(1, -(-int((self.last_at - self.first_at).total_seconds()) // 60))


def find_joint(reports: Iterable[Sent]) -> list[Joint]:
    """Find the reports that were sent together, newest first."""
    known = sorted(reports, key=lambda sent: (sent.reported_at, sent.id))
    by_person: dict[int, list[int]] = defaultdict(list)
    for sent in known:
        by_person[sent.reporter_id].append(sent.comment_id)
    found = (_describe(sent, by_person) for sent in _merge(_episodes(known)))
    joint = [each for each in found if 2 * max(each.young, each.together) >= each.people]
    return sorted(joint, key=lambda each: (each.last_at, each.bill_id), reverse=True)


def _episodes(reports: Sequence[Sent]) -> list[list[Sent]]:
    """Reports of one author's comments on one bill that follow each other within an hour, by enough people."""
    by_author: dict[tuple[int, int], list[Sent]] = defaultdict(list)
    for sent in reports:
        by_author[sent.bill_id, sent.author_id].append(sent)
    episodes: list[list[Sent]] = []
    for own in by_author.values():
        cuts = [at for at, (one, other) in enumerate(pairwise(own), 1) if other.reported_at - one.reported_at > GAP]
        episodes += [own[start:end] for start, end in pairwise([0, *cuts, len(own)])]
    return [episode for episode in episodes if len(_people(episode)) >= LEAST]


def _merge(episodes: list[list[Sent]]) -> list[list[Sent]]:
    """Put episodes of a bill together that touch in time and have at least half of the smaller one's people in common."""
    merged: list[tuple[list[Sent], set[int]]] = []
    for episode in sorted(episodes, key=lambda each: each[0].reported_at):
        people = _people(episode)
        for other, others in merged:
            touch = other[0].bill_id == episode[0].bill_id and episode[0].reported_at - other[-1].reported_at <= GAP
            if touch and 2 * len(people & others) >= min(len(people), len(others)):
                other[:] = sorted([*other, *episode], key=lambda sent: (sent.reported_at, sent.id))
                others |= people
                break
        else:
            merged.append((list(episode), people))
    return [episode for episode, _people_of in merged]


def _people(reports: Iterable[Sent]) -> set[int]:
    return {sent.reporter_id for sent in reports}


def _describe(reports: Sequence[Sent], by_person: dict[int, list[int]]) -> Joint:
    people = _people(reports)
    counts = Counter(sent.comment_id for sent in reports)
    newest = {sent.comment_id: sent.id for sent in sorted(reports, key=lambda sent: sent.id)}
    return Joint(
        bill_id=reports[0].bill_id,
        first_at=reports[0].reported_at,
        last_at=reports[-1].reported_at,
        reports=len(reports),
        people=len(people),
        young=len(_people(sent for sent in reports if sent.is_young)),
        together=len(_together(people, by_person)),
        waiting=sum(sent.is_open for sent in reports),
        comments=tuple((comment_id, number, newest[comment_id]) for comment_id, number in counts.most_common()),
    )


def _together(people: set[int], by_person: dict[int, list[int]]) -> set[int]:
    """Who of some people reported at least two comments that another one of them reported too."""
    by_pair: dict[tuple[int, int], set[int]] = defaultdict(set)
    for person in people:
        for pair in combinations(sorted(set(by_person[person][-IN_COMMON:])), 2):
            by_pair[pair].add(person)
    return {person for sharing in by_pair.values() if len(sharing) > 1 for person in sharing}
