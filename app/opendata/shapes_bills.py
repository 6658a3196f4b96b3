"""Bills, versions and comparisons as plain JSON (shapes: schemas_bills)."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import Any

from flask import current_app

from app.accounts.models import Agency, Subgroup
from app.bills.comparison import Change, Compared, Line
from app.bills.models import ArticleText, Bill, Milestone, NoticeChange, Question, Version
from app.kernel.bilingual import Bilingual
from app.kernel.clock import rfc3339

Shape = dict[str, Any]


def address(path: str) -> str:
    """An absolute address of this platform."""
    base: str = current_app.extensions["gongyi.settings"].base_url
    return base + path


def instant(at: datetime | None) -> str | None:
    """An instant in RFC 3339, UTC."""
    return rfc3339(at) if at is not None else None


def day(on: date | None) -> str | None:
    """A calendar day."""
    return on.isoformat() if on is not None else None


def both(text: Bilingual | None) -> dict[str, str | None]:
    """A text in two languages."""
    return (text or Bilingual()).as_json()


def agency_name(agency: Agency) -> Shape:
    """An agency where it is named."""
    return {"slug": agency.slug, "name": both(agency.name), "abbreviation": agency.abbreviation}


def subgroup_name(subgroup: Subgroup) -> Shape:
    """A subgroup where it is named."""
    return {"slug": subgroup.slug, "name": both(subgroup.name)}


def bill_item(bill: Bill, topics: Iterable[str], now: datetime) -> Shape:
    """A bill as a list shows it; agency and subgroup loaded."""
    return {
        "slug": bill.slug,
        "url": address(f"/bills/{bill.slug}"),
        "kind": bill.kind.value,
        "title": both(bill.title),
        "summary": both(bill.summary),
        "status": bill.status(now).value,
        "agency": agency_name(bill.agency),
        "subgroup": subgroup_name(bill.subgroup),
        "topics": sorted(topics),
        "announced_at": instant(bill.announced_at),
        "first_day": day(bill.first_day),
        "last_day": day(bill.last_day),
        "opens_at": instant(bill.opens_at),
        "closes_at": instant(bill.closes_at),
        "response_due_day": day(bill.response_due_day),
        "overdue_days": bill.overdue_days(now),
        "answered_at": instant(bill.answered_at),
        "withdrawn_at": instant(bill.withdrawn_at),
        "counts": {"comments": bill.comment_count, "people": bill.people_count, "copies": bill.copy_count},
        "revision": bill.revision,
    }


def bill_document(
    bill: Bill,
    versions: Sequence[Version],
    questions: Sequence[Question],
    milestones: Sequence[Milestone],
    changes: Sequence[NoticeChange],
    now: datetime,
) -> Shape:
    """A bill in full."""
    short = (
        {"ground": bill.short_ground.value, "justification": both(bill.justification)} if bill.short_ground else None
    )
    return bill_item(bill, (found.topic for found in bill.topics), now) | {
        "explanation": both(bill.explanation),
        "guide": both(bill.guide),
        "legal_basis": both(bill.legal_basis),
        "note": both(bill.note),
        "co_leads": [agency_name(agency) for agency in bill.co_leads],
        "short_notice": short,
        "withdrawal_reason": both(bill.withdrawal_reason) if bill.withdrawal_reason else None,
        "questions": [{"ordinal": q.ordinal, "text": both(q.text), "comments": q.comment_count} for q in questions],
        "versions": [version_item(version) for version in versions],
        "milestones": [milestone_item(milestone) for milestone in milestones],
        "notice_changes": [notice_change_item(change) for change in changes],
    }


def notice_change_item(change: NoticeChange) -> Shape:
    """A change of a bill's days."""

    def days(which: str) -> Shape:
        return {
            "first_day": day(getattr(change, f"{which}_first_day")),
            "last_day": day(getattr(change, f"{which}_last_day")),
            "response_due_day": day(getattr(change, f"{which}_due_day")),
        }

    return {
        "kind": change.kind.value,
        "at": instant(change.at),
        "reason": both(change.reason),
        "before": days("old"),
        "after": days("new"),
        "record": change.log_seq,
    }


def version_item(version: Version) -> Shape:
    """A published version where it is listed."""
    return {"number": version.number, "published_at": instant(version.published_at), "note": both(version.note)}


def milestone_item(milestone: Milestone) -> Shape:
    """A stage reached."""
    return {
        "stage": milestone.stage.value,
        "day": day(milestone.day),
        "note": both(milestone.note),
        "source_url": milestone.source_url or None,
        "source_label": both(milestone.source_label),
    }


def version_document(
    bill: Bill, version: Version, texts: Sequence[ArticleText], why: Callable[[int, ArticleText], list[Shape]]
) -> Shape:
    """A version with its articles; `why` tells what stands behind the change of each (origins)."""
    articles = [article_item(text) | {"why": why(version.number, text)} for text in texts]
    return {"bill": bill.slug, **version_item(version), "articles": articles}


def article_item(text: ArticleText) -> Shape:
    """An article as it reads in a version."""
    return {
        "key": text.article.key,
        "number": text.number,
        "chapter": both(text.chapter),
        "section": both(text.section),
        "heading": both(text.heading),
        "text": both(text.text),
        "current_text": both(text.current_text) if text.current_text is not None else None,
        "explanation": both(text.explanation),
        "deleted": text.is_deleted,
    }


def comparison(bill: Bill, origin: str, target: int, lines: Sequence[Line]) -> Shape:
    """Two texts, article by article."""
    return {"bill": bill.slug, "from": origin, "to": target, "articles": [article_change(line) for line in lines]}


def article_change(line: Line) -> Shape:
    """What became of one article."""
    partner = line.partner.key if line.partner else None
    return {
        "key": line.key,
        "change": line.change.value,
        "from_number": line.from_number,
        "to_number": line.to_number,
        "split_from": partner if line.change is Change.SPLIT else None,
        "merged_into": partner if line.change is Change.MERGED else None,
        "lang": line.lang,
        "segments": segments(line),
    }


def segments(found: Line | Compared) -> list[Shape]:
    """The runs of a redline."""
    return [{"op": segment.op, "text": segment.text} for segment in found.segments]
