"""What the API reads beyond the rooms' own queries; always as a visitor, so that nothing unpublished can be asked for."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.bills import queries
from app.bills.comparison import Line
from app.bills.kept import read_lines
from app.bills.models import Bill, BillTopic, Status
from app.bills.queries import BillPage
from app.discussion.asked import Asked as DiscussionAsked
from app.discussion.asked import Sort
from app.discussion.models import Position
from app.discussion.rows import CommentRow, list_rows_by_ids
from app.kernel.bilingual import EN, ZH
from app.kernel.verdict import not_found
from app.opendata.parameters import BillsAsked, CommentsAsked, CompareAsked


def list_bills(session: Session, asked: BillsAsked, now: datetime) -> tuple[BillPage, dict[int, list[str]]]:
    """List public bills with their topics."""
    page = queries.list_bills(
        session,
        now,
        status=Status(asked.status) if asked.status else None,
        agency=asked.agency or "",
        topic=asked.topic or "",
        q=asked.q,
        cursor=asked.cursor,
        limit=asked.limit,
    )
    return page, _list_topics(session, (bill.id for bill in page.items))


def _list_topics(session: Session, ids: Iterable[int]) -> dict[int, list[str]]:
    topics: dict[int, list[str]] = defaultdict(list)
    query = sa.select(BillTopic.bill_id, BillTopic.topic).where(BillTopic.bill_id.in_(list(ids)))
    for bill_id, topic in session.execute(query):
        topics[bill_id].append(topic)
    return topics


def compare(session: Session, bill: Bill, asked: CompareAsked) -> tuple[str, int, Sequence[Line]]:
    """Compare two published texts of a bill (or one with the law in force), or raise Refused (not found)."""
    lang = EN if asked.lang == "en" else ZH
    versions = queries.list_versions(session, bill)
    later = queries.pick_version(versions, asked.target)
    earlier = None if asked.origin == "current" else queries.pick_version(versions, int(asked.origin))
    return asked.origin, later.number, read_lines(session, earlier, later, lang)


def discussion_asked(asked: CommentsAsked) -> DiscussionAsked:
    """What a query asks of a discussion, in the discussion's own terms."""
    return DiscussionAsked(
        sort=Sort(asked.sort),
        article=asked.article or "",
        question=asked.question,
        position=Position(asked.position) if asked.position else None,
        official=asked.official is not None,
        unanswered=asked.unanswered is not None,
        cursor=asked.cursor,
    )


def get_comment_row(session: Session, comment_id: int, now: datetime) -> CommentRow:
    """Read one comment of a public bill, or raise Refused (not found)."""
    row = list_rows_by_ids(session, [comment_id]).get(comment_id)
    if row is None:
        raise not_found()
    queries.get_bill(session, row.bill_slug, None, now)
    return row
