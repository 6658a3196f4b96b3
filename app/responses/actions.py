"""Every act on responses: drafting answers and additions, publishing them, and finding out whether a bill is answered."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import rfc8785
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.bills.answered import clear_answered, note_response, set_answered
from app.bills.models import Bill, Question
from app.kernel.bilingual import Bilingual
from app.kernel.events import emit
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import conflict
from app.record import log
from app.record.models import Act
from app.responses import policy, queries
from app.responses.events import ResponsePublished
from app.responses.models import Answer, AnswerArticle, Outcome
from app.responses.queries import Item
from app.responses.rules import find_changes, require_words
from app.responses.targets import Target


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerWords:
    """A decision and its reasons; adopted ones name articles (addresses such as 18 or 18.2) in a version (its number)."""

    reason: Bilingual
    outcome: Outcome | None = None
    version: int | None = None
    articles: tuple[str, ...] = ()


def save_answer(
    session: Session,
    person: Person | None,
    bill: Bill,
    target: Target,
    words: AnswerWords,
    *,
    revision: int | None = None,
    now: datetime,
) -> Answer:
    """Draft the answer to a recommendation, a key question or the whole, or write its draft anew (`revision` is the draft's)."""
    item = _open(session, person, bill, target, now)
    if item.answer is not None:
        raise conflict(_l("This answer is published and changes no more. Add to it instead."))
    if not item.is_current:
        raise conflict(_l("The latest summary no longer makes this recommendation."))
    return _write(session, person, bill, item, words, revision, now, is_addition=False)


def add_to_answer(
    session: Session,
    person: Person | None,
    bill: Bill,
    target: Target,
    words: AnswerWords,
    *,
    revision: int | None = None,
    now: datetime,
) -> Answer:
    """Draft an addition to a published answer; it keeps its own date, and its outcome is the one that stands from then on."""
    item = _open(session, person, bill, target, now)
    if item.answer is None:
        raise conflict(_l("There is no published answer to add to yet. Write the answer first."))
    return _write(session, person, bill, item, words, revision, now, is_addition=True)


def discard_answer(
    session: Session, person: Person | None, bill: Bill, target: Target, *, revision: int, now: datetime
) -> None:
    """Throw a draft away; what is published stays."""
    item = _open(session, person, bill, target, now)
    if item.draft is None:
        raise conflict(_l("There is no draft here any more."))
    _require_fresh(item.draft, revision)
    session.delete(item.draft)
    session.flush()


def publish_response(
    session: Session, person: Person | None, bill: Bill, *, seen: str | None = None, now: datetime
) -> Sequence[Answer]:
    """Publish all drafts at once as (part of) the consolidated response; `seen` is the mark of the drafts that were looked at."""
    policy.may_answer(person, bill, now).require()
    assert person is not None  # noqa: S101
    _lock(session, bill)
    response = queries.read_response(session, bill, drafts=True)
    drafts = [item.draft for item in response.drafts if item.draft is not None]
    if not drafts:
        raise conflict(_l("There is no draft to publish."))
    if seen is not None and seen != queries.stamp_drafts(response):
        raise conflict(_l("The drafts changed while you were looking at them. Read them again, then publish."))
    stale = [item.target.code for item in response.retired if item.draft is not None and item.answer is None]
    if stale:
        raise conflict(_l("%(codes)s is no longer recommended. Discard its draft first.", codes=", ".join(stale)))
    entry = log.append(
        session,
        Act.PUBLISH_RESPONSE,
        actor=person.public_id,
        subject=f"response:{bill.slug}",
        bill=bill.slug,
        words=_record_words(drafts),
        now=now,
    )
    for draft in drafts:
        draft.published_at, draft.log_seq = now, entry.seq
    session.flush()
    note_response(session, bill, now)
    is_complete = settle_answered(session, bill, now=now)
    emit(session, ResponsePublished(bill, tuple(drafts), is_complete, now))
    return drafts


def settle_answered(session: Session, bill: Bill, *, now: datetime) -> bool:
    """Find out whether all that is asked about a bill is answered, and let bills keep the fact."""
    is_complete = queries.read_response(session, bill).is_complete
    if is_complete:
        set_answered(session, bill, now)
    else:
        clear_answered(session, bill)
    return is_complete


def _open(session: Session, person: Person | None, bill: Bill, target: Target, now: datetime) -> Item:
    policy.may_answer(person, bill, now).require()
    _lock(session, bill)
    return queries.read_response(session, bill, drafts=True).find(target)


def _lock(session: Session, bill: Bill) -> None:
    """Let acts on one bill's response follow each other."""
    session.execute(sa.select(Bill.id).where(Bill.id == bill.id).with_for_update())


def _require_fresh(draft: Answer, revision: int | None) -> None:
    if draft.revision != revision:
        raise conflict(
            _l(
                "A colleague changed this meanwhile. What it says now stands beside your words; compare, then save again."
            )
        )


def _write(
    session: Session,
    person: Person | None,
    bill: Bill,
    item: Item,
    words: AnswerWords,
    revision: int | None,
    now: datetime,
    *,
    is_addition: bool,
) -> Answer:
    assert person is not None  # noqa: S101
    draft = item.draft
    if draft is not None:
        _require_fresh(draft, revision)
    require_words(item.target, words.outcome, words.reason)
    version, changes = find_changes(session, bill, words.outcome, words.version, words.articles)
    if draft is None:
        draft = Answer(bill_id=bill.id, is_addition=is_addition, revision=0, changes=[])
        draft.recommendation_ordinal = item.target.recommendation
        draft.question = _question(session, bill, item.target)
        session.add(draft)
    draft.outcome, draft.reason, draft.version = words.outcome, words.reason, version
    draft.author_id, draft.written_at = person.id, now
    _set_changes(draft, changes)
    draft.revision += 1
    session.flush()
    return draft


def _set_changes(draft: Answer, changes: Sequence[AnswerArticle]) -> None:
    kept = {(c.article_id, c.address): c for c in draft.changes}
    draft.changes = [kept.get((c.article.id, c.address), c) for c in changes]


def _question(session: Session, bill: Bill, target: Target) -> Question | None:
    if target.question is None:
        return None
    wanted = sa.select(Question).where(Question.bill_id == bill.id, Question.ordinal == target.question)
    return session.scalars(wanted).one()


def _record_words(drafts: Sequence[Answer]) -> dict[str, str]:
    """What the record says of a publication: target and outcome of each answer, and the SHA-256 of all that was published."""
    said = {}
    document: list[Any] = []
    for draft in drafts:
        code = queries.target_of(draft).code + ("+" if draft.is_addition else "")
        said[code] = draft.outcome.value if draft.outcome else "statement"
        document.append(
            {"target": code, "outcome": said[code], "reason": draft.reason.as_json(), **_said_changes(draft)}
        )
    return {**said, "sha256": hashlib.sha256(rfc8785.dumps(document)).hexdigest()}


def _said_changes(draft: Answer) -> dict[str, object]:
    version = draft.version.number if draft.version else None
    return {"version": version, "articles": sorted(change.address for change in draft.changes)}
