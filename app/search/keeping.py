"""How the index is kept: told of what happens, in the transaction in which it happens; or made anew as a whole."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.bills.events import BillAnnounced, BillTextsFilled, VersionPublished
from app.bills.models import Bill
from app.discussion.events import CommentEdited, CommentMoved, CommentPosted, CommentStateChanged
from app.discussion.models import Comment, State
from app.kernel.events import Events
from app.search import index
from app.search.contents import comment_entry, entry_of, list_passages
from app.search.models import Passage

_BATCH = 2_000


def keep_comment(session: Session, event: CommentPosted | CommentEdited | CommentStateChanged) -> None:
    """Let a comment's present words be found while it is visible, and nothing of it otherwise."""
    comment = event.comment
    if comment.state is State.VISIBLE:
        index.put(session, [entry_of(comment)])
    else:
        index.take_out(session, [comment.id])


def keep_bill(session: Session, event: BillAnnounced | VersionPublished | BillTextsFilled) -> None:
    """Let a bill's published passages be found as they stand now."""
    put_bill(session, event.bill)


def put_bill(session: Session, bill: Bill) -> None:
    """Put the passages of an announced bill into the index, in the place of those that were there."""
    of_bill = Passage.bill_id == bill.id
    index.take_out(session, session.scalars(sa.select(Passage.position).where(of_bill)).all())
    session.execute(sa.delete(Passage).where(of_bill))
    contents = list_passages(session, bill)
    session.add_all(content.passage for content in contents)
    index.put(session, [content.entry for content in contents])
    session.flush()


def rebuild(session: Session) -> tuple[int, int]:
    """Make the whole index anew from what is public; tell how many bills and comments it holds."""
    index.clear(session)
    session.execute(sa.delete(Passage))
    bills = session.scalars(sa.select(Bill).where(Bill.announced_at.is_not(None)).order_by(Bill.id)).all()
    comments = 0
    with index.in_bulk(session):
        for bill in bills:
            put_bill(session, bill)
            comments += put_comments(session, bill)
    return len(bills), comments


def fill_if_missing(session: Session) -> None:
    """Make the index where there is none yet: in a database from before there was one."""
    if session.scalar(sa.select(Passage.position).limit(1)) is None:
        rebuild(session)


def put_comments(session: Session, bill: Bill) -> int:
    """Put all visible comments of a bill into the index; tell how many."""
    return _put_visible(session, Comment.bill_id == bill.id)


def keep_thread(session: Session, event: CommentMoved) -> None:
    """Let a thread be found under the place where it stands now."""
    root = event.comment.id
    _put_visible(session, sa.or_(Comment.id == root, Comment.root_id == root))


def _put_visible(session: Session, which: sa.ColumnElement[bool]) -> int:
    columns = sa.select(Comment.id, Comment.bill_id, Comment.article_id, Comment.body_html, Comment.proposed_text)
    visible = columns.where(which, Comment.state == State.VISIBLE).order_by(Comment.id)
    last, put = 0, 0
    while rows := session.execute(visible.where(Comment.id > last).limit(_BATCH)).all():
        index.put(session, [comment_entry(*row) for row in rows])
        last, put = rows[-1].id, put + len(rows)
    return put


def subscribe(events: Events) -> None:
    """Listen to the rooms below."""
    for said in (CommentPosted, CommentEdited, CommentStateChanged):
        events.subscribe(said, keep_comment)
    events.subscribe(CommentMoved, keep_thread)
    for published in (BillAnnounced, VersionPublished, BillTextsFilled):
        events.subscribe(published, keep_bill)
