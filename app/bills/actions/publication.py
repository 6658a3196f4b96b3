"""Announcing a bill and publishing its versions: acts of power, each on the public record."""

import hashlib
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import rfc8785
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.bills import policy, queries
from app.bills.actions.days import lay_days
from app.bills.actions.freshness import require_fresh
from app.bills.actions.keys import settle_keys
from app.bills.actions.settling import require_nothing_waits
from app.bills.events import BillAnnounced, VersionPublished
from app.bills.models import ArticleText, Bill, PendingKind, ShortGround, Version
from app.bills.notice_plan import NoticePlan
from app.kernel.bilingual import Bilingual
from app.kernel.events import emit
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import Reason, Refused, conflict, invalid
from app.record import log
from app.record.models import Act


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
    asked_by: Person | None = None,
    revision: int | None = None,
) -> None:
    """Lay a bill open with its notice period and publish version 1.

    Fewer than 60 days need a ground, a justification, and two officials: `asked_by` and the one who signs.
    """
    policy.may_announce(official, bill, now).require()
    assert official is not None  # noqa: S101
    require_fresh(bill, revision)
    require_nothing_waits(session, bill, PendingKind.ANNOUNCEMENT)
    version = require_complete(session, bill)
    lay_days(bill, official, asked_by, NoticePlan(first_day, last_day, short_ground, justification), now)
    bill.announced_at = now
    session.flush()
    _record_announcement(session, official, bill, asked_by, now)
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


def _record_announcement(
    session: Session, official: Person, bill: Bill, asked_by: Person | None, now: datetime
) -> None:
    words = {"first_day": str(bill.first_day), "last_day": str(bill.last_day)}
    if bill.justification:
        words["justification"] = said(bill.justification)
    if asked_by is not None:
        words["asked_by"] = asked_by.public_id
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


def require_complete(session: Session, bill: Bill) -> Version:
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
