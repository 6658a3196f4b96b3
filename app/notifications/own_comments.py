"""What somebody has said, with what came of it: state, endorsements, the newest replies, and whether an official answered."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased, defer

from app.accounts.models import Agency, Person, Subgroup
from app.bills.models import Bill
from app.discussion.beside import excerpt
from app.discussion.models import Badge, Comment, Participation, State
from app.discussion.paths import LEVELS, end_of_branch
from app.discussion.rows import CommentRow, select_rows
from app.kernel.bilingual import Bilingual
from app.notifications.models import Notice

PAGE = 20
WINDOW = 3  # replies shown below each comment
BILLS = 200  # to choose from
FURTHEST = 1_000  # unread notices that are looked through
_VISIBLE: Any = sa.literal_column("'visible'")  # as partial indexes have it


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply to one's own comment: who, in what office, when, how it begins, and whether one has been there since."""

    id: int
    parent_id: int
    handle: str
    badge: Badge | None
    office: Bilingual | None
    posted_at: datetime
    text: str
    lang: str
    is_unread: bool


@dataclass(frozen=True, slots=True)
class OwnComment:
    """One's own comment with the title of its bill, its newest replies (oldest of them first), and how many more there are."""

    row: CommentRow
    title: Bilingual
    is_answered: bool
    replies: tuple[Reply, ...] = ()

    @property
    def more(self) -> int:
        """How many replies are not shown."""
        return max(0, self.row.reply_count - len(self.replies))


@dataclass(frozen=True, slots=True)
class OwnPage:
    """One page of somebody's comments, newest first; `next` is the id to go on below, or None."""

    items: list[OwnComment]
    next: int | None


def list_own(
    session: Session,
    person: Person,
    *,
    bill: str = "",
    state: State | None = None,
    before: int | None = None,
    among: Collection[int] | None = None,
    limit: int = PAGE,
) -> OwnPage:
    """Read a page of somebody's comments, perhaps on one bill, in one state or among some ids, in two statements."""
    query = select_rows().add_columns(Bill.title, _has_official_reply()).where(Comment.author_id == person.id)
    if bill:
        query = query.where(Bill.slug == bill)
    if state is not None:
        query = query.where(Comment.state == state)
    if among is not None:
        query = query.where(Comment.id.in_(among))
    if before is not None:
        query = query.where(Comment.id < before)
    found = session.execute(query.order_by(Comment.author_id.desc(), Comment.id.desc()).limit(limit + 1)).all()
    shown = [OwnComment(CommentRow(*row[:-2]), *row[-2:]) for row in found[:limit]]
    return OwnPage(_with_replies(session, person, shown), shown[-1].row.id if len(found) > limit else None)


def list_bills_spoken_on(session: Session, person: Person) -> Sequence[Bill]:
    """List the bills on which somebody has spoken, the newest first, without their long texts."""
    query = sa.select(Bill).join(Participation, Participation.bill_id == Bill.id)
    long_texts = (defer(text, raiseload=True) for text in (Bill.explanation, Bill.guide, Bill.legal_basis))
    query = query.where(Participation.person_id == person.id).order_by(Bill.id.desc()).limit(BILLS)
    return session.scalars(query.options(*long_texts)).all()


def _has_official_reply() -> sa.ColumnElement[bool]:
    """Whether an official speaks below a comment; found by the range of its branch, which ends where threads are shown flat."""
    below = aliased(Comment)
    return (
        sa.exists()
        .where(below.bill_id == Comment.bill_id, below.place_rank == Comment.place_rank, Comment.depth < LEVELS)
        .where(below.path > Comment.path, below.path < end_of_branch(Comment.path))
        .where(below.badge == Badge.OFFICIAL, below.badge.is_not(None), below.state == _VISIBLE)
        .correlate(Comment)
    )


def _with_replies(session: Session, person: Person, shown: Sequence[OwnComment]) -> list[OwnComment]:
    replies: dict[int, list[Reply]] = {own.row.id: [] for own in shown}
    answered = [own.row.id for own in shown if own.row.reply_count]
    if answered:
        for *told, html, lang, is_unread in session.execute(_newest_replies(person, answered)):
            reply = Reply(*(*told, excerpt(html or ""), lang, bool(is_unread)))
            replies[reply.parent_id].append(reply)
    return [_answered(own, tuple(replies[own.row.id])) for own in shown]


def _answered(own: OwnComment, replies: tuple[Reply, ...]) -> OwnComment:
    is_answered = own.is_answered or any(reply.badge is Badge.OFFICIAL for reply in replies)
    return OwnComment(own.row, own.title, is_answered, replies)


def _newest_replies(person: Person, ids: Sequence[int]) -> sa.Select[Any]:
    """Select the newest visible replies to some comments, each by its own range of the index: as fast where there are thousands."""
    chosen = sa.union_all(*(sa.select(_newest_below(number).subquery()) for number in ids)).subquery()
    office = sa.func.coalesce(Agency.name, Subgroup.name, type_=Agency.name.type)
    columns: tuple[Any, ...] = (Comment.id, Comment.parent_id, Person.handle, Comment.badge, office, Comment.posted_at)
    return (
        sa.select(*columns, Comment.body_html, Comment.lang, _is_unread(person))
        .select_from(sa.join(chosen, Comment, Comment.id == chosen.c.id))
        .join(Person, Person.id == Comment.author_id)
        .outerjoin(Agency, Agency.id == Comment.badge_agency_id)
        .outerjoin(Subgroup, Subgroup.id == Comment.badge_subgroup_id)
        .order_by(Comment.id)
    )


def _newest_below(comment_id: int) -> sa.Select[int]:
    """As a range of one parent: PostgreSQL drops a constant from the order, and would go back through all comments."""
    reply = aliased(Comment)
    said = reply.parent_id.between(comment_id, comment_id)
    query = sa.select(reply.id).where(said, reply.state == State.VISIBLE)
    return query.order_by(reply.parent_id.desc(), reply.id.desc()).limit(WINDOW)


def _is_unread(person: Person) -> sa.ColumnElement[bool]:
    """Whether a reply came with or after the first notice that is unread: those are the newest ones, and are told at once."""
    if not person.unread_notices:
        return sa.false()
    first = (
        sa.select(Notice.at)
        .where(Notice.person_id == person.id)
        .order_by(Notice.person_id.desc(), Notice.id.desc())
        .offset(min(person.unread_notices, FURTHEST) - 1)
        .limit(1)
        .scalar_subquery()
    )
    return sa.and_(Comment.author_id != person.id, Comment.posted_at >= first)
