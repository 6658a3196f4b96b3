"""What the API reads beyond the rooms' own queries; always as a visitor, so that nothing unpublished can be asked for."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.bills import queries
from app.bills.comparison import Compared, compare_versions, compare_with_current
from app.bills.models import Bill, BillTopic, Status
from app.bills.queries import BillPage
from app.discussion.models import Position
from app.discussion.queries import Asked as DiscussionAsked
from app.discussion.queries import Sort
from app.discussion.rows import CommentRow, list_rows_by_ids
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


def compare(session: Session, bill: Bill, asked: CompareAsked) -> tuple[str, int, tuple[Compared, ...]]:
    """Compare two published texts of a bill (or one with the law in force), or raise Refused (not found)."""
    lang = "en" if asked.lang == "en" else "zh-Hant-TW"
    versions = queries.list_versions(session, bill)
    later = queries.pick_version(versions, asked.target)
    if asked.origin == "current":
        return asked.origin, later.number, compare_with_current(queries.list_articles(session, later), lang)
    earlier = queries.pick_version(versions, int(asked.origin))
    texts = queries.list_articles(session, *{earlier, later})
    sides = [[text for text in texts if text.version_id == side.id] for side in (earlier, later)]
    return asked.origin, later.number, compare_versions(sides[0], sides[1], lang)


def discussion_asked(asked: CommentsAsked) -> DiscussionAsked:
    """What a query asks of a discussion, in the discussion's own terms."""
    return DiscussionAsked(
        sort=Sort(asked.sort),
        article=asked.article or "",
        question=asked.question,
        position=Position(asked.position) if asked.position else None,
        cursor=asked.cursor,
    )


def get_comment_row(session: Session, comment_id: int, now: datetime) -> CommentRow:
    """Read one comment of a public bill, or raise Refused (not found)."""
    row = list_rows_by_ids(session, [comment_id]).get(comment_id)
    if row is None:
        raise not_found()
    queries.get_bill(session, row.bill_slug, None, now)
    return row
