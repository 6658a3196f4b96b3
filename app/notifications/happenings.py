"""What happened to bills, for feeds: read from public facts alone, newest first, worded in the page's language.

Never from unpublished bills, drafts or comments; nothing that lies ahead of the instant is told.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased, defer, joinedload, raiseload

from app.bills.models import Bill, Milestone, NoticeChange, NoticeChangeKind, Status, Version
from app.bills.words import STAGES
from app.kernel.bilingual import Bilingual, Passage
from app.kernel.clock import day_start, taipei_day
from app.kernel.i18n import gettext as _
from app.kernel.i18n import html_lang, ngettext, show_day, words
from app.notifications.standing import CHANGES, Standing, say_days, stands_now, stood_after, stood_before
from app.responses.models import Answer
from app.summaries.models import Summary

NEWEST = 50


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened to a bill: `name` is unique in the bill and lasts, `path` is the page that shows it."""

    bill: Bill
    name: str
    at: datetime
    title: str
    path: str
    prose: tuple[Passage, ...]

    @property
    def kind(self) -> str:
        """The code of what happened, without its number."""
        return self.name.partition("/")[0]


def list_happenings(session: Session, now: datetime, slug: str | None = None) -> list[Happening]:
    """List the newest 50 happenings of all bills, or of one; empty where there is no such public bill. Six statements."""
    public = Bill.status_at(now) != Status.UNPUBLISHED.value
    which = public if slug is None else sa.and_(public, Bill.slug == slug)
    bills = session.execute(_bills().where(which).order_by(_latest_fact(now).desc(), Bill.id).limit(NEWEST)).all()
    if not bills:
        return []
    found = [happening for bill, first, later in bills for happening in _of_bill(bill, first, later, now)]
    for read in (_versions, _changes, _milestones, _summaries, _responses):
        found += read(session, which, now)
    return sorted(found, key=lambda one: (one.at, one.bill.id, one.name), reverse=True)[:NEWEST]


def _bills() -> sa.Select[Bill, NoticeChange, NoticeChange]:
    """Bills, each with the first change of its days and the first since it opened, by which is told what stood before."""
    first, later = aliased(NoticeChange), aliased(NoticeChange)
    changes = sa.select(sa.func.min(NoticeChange.id)).where(NoticeChange.bill_id == Bill.id)
    since_opening = changes.where(NoticeChange.kind != NoticeChangeKind.RESCHEDULE)
    return (
        sa.select(Bill, first, later)
        .select_from(Bill)
        .outerjoin(first, first.id == changes.scalar_subquery())
        .outerjoin(later, later.id == since_opening.scalar_subquery())
        .options(*_lean(Bill))
    )


def _lean(bill: Any) -> list[Any]:
    """Load a bill with its agency and without its long texts."""
    long_texts = [defer(text, raiseload=True) for text in (bill.explanation, bill.guide, bill.legal_basis)]
    return [*long_texts, joinedload(bill.agency, innerjoin=True), raiseload(bill.co_leads)]


def _latest_fact(now: datetime) -> sa.ColumnElement[datetime]:
    """When a bill's own dates last said something; what comes after a withdrawal does not happen."""
    facts = (Bill.withdrawn_at, Bill.closes_at, Bill.opens_at)
    return sa.case(*((fact <= now, fact) for fact in facts), else_=Bill.announced_at)


def _of_bill(bill: Bill, first: NoticeChange | None, later: NoticeChange | None, now: datetime) -> Iterator[Happening]:
    """What a bill's own dates tell, with the days of its notice as they stood then."""
    ended = min(bill.withdrawn_at or now, now)

    def at(name: str, instant: datetime | None, title: str, *prose: Passage) -> Iterator[Happening]:
        if instant is not None and instant <= (ended if name != "withdrawn" else now):
            yield Happening(bill, name, instant, title, f"/bills/{bill.slug}", tuple(prose))

    announced = stood_before(first) if first else stands_now(bill)
    opened = stood_before(later) if later else stands_now(bill)
    days = _plain(
        _(
            "Notice period: %(first)s to %(last)s.",
            first=show_day(announced.first_day),
            last=show_day(announced.last_day),
        )
    )
    until = _plain(_("Comments are taken until %(day)s 24:00 (Taipei).", day=show_day(opened.last_day)))
    summary = _said(bill.summary)
    yield from at("announced", bill.announced_at, _("Announced"), *_short(announced), *summary, days, _due(announced))
    yield from at("opened", bill.opens_at, _("The notice opened"), *_short(opened), until, *summary)
    yield from at("closed", bill.closes_at, _("The notice closed"), _due(stands_now(bill)))
    yield from at("withdrawn", bill.withdrawn_at, _("Withdrawn"), *_said(bill.withdrawal_reason))


def _short(standing: Standing) -> tuple[Passage, ...]:
    """Why a short notice is short; it stands before anything else that is said of the bill."""
    return (_plain(standing.shortness), *_said(standing.justification)) if standing.shortness else ()


def _due(standing: Standing) -> Passage:
    return _plain(_("The consolidated response is due by %(day)s.", day=show_day(standing.due_day)))


def _versions(session: Session, which: Any, now: datetime) -> Iterator[Happening]:
    query = _with_bill(Version, which).where(Version.published_at <= now, Version.number > 1)
    for version, bill in session.execute(query.order_by(Version.published_at.desc()).limit(NEWEST)):
        title, path = (
            _("Version %(number)s", number=version.number),
            f"/bills/{bill.slug}/text?version={version.number}",
        )
        yield Happening(bill, f"version/{version.number}", version.published_at, title, path, _said(version.note))


def _changes(session: Session, which: Any, now: datetime) -> Iterator[Happening]:
    query = _with_bill(NoticeChange, which).where(NoticeChange.at <= now)
    for change, bill in session.execute(query.order_by(NoticeChange.at.desc(), NoticeChange.id.desc()).limit(NEWEST)):
        is_response = change.kind is NoticeChangeKind.POSTPONEMENT
        short = () if is_response else _short(stood_after(change))
        prose = (*short, _plain(say_days(change)), *_said(change.reason))
        name = f"{change.kind.value}/{change.log_seq}"
        yield Happening(bill, name, change.at, str(CHANGES[change.kind]), f"/bills/{bill.slug}", prose)


def _milestones(session: Session, which: Any, now: datetime) -> Iterator[Happening]:
    query = _with_bill(Milestone, which).where(Milestone.day <= taipei_day(now))
    for milestone, bill in session.execute(query.order_by(Milestone.day.desc(), Milestone.id.desc()).limit(NEWEST)):
        stage = STAGES[milestone.stage]
        reached = _plain(_("%(stage)s: %(day)s", stage=stage, day=show_day(milestone.day)))
        source = (_plain(milestone.source_url),) if milestone.source_url else ()
        prose = (reached, *_said(milestone.note), *source)
        path = f"/bills/{bill.slug}#milestones"
        yield Happening(bill, f"milestone/{milestone.id}", day_start(milestone.day), str(stage), path, prose)


def _summaries(session: Session, which: Any, now: datetime) -> Iterator[Happening]:
    query = _with_bill(Summary, which).where(Summary.published_at <= now)
    query = query.options(raiseload(Summary.published_by))
    for summary, bill in session.execute(query.order_by(Summary.published_at.desc()).limit(NEWEST)):
        covered = {"covered": summary.covered_comments, "total": summary.total_comments}
        prose = _plain(_("It cites %(covered)s of %(total)s comments.", **covered))
        title, path = _("Summary published"), f"/bills/{bill.slug}/summary"
        yield Happening(bill, f"summary/{summary.number}", summary.published_at, title, path, (prose,))


def _responses(session: Session, which: Any, now: datetime) -> Iterator[Happening]:
    """What was answered in one publication is one happening."""
    columns: tuple[Any, ...] = (Answer.bill_id, Answer.published_at, Answer.log_seq, sa.func.count().label("number"))
    published = (
        sa.select(*columns)
        .join(Bill, Bill.id == Answer.bill_id)
        .where(which, Answer.published_at <= now)
        .group_by(*columns[:3])
        .order_by(Answer.published_at.desc())
        .limit(NEWEST)
        .subquery()
    )
    query = sa.select(Bill, published).join(published, published.c.bill_id == Bill.id).options(*_lean(Bill))
    for bill, _id, at, seq, number in session.execute(query):
        prose = _plain(ngettext("%(num)d answer is published.", "%(num)d answers are published.", number))
        yield Happening(
            bill, f"response/{seq}", at, str(_("Response published")), f"/bills/{bill.slug}/response", (prose,)
        )


def _with_bill(thing: Any, which: Any) -> sa.Select[Any]:
    return sa.select(thing, Bill).join(Bill, Bill.id == thing.bill_id).options(*_lean(Bill)).where(which)


def _plain(text: object) -> Passage:
    return Passage(str(text), html_lang())


def _said(text: Bilingual | None) -> tuple[Passage, ...]:
    """A bilingual text in the page's language, a passage a paragraph."""
    passage = words(text)
    parts = (part.strip() for part in passage.text.replace("\r", "").split("\n\n"))
    return tuple(Passage(part, passage.lang) for part in parts if part)
