"""Announcing a bill and publishing its versions: acts of power, each on the public record."""

import hashlib
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

import rfc8785
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.bills import policy, queries
from app.bills.actions.freshness import require_fresh
from app.bills.actions.keys import settle_keys
from app.bills.events import BillAnnounced, VersionPublished
from app.bills.justification import judge_justification
from app.bills.models import ArticleText, Bill, ShortGround, Version
from app.bills.notice_period import NoticePeriod
from app.kernel.bilingual import Bilingual
from app.kernel.clock import taipei_day
from app.kernel.events import emit
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import Reason, Refused, conflict, invalid
from app.record import log
from app.record.models import Act

_FARTHEST = timedelta(days=730)


def announce_bill(
    session: Session,
    official: Person | None,
    bill: Bill,
    *,
    first_day: date,
    last_day: date,
    now: datetime,
    short_ground: ShortGround | None = None,
    justification: Bilingual = Bilingual(),
    revision: int | None = None,
) -> None:
    """Lay a bill open with its notice period and publish version 1; fewer than 60 days need a justification."""
    policy.may_announce(official, bill, now).require()
    assert official is not None  # noqa: S101
    require_fresh(bill, revision)
    notice = NoticePeriod(first_day, last_day)
    judge_days(notice, now)
    if notice.is_short:
        _require_justification(bill, short_ground, justification)
    version = _require_complete(session, bill)
    bill.first_day, bill.last_day = first_day, last_day
    bill.opens_at, bill.closes_at = notice.opens_at, notice.closes_at
    bill.response_due_day = notice.response_due_day
    bill.short_ground = short_ground if notice.is_short else None
    bill.justification = justification if notice.is_short else None
    bill.announced_at = now
    session.flush()
    _record_announcement(session, official, bill, notice, now)
    _publish(session, official, bill, version, now)
    emit(session, BillAnnounced(bill, version, now))


def publish_version(
    session: Session,
    official: Person | None,
    bill: Bill,
    version: Version,
    *,
    note: Bilingual,
    now: datetime,
    revision: int | None = None,
) -> None:
    """Publish a revised text with a note on what it changes and why."""
    policy.may_publish_version(official, bill, version, now).require()
    assert official is not None  # noqa: S101
    require_fresh(version, revision)
    if not note:
        raise invalid(_l("Say what this version changes and why."), "note_zh")
    texts = queries.list_articles(session, version)
    _require_texts(texts)
    if digest_articles(texts) == digest_articles(queries.list_articles(session, queries.latest_version(session, bill))):
        raise conflict(_l("This draft is the same as the version before it. Change an article first."))
    version.note = note
    _publish(session, official, bill, version, now)
    emit(session, VersionPublished(bill, version, now))


def judge_days(notice: NoticePeriod, now: datetime) -> None:
    """Check a notice period's days against each other and the calendar, or raise Refused."""
    today = taipei_day(now)
    if notice.first_day <= today:
        raise invalid(_l("The notice begins tomorrow at the earliest, so that everybody can know of it."), "first_day")
    if notice.first_day - today > _FARTHEST:
        raise invalid(_l("The first day is more than two years ahead."), "first_day")
    if notice.last_day < notice.first_day:
        raise invalid(_l("The last day lies before the first."), "last_day")
    if notice.last_day - notice.first_day > _FARTHEST:
        raise invalid(_l("The notice is longer than two years."), "last_day")


def digest_articles(texts: Sequence[ArticleText]) -> str:
    """The SHA-256 (hex) of a version's articles, in order: the RFC 8785 JSON of key, number and words of each.

    What not every article has (section, guide, the articles that it was split off or went into) is there only where it is set.
    """
    keys = {text.article_id: text.article.key for text in texts}
    rows: list[Any] = [
        {
            "key": text.article.key,
            "number": text.number,
            "deleted": text.is_deleted,
            "chapter": text.chapter.as_json(),
            "heading": text.heading.as_json(),
            "text": text.text.as_json(),
            "current_text": text.current_text.as_json() if text.current_text else None,
            "explanation": text.explanation.as_json(),
        }
        | ({"section": text.section.as_json()} if text.section else {})
        | ({"guide": text.guide.as_json()} if text.guide else {})
        | ({"split_from": keys[text.split_from_id]} if text.split_from_id in keys else {})
        | ({"merged_into": keys[text.merged_into_id]} if text.merged_into_id in keys else {})
        for text in texts
    ]
    return hashlib.sha256(rfc8785.dumps(rows)).hexdigest()


def said(text: Bilingual) -> str:
    """A bilingual text as the record keeps it: both languages, a blank line between."""
    return "\n\n".join(passage.text for passage in text.both)


def _record_announcement(session: Session, official: Person, bill: Bill, notice: NoticePeriod, now: datetime) -> None:
    words = {"first_day": notice.first_day.isoformat(), "last_day": notice.last_day.isoformat()}
    if bill.justification:
        words["justification"] = said(bill.justification)
    log.append(
        session,
        Act.ANNOUNCE,
        actor=official.public_id,
        subject=f"bill:{bill.slug}",
        bill=bill.slug,
        ground=bill.short_ground.value if bill.short_ground else None,
        words=words,
        now=now,
    )


def _require_justification(bill: Bill, ground: ShortGround | None, justification: Bilingual) -> None:
    if ground is None:
        raise invalid(_l("A notice of fewer than 60 days needs a ground from the list."), "short_ground")
    verdict = judge_justification(justification, bill.title)
    if verdict.reason is not None:
        raise Refused(verdict.reason, "justification_zh")


def _require_complete(session: Session, bill: Bill) -> Version:
    """Return the first version, or raise Refused when the bill lacks what the public must find."""
    if not bill.title or not bill.summary:
        raise invalid(_l("The bill needs a title and a summary before it can be announced."))
    version = queries.find_draft(session, bill)
    if version is None:
        raise Refused(Reason("conflict", _l("This bill has already been announced.")))
    _require_texts(queries.list_articles(session, version))
    return version


def _require_texts(texts: Sequence[ArticleText]) -> None:
    if not any(not text.is_deleted for text in texts):
        raise invalid(_l("The draft needs at least one article."))


def _publish(session: Session, official: Person, bill: Bill, version: Version, now: datetime) -> None:
    settle_keys(session, bill, version)
    version.published_at = now
    digest = digest_articles(queries.list_articles(session, version))
    words = {"version": str(version.number), "articles_sha256": digest}
    if version.note:
        words["note"] = said(version.note)
    entry = log.append(
        session,
        Act.PUBLISH_VERSION,
        actor=official.public_id,
        subject=f"version:{bill.slug}/{version.number}",
        bill=bill.slug,
        words=words,
        now=now,
    )
    version.log_seq = entry.seq
    session.flush()
