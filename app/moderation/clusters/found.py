"""The clusters of the bills that a person moderates, as their page shows them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.discussion.models import State
from app.discussion.rows import CommentRow, list_rows_by_ids
from app.kernel.bilingual import Passage
from app.moderation.clusters.joint import Joint, find_joint
from app.moderation.clusters.likeness import group_copies
from app.moderation.clusters.pace import Burst, find_bursts
from app.moderation.clusters.queries import (
    WINDOW,
    BillFacts,
    Flow,
    Noted,
    Pace,
    Said,
    Span,
    count_young,
    list_said,
    list_sent,
    read_bills,
    read_pace,
)
from app.moderation.queries import said

SHOWN = 10
SAMPLES = 5  # comments of a cluster whose words are shown
LEAST = 3  # texts that make a group
COMPARED = 200  # texts; the newest


@dataclass(frozen=True, slots=True)
class FoundBurst:
    """A burst on a bill, and how much of it came from young accounts."""

    flow: Flow
    bill: BillFacts
    burst: Burst
    young: int


@dataclass(frozen=True, slots=True)
class FoundTexts:
    """Comments on a bill that say nearly the same: how many, by how many people, how many from young accounts; the first stands for all."""

    bill: BillFacts
    face: CommentRow
    comments: int
    people: int
    young: int
    argument_id: int | None


@dataclass(frozen=True, slots=True)
class FoundNotes:
    """Notes that came with reports and say nearly the same, on how many comments; `waiting` of the reports are undecided."""

    bill: BillFacts
    words: Passage
    notes: int
    comments: int
    waiting: int


@dataclass(frozen=True, slots=True)
class FoundJoint:
    """Reports sent together, with the comments most reported; `marks` name all that still wait, for the desk's act on many."""

    bill: BillFacts
    joint: Joint
    comments: tuple[tuple[CommentRow, int], ...]
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Clusters:
    """All clusters of a moderator's bills."""

    joint: list[FoundJoint]
    bursts: list[FoundBurst]
    texts: list[FoundTexts]
    notes: list[FoundNotes]

    @property
    def are_none(self) -> bool:
        """Whether there is nothing to see."""
        return not (self.joint or self.bursts or self.texts or self.notes)


def find_clusters(session: Session, person: Person, now: datetime) -> Clusters:
    """Find what came in fast, alike or together in the last two weeks on the bills that a person moderates."""
    pace, spoken = read_pace(session, person, now), list_said(session, person, now)
    sent = list_sent(session, person, now)
    told = {bill_id for _flow, bill_id in pace} | {comment.bill_id for comment in spoken}
    bills = read_bills(session, told | {noted.sent.bill_id for noted in sent})
    joint = find_joint(noted.sent for noted in sent)[:SHOWN]
    groups = _group_texts(spoken)
    ids = {comment_id for each in joint for comment_id, _number, _newest in each.comments[:100]}
    rows = list_rows_by_ids(session, ids | {group[0].id for group in groups})
    return Clusters(
        joint=[_show_joint(each, bills, rows) for each in joint],
        bursts=_find_bursts(session, pace, bills, now),
        texts=[_show_texts(group, bills, rows) for group in groups],
        notes=_find_notes(sent, bills),
    )


def _find_bursts(session: Session, pace: Pace, bills: dict[int, BillFacts], now: datetime) -> list[FoundBurst]:
    found: list[tuple[Flow, BillFacts, Burst]] = []
    for (flow, bill_id), hours in pace.items():
        since = max(now - WINDOW, bills[bill_id].opens_at)
        found += [(flow, bills[bill_id], burst) for burst in find_bursts(hours, since, now)]
    found = sorted(found, key=lambda each: each[2].ends_at, reverse=True)[:SHOWN]
    young = count_young(session, [Span(flow, bill.id, burst.starts_at, burst.ends_at) for flow, bill, burst in found])
    return [FoundBurst(*each, number) for each, number in zip(found, young, strict=True)]


def _group_texts(spoken: Sequence[Said]) -> list[list[Said]]:
    """Group recent comments by argument where discussion keeps one, and compare the newest of the others."""
    groups: dict[int, list[Said]] = defaultdict(list)
    alone: list[Said] = []
    for comment in spoken:
        if comment.argument_id is not None:
            groups[comment.argument_id].append(comment)
        elif comment.text:
            alone.append(comment)
    by_bill: dict[int, list[Said]] = defaultdict(list)
    for comment in alone[-COMPARED:]:
        by_bill[comment.bill_id].append(comment)
    found = [group for group in groups.values() if len(group) >= LEAST]
    for own in by_bill.values():
        found += group_copies(((comment, comment.text or "") for comment in own), LEAST)
    return sorted(found, key=lambda group: (-len(group), group[0].id))[:SHOWN]


def _show_texts(group: Sequence[Said], bills: dict[int, BillFacts], rows: dict[int, CommentRow]) -> FoundTexts:
    people = len({comment.author_id for comment in group})
    young, first = sum(comment.is_young for comment in group), group[0]
    return FoundTexts(bills[first.bill_id], rows[first.id], len(group), people, young, first.argument_id)


def _find_notes(sent: Sequence[Noted], bills: dict[int, BillFacts]) -> list[FoundNotes]:
    by_bill: dict[int, list[Noted]] = defaultdict(list)
    for noted in [noted for noted in sent if noted.note][-COMPARED:]:
        by_bill[noted.sent.bill_id].append(noted)
    found: list[FoundNotes] = []
    for bill_id, own in by_bill.items():
        for group in group_copies(((noted, noted.note) for noted in own), LEAST):
            comments = {noted.sent.comment_id for noted in group}
            waiting = sum(noted.sent.is_open for noted in group)
            found.append(FoundNotes(bills[bill_id], said(group[0].note), len(group), len(comments), waiting))
    return sorted(found, key=lambda each: -each.notes)[:SHOWN]


def _show_joint(joint: Joint, bills: dict[int, BillFacts], rows: dict[int, CommentRow]) -> FoundJoint:
    shown = [(rows[comment_id], number, newest) for comment_id, number, newest in joint.comments if comment_id in rows]
    marks = [f"{row.id}.{row.revision}.{newest}" for row, _number, newest in shown if row.state is State.VISIBLE]
    comments = tuple((row, number) for row, number, _newest in shown[:SAMPLES])
    return FoundJoint(bills[joint.bill_id], joint, comments, tuple(marks) if joint.waiting else ())
