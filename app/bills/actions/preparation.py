"""Preparing a bill: its texts and key questions, before anybody outside the agency knows of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Agency, Person
from app.bills import policy
from app.bills.actions.audit import DraftAct, differences, note_change
from app.bills.actions.freshness import require_fresh
from app.bills.events import BillTextsFilled
from app.bills.models import Bill, BillKind, BillTopic, Question, Status, Version
from app.kernel.bilingual import Bilingual
from app.kernel.events import emit
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import invalid

SLUG = re.compile(r"(?=.{3,80}\Z)[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_RESERVED = frozenset({"new"})
_MOST_QUESTIONS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class BillTexts:
    """What a bill says about itself, each text in two languages."""

    title: Bilingual
    summary: Bilingual
    explanation: Bilingual = Bilingual()
    guide: Bilingual = Bilingual()
    legal_basis: Bilingual = Bilingual()


def create_bill(
    session: Session,
    official: Person | None,
    agency: Agency,
    *,
    slug: str,
    kind: BillKind,
    texts: BillTexts,
    now: datetime,
    co_leads: Sequence[Agency] = (),
    topics: Sequence[str] = (),
    note: Bilingual = Bilingual(),
) -> Bill:
    """Prepare a bill with an empty draft of version 1; it is unpublished and gets the agency's default subgroup."""
    policy.may_create_bill(official, agency, now).require()
    _require_title(texts)
    bill = Bill(
        slug=_free_slug(session, slug, now),
        kind=kind,
        agency=agency,
        subgroup_id=agency.subgroup_id,
        note=note,
        created_at=now,
        **_columns(texts),
    )
    bill.co_leads = [other for other in co_leads if other.id != agency.id]
    bill.topics = [BillTopic(topic=topic) for topic in dict.fromkeys(topics)]
    session.add(bill)
    session.flush()
    session.add(Version(bill_id=bill.id, number=1, note=Bilingual()))
    note_change(session, official, bill, None, DraftAct.CREATE_BILL, "", differences({}, _bill_fields(bill)), now=now)
    session.flush()
    return bill


def update_bill_texts(
    session: Session,
    official: Person | None,
    bill: Bill,
    *,
    texts: BillTexts,
    now: datetime,
    kind: BillKind | None = None,
    co_leads: Sequence[Agency] | None = None,
    topics: Sequence[str] | None = None,
    revision: int | None = None,
) -> None:
    """Change a bill's texts; once it is announced what stands is kept, and only a missing language can be added."""
    policy.may_edit_texts(official, bill, now).require()
    _require_title(texts)
    before = _bill_fields(bill)
    if is_public := bill.status(now) is not Status.UNPUBLISHED:
        _fill_missing(bill, texts)
    else:
        require_fresh(bill, revision)
        _set_texts(bill, texts, kind, co_leads, topics)
    changes = differences(before, _bill_fields(bill))
    note_change(session, official, bill, None, DraftAct.CHANGE_TEXTS, "", changes, now=now)
    session.flush()
    if is_public and changes:
        emit(session, BillTextsFilled(bill, now))


def _set_texts(
    bill: Bill,
    texts: BillTexts,
    kind: BillKind | None,
    co_leads: Sequence[Agency] | None,
    topics: Sequence[str] | None,
) -> None:
    for name, text in _columns(texts).items():
        setattr(bill, name, text)
    if kind is not None:
        bill.kind = kind
    if co_leads is not None:
        bill.co_leads = [other for other in co_leads if other.id != bill.agency_id]
    if topics is not None:
        kept = {filed.topic: filed for filed in bill.topics}
        bill.topics = [kept.get(topic) or BillTopic(topic=topic) for topic in dict.fromkeys(topics)]


def save_questions(
    session: Session,
    official: Person | None,
    bill: Bill,
    *,
    questions: Sequence[Bilingual],
    now: datetime,
    revision: int | None = None,
) -> None:
    """Set the key questions in their order; a question keeps its identity by its ordinal."""
    policy.may_edit_questions(official, bill, now).require()
    require_fresh(bill, revision)
    if len(questions) > _MOST_QUESTIONS:
        raise invalid(_l("A discussion is not ordered by more than 20 key questions."), "questions")
    if not all(questions):
        raise invalid(_l("A key question needs words in one language at least."), "questions")
    rows = session.scalars(sa.select(Question).where(Question.bill_id == bill.id).order_by(Question.ordinal))
    standing = {question.ordinal: question for question in rows}
    changes = differences(
        {f"Q{n}": q.text for n, q in standing.items()}, {f"Q{n}": t for n, t in enumerate(questions, 1)}
    )
    note_change(session, official, bill, None, DraftAct.CHANGE_QUESTIONS, "", changes, now=now)
    for ordinal, text in enumerate(questions, 1):
        if ordinal in standing:
            standing.pop(ordinal).text = text
        else:
            session.add(Question(bill_id=bill.id, ordinal=ordinal, text=text))
    for left_over in standing.values():
        session.delete(left_over)
    session.flush()


def _bill_fields(bill: Bill) -> dict[str, Bilingual | str]:
    """What a bill says about itself, for the note of who changed it."""
    lists = {
        "kind": bill.kind.value,
        "topics": ", ".join(filed.topic for filed in bill.topics),
        "co_leads": ", ".join(agency.slug for agency in bill.co_leads),
    }
    return {name.name: getattr(bill, name.name) for name in fields(BillTexts)} | lists


def _columns(texts: BillTexts) -> dict[str, Bilingual]:
    return {field.name: getattr(texts, field.name) for field in fields(texts)}


def _require_title(texts: BillTexts) -> None:
    if not texts.title:
        raise invalid(_l("Give the bill a title in one language at least."), "title_zh")


def _fill_missing(bill: Bill, texts: BillTexts) -> None:
    for name, text in _columns(texts).items():
        stands: Bilingual = getattr(bill, name)
        filled = Bilingual(stands.zh or text.zh, stands.en or text.en)
        if Bilingual(text.zh or filled.zh, text.en or filled.en) != filled:
            words = _l("What was announced stays as it stands; only a missing language can be added.")
            raise invalid(words, f"{name}_zh" if text.zh not in ("", filled.zh) else f"{name}_en")
        setattr(bill, name, filled)


def _free_slug(session: Session, slug: str, now: datetime) -> str:
    """Return the address to use: a public bill's is refused; an embargoed bill's is not given away."""
    if not SLUG.fullmatch(slug) or slug in _RESERVED:
        words = _l("Use 3 to 80 small letters, digits and hyphens, beginning with a letter: water-act-2026.")
        raise invalid(words, "slug")
    stem = slug[:76]
    alike = sa.select(Bill).where(sa.or_(Bill.slug == slug, Bill.slug.startswith(f"{stem}-")))
    taken = {bill.slug: bill.announced_at for bill in session.scalars(alike)}
    if slug not in taken:
        return slug
    announced_at = taken[slug]
    if announced_at is not None and announced_at <= now:
        raise invalid(_l("Another bill has this address. Choose a different one."), "slug")
    return next(f"{stem}-{n}" for n in range(2, 1000) if f"{stem}-{n}" not in taken)
