"""Every read of summaries: the published ones, the draft for the desk, what it does not cover yet, what cites a comment."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from app.bills.models import Bill
from app.discussion.models import Comment, State
from app.discussion.rows import COLUMNS, CommentRow, list_rows_by_ids, select_rows
from app.kernel.bilingual import Bilingual, BilingualText
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import conflict, not_found
from app.summaries.contents import Contents, Head, IssueRow, Quote, RecommendationRow
from app.summaries.heads import read_heads, read_heads_at_desk
from app.summaries.models import Citation, Issue, Recommendation, Summary


@dataclass(frozen=True, slots=True)
class PublishedSummary:
    """A published version with the numbers and instants of all published ones, latest first."""

    contents: Contents
    versions: tuple[Head, ...]

    @property
    def is_latest(self) -> bool:
        """Whether no later version is published."""
        return self.contents.head.id == self.versions[0].id


@dataclass(frozen=True, slots=True)
class AskedFor:
    """A recommendation that was published; `is_current` says whether the latest summary still makes it."""

    ordinal: int
    text: Bilingual
    is_current: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """What a bill's summaries ask of the agency: number and instant of the latest one (None before the first), recommendations."""

    number: int | None
    published_at: datetime | None
    recommendations: tuple[AskedFor, ...]


@dataclass(frozen=True, slots=True)
class CitedIn:
    """An issue (`code` I1) or recommendation (R1) of the latest published summary that cites a comment."""

    code: str
    ordinal: int
    is_recommendation: bool
    text: Bilingual
    summary_number: int
    published_at: datetime


def read_published(session: Session, bill: Bill, number: int | None = None) -> PublishedSummary | None:
    """Read a bill's latest published summary, or the one with a number (not found, if there is none); None before the first."""
    heads = read_heads(session, Summary.bill_id == bill.id, Summary.published_at.is_not(None))
    wanted = heads[:1] if number is None else [head for head in heads if head.number == number]
    if not wanted:
        if number is not None:
            raise not_found()
        return None
    return PublishedSummary(_fill(session, wanted[0]), tuple(heads))


def read_two(session: Session, bill: Bill, number: int | None, against: int) -> tuple[Contents, Contents, list[Head]]:
    """Read two published versions (the latest where no number is given, then the other one), and the heads of all."""
    heads = read_heads(session, Summary.bill_id == bill.id, Summary.published_at.is_not(None))
    by_number = {head.number: head for head in heads}
    wanted = number if number is not None else max(by_number, default=0)
    if wanted not in by_number or against not in by_number:
        raise not_found()
    later, earlier = _fill_all(session, [by_number[wanted], by_number[against]])
    return later, earlier, heads


def read_desk(
    session: Session, bill: Bill, quoted: sa.ColumnElement[bool] | None = None
) -> tuple[Contents | None, tuple[Head, ...]]:
    """Read the draft of a bill's summary, if there is one, and the heads of the published versions, latest first.

    `quoted` says which citations are read (of Citation); all where nothing is said.
    """
    heads = read_heads_at_desk(session, bill)
    drafts = [head for head in heads if head.published_at is None]
    published = tuple(head for head in heads if head.published_at is not None)
    return (_fill(session, drafts[0], quoted) if drafts else None), published


def read_desk_and_public(session: Session, bill: Bill) -> tuple[Contents | None, Contents | None]:
    """Read the draft of a bill's summary and the version that is public now, whole; None for either that there is none of.

    Without a draft nothing is read of what is public.
    """
    heads = read_heads_at_desk(session, bill)
    draft = next((head for head in heads if head.published_at is None), None)
    if draft is None:
        return None, None
    public = next((head for head in heads if head.published_at is not None), None)
    found = _fill_all(session, [draft] if public is None else [draft, public])
    return found[0], found[1] if public else None


def read_contents(session: Session, summary: Summary) -> Contents:
    """Read a summary whole, as it stands in this transaction."""
    return _fill(session, read_heads(session, Summary.id == summary.id)[0])


def get_draft(session: Session, bill: Bill) -> Summary:
    """Load and lock the draft with all that belongs to it, to act on it, or raise Refused (conflict)."""
    draft = find_draft(session, bill)
    if draft is None:
        raise conflict(_l("There is no draft at present: it has been published, or nobody has begun one."))
    return draft


def find_draft(session: Session, bill: Bill) -> Summary | None:
    """Load and lock the draft with all that belongs to it, if there is one."""
    return session.scalars(_whole(Summary.bill_id == bill.id, Summary.published_at.is_(None))).one_or_none()


def find_latest(session: Session, bill: Bill) -> Summary | None:
    """Load the latest published summary with all that belongs to it, if there is one."""
    published = _whole(Summary.bill_id == bill.id, Summary.published_at.is_not(None))
    return session.scalars(published.order_by(Summary.number.desc()).limit(1)).one_or_none()


def latest_id(bill_id: Any) -> sa.ScalarSelect[int]:
    """Select the id of a bill's latest published summary."""
    return (
        sa.select(Summary.id)
        .where(Summary.bill_id == bill_id, Summary.published_at.is_not(None))
        .order_by(Summary.number.desc())
        .limit(1)
        .scalar_subquery()
    )


def read_asked(session: Session, bill: Bill) -> Asked:
    """Read what a bill's published summaries ask of the agency, in the words of the last one that says it."""
    query = (
        sa.select(Summary.number, Summary.published_at, Recommendation.ordinal, Recommendation.text)
        .outerjoin(Recommendation, Recommendation.summary_id == Summary.id)
        .where(Summary.bill_id == bill.id, Summary.published_at.is_not(None))
        .order_by(Summary.number.desc(), Recommendation.ordinal)
    )
    rows = session.execute(query).all()
    latest, at = (rows[0][0], rows[0][1]) if rows else (None, None)
    found: dict[int, AskedFor] = {}
    for number, _at, ordinal, text in rows:
        if ordinal is not None:
            found.setdefault(ordinal, AskedFor(ordinal, text, number == latest))
    return Asked(latest, at, tuple(found[ordinal] for ordinal in sorted(found)))


def citations_of_comment(session: Session, comment_id: int) -> list[CitedIn]:
    """List the issues and recommendations of the latest published summary that cite a comment, issues first."""
    latest = latest_id(sa.select(Comment.bill_id).where(Comment.id == comment_id).scalar_subquery())
    parts = (
        sa.select(
            Issue.ordinal,
            Recommendation.ordinal,
            Issue.title,
            Recommendation.text,
            Summary.number,
            Summary.published_at,
        )
        .select_from(Citation)
        .outerjoin(Issue, Issue.id == Citation.issue_id)
        .outerjoin(Recommendation, Recommendation.id == Citation.recommendation_id)
        .join(Summary, Summary.id == sa.func.coalesce(Issue.summary_id, Recommendation.summary_id))
        .where(Citation.comment_id == comment_id, Summary.id == latest)
    )
    found = [
        CitedIn(
            f"R{asked}" if asked else f"I{raised}", asked or raised, bool(asked), text if asked else title, number, at
        )
        for raised, asked, title, text, number, at in session.execute(parts)
        if at is not None
    ]
    return sorted(found, key=lambda cited: (cited.is_recommendation, cited.ordinal))


def list_citable(session: Session, bill: Bill, ids: Sequence[int]) -> list[CommentRow]:
    """Read the visible comments among some ids that belong to a bill."""
    rows = list_rows_by_ids(session, ids)
    return [row for row in rows.values() if row.bill_slug == bill.slug and row.state is State.VISIBLE]


def _whole(*where: sa.ColumnElement[bool]) -> sa.Select[Summary]:
    return (
        sa.select(Summary)
        .where(*where)
        .options(
            joinedload(Summary.bill, innerjoin=True).options(joinedload(Bill.agency), joinedload(Bill.subgroup)),
            selectinload(Summary.issues).selectinload(Issue.citations),
            selectinload(Summary.recommendations).selectinload(Recommendation.citations),
        )
        .with_for_update(of=Summary)
        .execution_options(populate_existing=True)
    )


def _fill(session: Session, head: Head, quoted: sa.ColumnElement[bool] | None = None) -> Contents:
    return _fill_all(session, [head], quoted)[0]


def _fill_all(
    session: Session, heads: Sequence[Head], quoted: sa.ColumnElement[bool] | None = None
) -> Sequence[Contents]:
    """Read the parts of some summaries in one statement and their citations with their comments in another."""
    ids = [head.id for head in heads]
    issue_quotes, ask_quotes = _read_quotes(session, sa.or_(*map(belongs_to, ids)) if quoted is None else quoted)
    issues: dict[int, list[IssueRow]] = defaultdict(list)
    asks: dict[int, list[RecommendationRow]] = defaultdict(list)
    for summary_id, is_issue, part_id, ordinal, first, second, third, fourth, issue_id, _rank, revision in _read_parts(
        session, ids
    ):
        if is_issue:
            quotes = tuple(issue_quotes[part_id])
            issues[summary_id].append(IssueRow(part_id, ordinal, first, second, third, fourth, revision, quotes))
        else:
            quotes = tuple(ask_quotes[part_id])
            asks[summary_id].append(RecommendationRow(part_id, ordinal, first, second, issue_id, revision, quotes))
    return [Contents(head, tuple(issues[head.id]), tuple(asks[head.id])) for head in heads]


def _read_parts(session: Session, summaries: Sequence[int]) -> Sequence[Any]:
    no_words, no_id = sa.cast(sa.null(), BilingualText), sa.cast(sa.null(), sa.Integer)
    issues = sa.select(
        Issue.summary_id,
        sa.literal(1).label("is_issue"),
        Issue.id,
        Issue.ordinal.label("ordinal"),
        Issue.title,
        Issue.statement,
        Issue.position_for,
        Issue.position_against,
        no_id,
        Issue.ordinal.label("rank"),
        Issue.revision,
    ).where(Issue.summary_id.in_(summaries))
    asks = sa.select(
        Recommendation.summary_id,
        sa.literal(0),
        Recommendation.id,
        Recommendation.ordinal,
        Recommendation.text,
        Recommendation.rationale,
        no_words,
        no_words,
        Recommendation.issue_id,
        Recommendation.rank,
        Recommendation.revision,
    ).where(Recommendation.summary_id.in_(summaries))
    both: Any = sa.union_all(issues, asks)
    return session.execute(both.order_by("is_issue", "rank", "ordinal")).all()


def _read_quotes(
    session: Session, quoted: sa.ColumnElement[bool]
) -> tuple[dict[int, list[Quote]], dict[int, list[Quote]]]:
    query = (
        select_rows()
        .add_columns(Citation.id, Citation.issue_id, Citation.recommendation_id, Citation.side, Citation.passage)
        .join(Citation, Citation.comment_id == Comment.id)
        .where(quoted)
        .order_by(Comment.place_rank, Comment.path)
    )
    of_issues: dict[int, list[Quote]] = defaultdict(list)
    of_asks: dict[int, list[Quote]] = defaultdict(list)
    for row in session.execute(query):
        *columns, citation_id, issue_id, ask_id, side, passage = row
        quote = Quote(citation_id, CommentRow(*columns[: len(COLUMNS)]), side, passage)
        (of_issues[issue_id] if issue_id else of_asks[ask_id]).append(quote)
    return of_issues, of_asks


def belongs_to(summary_id: Any) -> sa.ColumnElement[bool]:
    """Whether a citation stands in a summary."""
    return sa.or_(
        Citation.issue_id.in_(sa.select(Issue.id).where(Issue.summary_id == summary_id)),
        Citation.recommendation_id.in_(sa.select(Recommendation.id).where(Recommendation.summary_id == summary_id)),
    )
