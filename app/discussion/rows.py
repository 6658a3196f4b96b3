"""Comments as the public reads them: column tuples, from which hidden and withdrawn words are left out by the database itself."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from app.accounts.models import Agency, Person, Subgroup
from app.bills.models import Article, Bill, Question, Version
from app.discussion.argument_models import Argument, is_one
from app.discussion.blackouts.models import Blackout
from app.discussion.models import Badge, Comment, Ground, Position, State
from app.kernel.bilingual import Bilingual

_parent = aliased(Comment)
_parent_author = aliased(Person)


@dataclass(frozen=True, slots=True)
class CommentRow:
    """One comment as a card shows it; `body`, `body_html`, `sha256`, the proposal and the argument are None unless it is visible.

    The argument's id and its number of people are also None where nobody else is shown to say the same.
    """

    id: int
    bill_slug: str
    parent_id: int | None
    parent_handle: str | None
    root_id: int | None
    depth: int
    path: str
    place_rank: int
    place_key: str | None
    address: str | None
    question_ordinal: int | None
    author_id: int
    author_handle: str
    badge: Badge | None
    badge_agency: Bilingual | None
    badge_subgroup: Bilingual | None
    position: Position | None
    body: str | None
    body_html: str | None
    sha256: str | None
    lang: str
    proposed_text: str | None
    proposed_lang: str | None
    proposed_html: str | None
    version_number: int
    posted_at: datetime
    edited_at: datetime | None
    state: State
    state_at: datetime | None
    ground: Ground | None
    state_reason: str | None
    log_seq: int | None
    endorsement_count: int
    reply_count: int
    thread_count: int
    revision: int
    argument_id: int | None
    argument_voices: int | None
    moved_from: str | None
    moved_seq: int | None
    merged_into_id: int | None
    merged_seq: int | None
    overturned_seq: int | None
    rules_version: int | None
    blackout_seq: int | None
    blackout_ground: Ground | None
    blackout_at: datetime | None

    @property
    def badge_name(self) -> Bilingual | None:
        """The agency or subgroup in whose name the author spoke."""
        return self.badge_agency or self.badge_subgroup

    @property
    def place(self) -> str:
        """The place as it is written in addresses: 18.2, Q1, or nothing for the bill as a whole."""
        return self.address or (f"Q{self.question_ordinal}" if self.question_ordinal else "")


def _if_visible(column: Any) -> Any:
    return sa.case((Comment.state == State.VISIBLE, column), else_=None)


COLUMNS: tuple[Any, ...] = (
    Comment.id,
    Bill.slug.label("bill_slug"),
    Comment.parent_id,
    _parent_author.handle.label("parent_handle"),
    Comment.root_id,
    Comment.depth,
    Comment.path,
    Comment.place_rank,
    Article.key.label("place_key"),
    Comment.address,
    Question.ordinal.label("question_ordinal"),
    Comment.author_id,
    Person.handle.label("author_handle"),
    Comment.badge,
    Agency.name.label("badge_agency"),
    Subgroup.name.label("badge_subgroup"),
    Comment.position,
    _if_visible(Comment.body).label("body"),
    _if_visible(Comment.body_html).label("body_html"),
    _if_visible(Comment.sha256).label("sha256"),
    Comment.lang,
    _if_visible(Comment.proposed_text).label("proposed_text"),
    _if_visible(Comment.proposed_lang).label("proposed_lang"),
    _if_visible(Comment.proposed_html).label("proposed_html"),
    Version.number.label("version_number"),
    Comment.posted_at,
    Comment.edited_at,
    Comment.state,
    Comment.state_at,
    Comment.ground,
    Comment.state_reason,
    Comment.log_seq,
    Comment.endorsement_count,
    Comment.reply_count,
    Comment.thread_count,
    Comment.revision,
    _if_visible(Argument.id).label("argument_id"),
    _if_visible(Argument.voice_count).label("argument_voices"),
    Comment.moved_from,
    Comment.moved_seq,
    Comment.merged_into_id,
    Comment.merged_seq,
    Comment.overturned_seq,
    Comment.rules_version,
    _if_visible(Comment.blackout_seq).label("blackout_seq"),
    _if_visible(Blackout.ground).label("blackout_ground"),
    _if_visible(Blackout.at).label("blackout_at"),
)


@cache
def select_rows() -> sa.Select[Any]:
    """Select what cards need; callers add where, order and limit."""
    return select_rows_from(Comment)


def select_rows_from(source: Any) -> sa.Select[Any]:
    """Select what cards need from comments that are already joined to something, which the database then reads first.

    PostgreSQL keeps the order of so many joins as it is written.
    """
    return (
        sa.select(*COLUMNS)
        .select_from(source)
        .join(Bill, Bill.id == Comment.bill_id)
        .join(Person, Person.id == Comment.author_id)
        .join(Version, Version.id == Comment.version_id)
        .outerjoin(Article, Article.id == Comment.article_id)
        .outerjoin(Question, Question.id == Comment.question_id)
        .outerjoin(Agency, Agency.id == Comment.badge_agency_id)
        .outerjoin(Subgroup, Subgroup.id == Comment.badge_subgroup_id)
        .outerjoin(_parent, _parent.id == Comment.parent_id)
        .outerjoin(_parent_author, _parent_author.id == _parent.author_id)
        .outerjoin(Argument, sa.and_(Argument.id == Comment.argument_id, is_one()))
        .outerjoin(Blackout, Blackout.log_seq == Comment.blackout_seq)
    )


def read_rows(session: Session, query: sa.Select[Any], **values: Any) -> list[CommentRow]:
    """Run a query made of select_rows, with the values of its named parameters."""
    return [CommentRow(*row) for row in session.execute(query, values)]


def list_rows_by_ids(session: Session, ids: Iterable[int]) -> dict[int, CommentRow]:
    """Read the cards of some comments, by id; those that do not exist are left out."""
    wanted: Sequence[int] = sorted(set(ids))
    if not wanted:
        return {}
    return {row.id: row for row in read_rows(session, select_rows().where(Comment.id.in_(wanted)))}
