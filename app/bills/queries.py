"""Every read of bills. Visibility is decided here: what somebody may not know of is not found."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased, contains_eager, defer, joinedload, raiseload

from app.accounts.models import Agency, Membership, Person, Role
from app.bills import policy
from app.bills.models import (
    Article,
    ArticleText,
    Bill,
    BillTopic,
    Milestone,
    Question,
    Status,
    Version,
    bill_co_lead,
)
from app.kernel.verdict import not_found

_CURSOR = re.compile(r"(\d{1,16})-(\d{1,18})")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class BillPage:
    """One page of a list of bills, and the cursor of the next (None on the last)."""

    items: Sequence[Bill]
    next: str | None


@cache
def _bill_with_all(lock: bool) -> sa.Select[Bill]:
    """Select the bill `slug` with all that its pages name; made once, since every page of a bill asks for it."""
    query = (
        sa.select(Bill)
        .where(Bill.slug == sa.bindparam("slug"))
        .options(
            joinedload(Bill.agency, innerjoin=True),
            joinedload(Bill.subgroup, innerjoin=True),
            joinedload(Bill.co_leads),
            joinedload(Bill.topics),
        )
    )
    return query.with_for_update(of=Bill).execution_options(populate_existing=True) if lock else query


def get_bill(session: Session, slug: str, person: Person | None, now: datetime, *, lock: bool = False) -> Bill:
    """Load a bill that somebody may read with its agencies, subgroup and topics, or raise Refused (not found).

    With `lock` its row is held until the transaction ends, so that acts on one bill follow each other.
    """
    bill = session.scalars(_bill_with_all(lock), {"slug": slug}).unique().one_or_none()
    if bill is None or not policy.may_read_bill(person, bill, now):
        raise not_found()
    return bill


def list_bills(
    session: Session,
    now: datetime,
    *,
    status: Status | None = None,
    agency: str = "",
    topic: str = "",
    q: str = "",
    cursor: str = "",
    limit: int = 20,
) -> BillPage:
    """List the bills that everybody may know of, announced last first; an unpublished one is in no list."""
    query = _cards().where(Bill.status_at(now) != Status.UNPUBLISHED.value)
    if status is not None:
        query = query.where(Bill.status_at(now) == status.value)
    if agency:
        query = query.where(_of_agencies(sa.select(Agency.id).where(Agency.slug == agency)))
    if topic:
        query = query.where(Bill.id.in_(sa.select(BillTopic.bill_id).where(BillTopic.topic == topic)))
    for word in q.split()[:8]:
        query = query.where(sa.or_(_says(Bill.title, word), _says(Bill.summary, word), Bill.slug == word.lower()))
    if after := _read_cursor(cursor):
        query = query.where(sa.tuple_(Bill.announced_at, Bill.id) < sa.tuple_(*map(sa.literal, after)))
    query = query.order_by(Bill.announced_at.desc(), Bill.id.desc()).limit(limit + 1)
    found = session.scalars(query).unique().all()
    return BillPage(found[:limit], _write_cursor(found[limit - 1]) if len(found) > limit else None)


def list_bills_of_agencies(session: Session, person: Person, now: datetime) -> Sequence[Bill]:
    """List the bills of somebody's agencies, unpublished ones too, last made first; for the desk."""
    agencies = sa.select(Membership.agency_id).where(
        Membership.person_id == person.id,
        Membership.role == Role.OFFICIAL,
        Membership.starts_at <= now,
        sa.or_(Membership.ends_at.is_(None), Membership.ends_at > now),
    )
    query = _cards().where(_of_agencies(agencies)).order_by(Bill.created_at.desc(), Bill.id.desc()).limit(200)
    return session.scalars(query).unique().all()


def list_versions(session: Session, bill: Bill, *, drafts: bool = False) -> Sequence[Version]:
    """List a bill's published versions in order, with the draft where `drafts` (or where nothing is published yet)."""
    versions = session.scalars(_versions(), {"bill": bill.id}).all()
    published = [version for version in versions if version.published_at is not None]
    return versions if drafts or not published else published


@cache
def _versions() -> sa.Select[Version]:
    return sa.select(Version).where(Version.bill_id == sa.bindparam("bill")).order_by(Version.number)


def pick_version(versions: Sequence[Version], number: int | None) -> Version:
    """Return the version with a number (the last without one), or raise Refused (not found)."""
    found = versions[-1:] if number is None else [v for v in versions if v.number == number]
    if not found:
        raise not_found()
    return found[0]


def latest_version(session: Session, bill: Bill) -> Version:
    """Return the latest published version (of an unpublished bill: its draft)."""
    return pick_version(list_versions(session, bill), None)


def get_version(session: Session, bill: Bill, number: int) -> Version:
    """Return a published version by its number, or raise Refused (not found)."""
    return pick_version(list_versions(session, bill), number)


def find_draft(session: Session, bill: Bill) -> Version | None:
    """Find the version that the agency is working on."""
    query = sa.select(Version).where(Version.bill_id == bill.id, Version.published_at.is_(None))
    return session.scalars(query).one_or_none()


def get_draft(session: Session, bill: Bill) -> Version:
    """Return the version that the agency is working on, or raise Refused (not found)."""
    draft = find_draft(session, bill)
    if draft is None:
        raise not_found()
    return draft


def list_articles(session: Session, *versions: Version) -> Sequence[ArticleText]:
    """List the articles of one version (or of several, version by version) in order, with their identity and counts."""
    return list_articles_of(session, ArticleText.version_id.in_([version.id for version in versions]))


def list_articles_of(session: Session, which: sa.ColumnElement[bool]) -> Sequence[ArticleText]:
    """List articles as they read in the versions that a condition selects, in order, with their identity and counts."""
    query = (
        sa.select(ArticleText)
        .options(joinedload(ArticleText.article, innerjoin=True))
        .where(which)
        .order_by(ArticleText.version_id, ArticleText.ordinal, ArticleText.id)
    )
    return session.scalars(query).all()


def get_article(session: Session, bill: Bill, key: str) -> Article:
    """Return an article by its key, or raise Refused (not found), as for one that a public bill only drafts."""
    published = sa.exists().where(ArticleText.article_id == Article.id, ArticleText.version_id == Version.id)
    query = sa.select(Article).where(Article.bill_id == bill.id, Article.key == key)
    if bill.announced_at is not None:
        query = query.where(published.where(Version.published_at.is_not(None)))
    found = session.scalars(query).one_or_none()
    if found is None:
        raise not_found()
    return found


def get_draft_article(session: Session, bill: Bill, article_id: int) -> Article:
    """Return an article of a bill by its id, drafted ones too, or raise Refused (not found); for the desk."""
    query = sa.select(Article).where(Article.bill_id == bill.id, Article.id == article_id)
    found = session.scalars(query).one_or_none()
    if found is None:
        raise not_found()
    return found


def list_texts_of_article(session: Session, bill: Bill, key: str) -> Sequence[ArticleText]:
    """List what an article says in each public version, first to last, or raise Refused (not found) where none has it."""
    query = (
        sa.select(ArticleText)
        .join(ArticleText.version)
        .join(ArticleText.article)
        .options(contains_eager(ArticleText.version), contains_eager(ArticleText.article))
        .where(Article.bill_id == bill.id, Article.key == key)
        .order_by(Version.number)
    )
    if bill.announced_at is not None:
        query = query.where(Version.published_at.is_not(None))
    texts = session.scalars(query).all()
    if not texts:
        raise not_found()
    return texts


def list_related(session: Session, texts: Sequence[ArticleText]) -> Sequence[ArticleText]:
    """List all articles of the last of the versions in which one is given, and of the others those that it was split from or
    merged into, or that were from it or into it.
    """
    own = {text.article_id for text in texts}
    partners = {key for text in texts for key in (text.split_from_id, text.merged_into_id)} - {None}
    versions, other = [text.version_id for text in texts], aliased(ArticleText)
    joined = sa.select(other.article_id).where(
        other.version_id.in_(versions), sa.or_(other.split_from_id.in_(own), other.merged_into_id.in_(own))
    )
    related = sa.or_(ArticleText.article_id.in_(joined), ArticleText.article_id.in_(partners))
    with_it = sa.and_(ArticleText.version_id.in_(versions), related)
    return list_articles_of(session, sa.or_(with_it, ArticleText.version_id == versions[-1]))


def published_article_ids(session: Session, bill: Bill) -> frozenset[int]:
    """The ids of a bill's articles that stand in a published version."""
    query = sa.select(ArticleText.article_id).join(ArticleText.version)
    return frozenset(session.scalars(query.where(Version.bill_id == bill.id, Version.published_at.is_not(None))))


def list_questions(session: Session, bill: Bill) -> Sequence[Question]:
    """List a bill's key questions in order."""
    return session.scalars(sa.select(Question).where(Question.bill_id == bill.id).order_by(Question.ordinal)).all()


def list_milestones(session: Session, bill: Bill) -> Sequence[Milestone]:
    """List the stages that a bill has reached, by day."""
    query = sa.select(Milestone).where(Milestone.bill_id == bill.id).order_by(Milestone.day, Milestone.id)
    return session.scalars(query).all()


def list_topics(session: Session, now: datetime) -> Sequence[str]:
    """List the topics under which public bills are filed."""
    query = sa.select(BillTopic.topic).join(Bill, Bill.id == BillTopic.bill_id).distinct().order_by(BillTopic.topic)
    return session.scalars(query.where(Bill.status_at(now) != Status.UNPUBLISHED.value)).all()


def list_agencies(session: Session) -> Sequence[Agency]:
    """List the agencies that lay bills open."""
    return session.scalars(sa.select(Agency).order_by(Agency.slug)).all()


def list_agencies_of(session: Session, person: Person, now: datetime) -> Sequence[Agency]:
    """List the agencies whose bills somebody prepares."""
    ids = [m.agency_id for m in person.memberships if m.role is Role.OFFICIAL and m.is_running(now)]
    return session.scalars(sa.select(Agency).where(Agency.id.in_(ids)).order_by(Agency.slug)).all()


def _cards() -> sa.Select[Bill]:
    """Bills as lists show them: with agency and subgroup, without their long texts."""
    long_texts = [defer(text, raiseload=True) for text in (Bill.explanation, Bill.guide, Bill.legal_basis)]
    together = [joinedload(Bill.agency, innerjoin=True), joinedload(Bill.subgroup, innerjoin=True)]
    return sa.select(Bill).options(*long_texts, *together, raiseload(Bill.co_leads))


def _of_agencies(agencies: sa.Select[Any]) -> sa.ColumnElement[bool]:
    co_led = sa.select(bill_co_lead.c.bill_id).where(bill_co_lead.c.agency_id.in_(agencies))
    return sa.or_(Bill.agency_id.in_(agencies), Bill.id.in_(co_led))


def _says(column: Any, word: str) -> sa.ColumnElement[bool]:
    """Whether a bilingual text contains a word; its stored JSON is stripped of its two keys first."""
    plain: Any = sa.type_coerce(column, sa.Text)
    for key in ('{"zh": "', '", "en": "', '"}'):
        plain = sa.func.replace(plain, key, "\n")
    inside = json.dumps(word, ensure_ascii=False)[1:-1]
    return sa.func.lower(plain).contains(inside.lower(), autoescape=True)


def _write_cursor(bill: Bill) -> str:
    assert bill.announced_at is not None  # noqa: S101
    return f"{(bill.announced_at - _EPOCH) // timedelta(microseconds=1)}-{bill.id}"


def _read_cursor(cursor: str) -> tuple[datetime, int] | None:
    match = _CURSOR.fullmatch(cursor)
    return (_EPOCH + timedelta(microseconds=int(match[1])), int(match[2])) if match else None
