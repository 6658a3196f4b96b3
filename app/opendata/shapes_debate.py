"""Comments, journeys, summaries and responses as plain JSON (shapes: schemas_debate, schemas_outcome)."""

from collections.abc import Sequence
from datetime import datetime

from app.bills.models import Bill
from app.discussion.argument_queries import Found
from app.discussion.pages import Page
from app.discussion.rows import CommentRow
from app.kernel.bilingual import Bilingual
from app.kernel.i18n import speaking
from app.opendata.journeys import Changed, Journey
from app.opendata.shapes_bills import Shape, address, both, day, instant, segments
from app.opendata.stations import Station, read_stations
from app.responses.models import Answer
from app.responses.queries import Response, target_of
from app.responses.releasing.queries import Released
from app.summaries.anchors import anchor_of
from app.summaries.contents import Contents, IssueRow, Quote, RecommendationRow
from app.summaries.minorities import find_minority
from app.summaries.objections.queries import ObjectionRow
from app.summaries.queries import CitedIn


def comment_item(row: CommentRow) -> Shape:
    """A comment; the row has no words unless it is visible."""
    return {
        "id": row.id,
        "bill": row.bill_slug,
        "parent": row.parent_id,
        "root": row.root_id or row.id,
        "depth": row.depth,
        "author": _author(row),
        "article": row.address,
        "question": row.question_ordinal,
        "position": row.position.value if row.position else None,
        "body": row.body,
        "html": row.body_html,
        "lang": row.lang,
        "proposed_text": row.proposed_text,
        "proposed_lang": row.proposed_lang,
        "proposed_html": row.proposed_html,
        "version": row.version_number,
        "posted_at": instant(row.posted_at),
        "edited_at": instant(row.edited_at),
        "state": row.state.value,
        "state_at": instant(row.state_at),
        "ground": row.ground.value if row.ground else None,
        "state_reason": row.state_reason,
        "log_seq": row.log_seq,
        "overturned_seq": row.overturned_seq,
        "rules_version": row.rules_version,
        "blackout": _blackout(row),
        "endorsements": row.endorsement_count,
        "replies": row.reply_count,
        "sha256": row.sha256,
        "revision": row.revision,
        "argument": {"id": row.argument_id, "voices": row.argument_voices} if row.argument_id else None,
        "moved": {"from": row.moved_from, "log_seq": row.moved_seq} if row.moved_from is not None else None,
        "merged_into": row.merged_into_id,
        "url": address(f"/comments/{row.id}"),
    }


def _blackout(row: CommentRow) -> Shape | None:
    if row.blackout_seq is None or row.blackout_ground is None:
        return None
    return {"ground": row.blackout_ground.value, "at": instant(row.blackout_at), "log_seq": row.blackout_seq}


def argument_document(found: Found, page: Page) -> Shape:
    """What several people say in nearly the same words, with one page of their comments."""
    argument, bill = found
    return {
        "id": argument.id,
        "bill": bill.slug,
        "comments": argument.comment_count,
        "voices": argument.voice_count,
        "dissolved_seq": argument.dissolved_seq,
        "url": address(f"/arguments/{argument.id}"),
        "items": [comment_item(row) for row in page.rows],
        "next": page.next,
    }


def _author(row: CommentRow) -> Shape:
    return {
        "handle": row.author_handle,
        "badge": row.badge.value if row.badge else None,
        "body": both(row.badge_name) if row.badge_name else None,
    }


def answer_item(answer: Answer) -> Shape:
    """An answer on record."""
    return {
        "target": target_of(answer).code,
        "outcome": answer.outcome.value if answer.outcome else None,
        "reason": both(answer.reason),
        "version": answer.version.number if answer.version else None,
        "articles": [change.address for change in answer.changes],
        "addition": answer.is_addition,
        "published_at": instant(answer.published_at),
        "log_seq": answer.log_seq,
    }


def journey_document(journey: Journey, now: datetime) -> Shape:
    """What became of a comment."""
    bill = journey.bill
    return {
        "comment": comment_item(journey.row),
        "summary_published_at": instant(journey.summarised_at),
        "issues": [_cited(bill, found, "title") for found in journey.issues],
        "recommendations": [_cited(bill, found, "text") for found in journey.recommendations],
        "answers": [answer_item(answer) for answer in journey.answers],
        "unanswered": journey.unanswered,
        "changes": [change_item(change) for change in journey.changes],
        "response_due_day": day(bill.response_due_day),
        "overdue_days": bill.overdue_days(now),
        **station_items(journey, now),
    }


def station_items(journey: Journey, now: datetime) -> Shape:
    """The stations of a journey with what is said of them, and the whole in one sentence, in both languages."""
    with speaking("zh-TW"):
        chinese = read_stations(journey, now)
    with speaking("en"):
        english = read_stations(journey, now)
    pairs = zip(chinese.each, english.each, strict=True)
    return {
        "sentence": both(Bilingual(chinese.sentence, english.sentence)),
        "stations": [_station(one, Bilingual(zh.note or "", one.note or "")) for zh, one in pairs],
    }


def _station(station: Station, note: Bilingual) -> Shape:
    return {
        "station": station.code,
        "reached": station.reached,
        "at": instant(station.at),
        "due_day": day(station.due_day),
        "overdue_days": station.overdue_days,
        "note": both(note) if note else None,
        "url": address(station.href),
        "items": [
            {"code": stop.code, "at": instant(stop.at), "state": stop.state, "url": address(stop.href)}
            for stop in station.stops
        ],
    }


def _cited(bill: Bill, found: CitedIn, words: str) -> Shape:
    anchor = anchor_of(found.code)
    url = address(f"/bills/{bill.slug}/summary#{anchor}")
    return {"ordinal": found.ordinal, words: both(found.text), "url": url}


def change_item(change: Changed) -> Shape:
    """How an article changed after a comment."""
    return {
        "key": change.key,
        "change": change.compared.change.value,
        "from_version": change.from_version,
        "to_version": change.to_version,
        "targets": list(change.targets),
        "lang": change.compared.lang,
        "segments": segments(change.compared),
    }


def summary_document(bill: Bill, contents: Contents | None, objections: Sequence[ObjectionRow] = ()) -> Shape:
    """A published summary with what its cited authors object, or the empty shape while there is none."""
    head = contents.head if contents else None
    issues = {issue.id: issue.ordinal for issue in contents.issues} if contents else {}
    return {
        "bill": bill.slug,
        "number": head.number if head else None,
        "published_at": instant(head.published_at) if head else None,
        "signers": [handle for handle in (head.proposed_by, head.published_by) if handle] if head else [],
        "introduction": both(head.introduction) if head else None,
        "issues": [_issue(issue) for issue in contents.issues] if contents else [],
        "recommendations": [_recommendation(r, issues) for r in contents.recommendations] if contents else [],
        "coverage": _coverage(bill, contents),
        "objections": [_objection(row) for row in objections],
    }


def _objection(row: ObjectionRow) -> Shape:
    return {
        "comment": row.comment_id,
        "author": row.author,
        "version": row.version,
        "words": row.words,
        "made_at": instant(row.made_at),
        "answer": both(row.answer) if row.is_answered else None,
        "answered_in": row.answered_in,
        "url": address(f"/comments/{row.comment_id}"),
    }


def _issue(issue: IssueRow) -> Shape:
    found = find_minority(issue)
    return {
        "ordinal": issue.ordinal,
        "title": both(issue.title),
        "statement": both(issue.statement),
        "position_for": both(issue.position_for),
        "position_against": both(issue.position_against),
        "minority": {"side": found.side.value, "people": found.people, "of": found.of} if found else None,
        **_quotes(issue.quotes),
    }


def _recommendation(found: RecommendationRow, issues: dict[int, int]) -> Shape:
    return {
        "ordinal": found.ordinal,
        "issue": issues.get(found.issue_id or 0),
        "text": both(found.text),
        "rationale": both(found.rationale),
        **_quotes(found.quotes),
    }


def _quotes(quotes: Sequence[Quote]) -> Shape:
    shown = [quote for quote in quotes if quote.is_shown]
    return {
        "comments": [quote.row.id for quote in shown],
        "citations": [_citation(quote) for quote in shown],
        "dropped": len(quotes) - len(shown),
    }


def _citation(quote: Quote) -> Shape:
    return {"comment": quote.row.id, "side": quote.side.value if quote.side else None, "passage": quote.passage}


def _coverage(bill: Bill, contents: Contents | None) -> Shape:
    head = contents.head if contents else None
    numbers = {
        name: getattr(head, name) if head else 0
        for name in ("covered_comments", "total_comments", "covered_people", "total_people")
    }
    shares = {
        of: round(numbers[f"covered_{of}"] / numbers[f"total_{of}"], 4) if numbers[f"total_{of}"] else 0.0
        for of in ("comments", "people")
    }
    now = {
        "covered_comments": contents.covered_comments if contents else 0,
        "total_comments": bill.comment_count,
        "covered_people": contents.covered_people if contents else 0,
        "total_people": bill.people_count,
    }
    return {**shares, **numbers, "now": now}


def response_document(bill: Bill, response: Response, releases: Sequence[Released], now: datetime) -> Shape:
    """The answers on record, who released them, and what of all that was asked is still without one."""
    items = (*response.items, *response.retired, response.statement)
    return {
        "bill": bill.slug,
        "answers": [answer_item(answer) for item in items for answer in item.published],
        "releases": [release_item(release) for release in releases],
        "unanswered": [item.target.code for item in response.unanswered],
        "first_published_at": instant(bill.first_response_at),
        "answered_at": instant(bill.answered_at),
        "due_day": day(bill.response_due_day),
        "overdue_days": bill.overdue_days(now),
    }


def release_item(release: Released) -> Shape:
    """A release of answers, with both officials."""
    return {
        "at": instant(release.at),
        "asked_by": release.asked_by,
        "released_by": release.released_by,
        "log_seq": release.log_seq,
    }
