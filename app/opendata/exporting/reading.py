"""What an export reads beside the rooms' own queries: a bill's comments in steps, each step with what belongs to it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.bills.models import Bill
from app.discussion.argument_models import Argument
from app.discussion.models import Comment, EarlierText, State
from app.discussion.restraints.queries import RestraintRow, list_restraints
from app.discussion.rows import CommentRow, read_rows, select_rows
from app.moderation.appeals.course import AppealRow, list_appeals
from app.moderation.appeals.models import Appeal
from app.record.queries import entry_document, list_entries
from app.summaries.models import Citation, Issue, Recommendation, Summary
from app.summaries.queries import CitedIn, latest_id

STEP = 500  # comments that are read at once: one step costs four statements at most


@dataclass(frozen=True, slots=True)
class Told:
    """A comment with what belongs to it: its earlier texts, the appeals against its hidings, what cites it."""

    row: CommentRow
    earlier: Sequence[EarlierText]
    appeals: Sequence[AppealRow]
    cited: Sequence[CitedIn]


def read_comments(session: Session, bill: Bill) -> Iterator[Told]:
    """Yield a bill's comments in the order in which they were posted; those without public words keep their place."""
    parts, after = _read_cited_parts(session, bill), 0
    while True:
        rows = _read_step(session, bill, after)
        yield from _complete(session, rows, parts)
        if len(rows) < STEP:
            return
        after = rows[-1].id


def _read_step(session: Session, bill: Bill, after: int) -> list[CommentRow]:
    query = select_rows().where(Comment.bill_id.between(bill.id, bill.id), Comment.id > after)
    return read_rows(session, query.order_by(Comment.bill_id, Comment.id).limit(STEP))


def _complete(session: Session, rows: Sequence[CommentRow], parts: dict[Any, CitedIn]) -> Iterator[Told]:
    ids = [row.id for row in rows]
    earlier = _group(_read_earlier(session, [r.id for r in rows if r.edited_at and r.state is State.VISIBLE]))
    appeals = _group(list_appeals(session, Appeal.comment_id.in_(ids)))
    cited = _read_cited(session, ids, parts) if parts else {}
    for row in rows:
        yield Told(row, earlier.get(row.id, ()), appeals.get(row.id, ()), cited.get(row.id, ()))


def _group(found: Sequence[Any]) -> dict[int, list[Any]]:
    groups: dict[int, list[Any]] = defaultdict(list)
    for one in found:
        groups[one.comment_id].append(one)
    return groups


def _read_earlier(session: Session, ids: Sequence[int]) -> Sequence[EarlierText]:
    """Read the earlier texts of some visible comments, oldest first."""
    if not ids:
        return []
    query = sa.select(EarlierText).where(EarlierText.comment_id.in_(ids))
    return session.scalars(query.order_by(EarlierText.comment_id, EarlierText.ordinal)).all()


def _read_cited_parts(session: Session, bill: Bill) -> dict[Any, CitedIn]:
    """Read the issues and recommendations of the latest published summary, by the column of a citation that names one, and its id."""
    latest = latest_id(bill.id)
    found: dict[Any, CitedIn] = {}
    kinds: tuple[tuple[str, Any, Any], ...] = (
        ("issue", Issue, Issue.title),
        ("ask", Recommendation, Recommendation.text),
    )
    for kind, part, words in kinds:
        query = sa.select(part.id, part.ordinal, words, Summary.number, Summary.published_at)
        query = query.join(Summary, Summary.id == part.summary_id).where(Summary.id == latest)
        for part_id, ordinal, text, number, at in session.execute(query):
            letter = "R" if kind == "ask" else "I"
            found[kind, part_id] = CitedIn(f"{letter}{ordinal}", ordinal, kind == "ask", text, number, at)
    return found


def _read_cited(session: Session, ids: Sequence[int], parts: dict[Any, CitedIn]) -> dict[int, list[CitedIn]]:
    """Read what of the latest summary cites some comments, issues first, as one comment's page does."""
    query = sa.select(Citation.comment_id, Citation.issue_id, Citation.recommendation_id)
    found: dict[int, list[CitedIn]] = defaultdict(list)
    for comment_id, issue_id, ask_id in session.execute(query.where(Citation.comment_id.in_(ids))):
        part = parts.get(("issue", issue_id) if issue_id else ("ask", ask_id))
        if part is not None:
            found[comment_id].append(part)
    for cited in found.values():
        cited.sort(key=lambda part: (part.is_recommendation, part.ordinal))
    return found


def read_arguments(session: Session, bill: Bill) -> Iterator[Argument]:
    """Yield a bill's arguments that several comments make, or made until moderators dissolved them, in steps."""
    after = 0
    while True:
        several = sa.or_(Argument.comment_count > 1, Argument.dissolved_seq.is_not(None))
        query = sa.select(Argument).where(Argument.bill_id == bill.id, Argument.id > after, several)
        found = session.scalars(query.order_by(Argument.id).limit(STEP)).all()
        yield from found
        if len(found) < STEP:
            return
        after = found[-1].id


def read_restraints(session: Session, bill: Bill) -> Iterator[RestraintRow]:
    """Yield all restraints that a bill's discussion ever had, newest first, in steps."""
    before: int | None = None
    while True:
        rows, before = list_restraints(session, bill, before)
        yield from rows
        if before is None:
            return


def read_entries(session: Session, bill: Bill) -> Iterator[dict[str, Any]]:
    """Yield the entries of the public record about a bill as they are exported, oldest first, in steps."""
    after = 0
    while True:
        found = list_entries(session, bill=bill.slug, after=after, limit=STEP)
        yield from (entry_document(*row) for row in found)
        if len(found) < STEP:
            return
        after = found[-1][0].seq


def read_head(session: Session, bill: Bill) -> dict[str, Any] | None:
    """The number and hash of the newest entry about a bill: a checkpoint that covers it vouches for all of them."""
    found = list_entries(session, bill=bill.slug, limit=1)
    return {"seq": found[0][0].seq, "hash": found[0][0].hash} if found else None
