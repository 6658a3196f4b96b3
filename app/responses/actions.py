"""Drafting answers and additions, declaring them ready, and finding out whether a bill is answered. Publishing: releasing.actions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.bills.answered import clear_answered, set_answered
from app.bills.models import Bill, Question
from app.kernel.bilingual import Bilingual
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import Faults, conflict, invalid
from app.responses import policy, queries
from app.responses.models import Answer, AnswerArticle, Outcome
from app.responses.queries import Item
from app.responses.releasing.overtaking import overtake
from app.responses.rules import find_changes, require_outcome, require_reason
from app.responses.sharing.models import AnswerStepKind
from app.responses.sharing.steps import note_step
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
    is_ready: bool = False,
    now: datetime,
) -> Answer:
    """Draft the answer to a recommendation, a key question or the whole, or write its draft anew (`revision` is the draft's)."""
    item = _open(session, person, bill, target, now)
    if item.answer is not None:
        raise conflict(_l("This answer is published and changes no more. Add to it instead."))
    if not item.is_current:
        raise conflict(_l("The latest summary no longer makes this recommendation."))
    return _write(session, person, bill, item, words, revision, now, is_addition=False, is_ready=is_ready)


def add_to_answer(
    session: Session,
    person: Person | None,
    bill: Bill,
    target: Target,
    words: AnswerWords,
    *,
    revision: int | None = None,
    is_ready: bool = False,
    now: datetime,
) -> Answer:
    """Draft an addition to a published answer; it keeps its own date, and its outcome is the one that stands from then on."""
    item = _open(session, person, bill, target, now)
    if item.answer is None:
        raise conflict(_l("There is no published answer to add to yet. Write the answer first."))
    return _write(session, person, bill, item, words, revision, now, is_addition=True, is_ready=is_ready)


def answer_several(
    session: Session,
    person: Person | None,
    bill: Bill,
    targets: Sequence[Target],
    words: AnswerWords,
    *,
    is_ready: bool = False,
    now: datetime,
) -> Sequence[Answer]:
    """Draft the same decision and reasons for several points; what is answered gets an addition. All of them or none."""
    policy.may_answer(person, bill, now).require()
    if not targets:
        raise invalid(_l("Choose at least one point of the list."), "targets")
    response = queries.read_response(session, bill, drafts=True)
    items = [response.find(target) for target in dict.fromkeys(targets)]
    drafted = [item.target.code for item in items if item.draft is not None]
    if drafted:
        raise conflict(
            _l("%(codes)s has a draft already. Leave it out, or edit it by itself.", codes=", ".join(drafted))
        )
    written = []
    for item in items:
        write = save_answer if item.answer is None else add_to_answer
        written.append(write(session, person, bill, item.target, words, is_ready=is_ready, now=now))
    return written


def discard_answer(
    session: Session, person: Person | None, bill: Bill, target: Target, *, revision: int, now: datetime
) -> None:
    """Throw a draft away; what is published stays."""
    item = _open(session, person, bill, target, now)
    if item.draft is None:
        raise conflict(_l("There is no draft here any more."))
    assert person is not None  # noqa: S101
    _require_fresh(item.draft, revision)
    overtake(session, item.draft, person, now)
    note_step(session, bill, item.draft, AnswerStepKind.DISCARDED, person, now)
    session.delete(item.draft)
    session.flush()


def declare_ready(
    session: Session,
    person: Person | None,
    bill: Bill,
    targets: Sequence[Target],
    *,
    is_ready: bool = True,
    now: datetime,
) -> Sequence[Answer]:
    """Declare drafts ready to be released (or not ready after all); all of them or, where one has no draft, none."""
    policy.may_answer(person, bill, now).require()
    assert person is not None  # noqa: S101
    if not targets:
        raise invalid(_l("Choose at least one point of the list."), "targets")
    lock(session, bill)
    response = queries.read_response(session, bill, drafts=True)
    drafts = []
    for target in targets:
        draft = response.find(target).draft
        if draft is None:
            raise conflict(_l("There is no draft of %(code)s. Write it first.", code=target.code))
        drafts.append(draft)
    for draft in drafts:
        if (draft.ready_at is not None) != is_ready:
            overtake(session, draft, person, now)
            draft.ready_at = now if is_ready else None
            note_step(session, bill, draft, AnswerStepKind.READY if is_ready else AnswerStepKind.NOT_READY, person, now)
    session.flush()
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
    lock(session, bill)
    return queries.read_response(session, bill, drafts=True).find(target)


def lock(session: Session, bill: Bill) -> None:
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
    is_ready: bool,
) -> Answer:
    assert person is not None  # noqa: S101
    draft = item.draft
    if draft is not None:
        _require_fresh(draft, revision)
        overtake(session, draft, person, now)
    faults = Faults()
    with faults:
        require_outcome(item.target, words.outcome)
    with faults:
        require_reason(words.reason)
    with faults:
        version, changes = find_changes(session, bill, words.outcome, words.version, words.articles)
    faults.require_none()
    if draft is None:
        draft = Answer(bill_id=bill.id, is_addition=is_addition, revision=0, changes=[])
        draft.recommendation_ordinal = item.target.recommendation
        draft.question = _question(session, bill, item.target)
        session.add(draft)
    draft.outcome, draft.reason, draft.version = words.outcome, words.reason, version
    draft.author_id, draft.written_at, draft.ready_at = person.id, now, now if is_ready else None
    _set_changes(draft, changes)
    draft.revision += 1
    session.flush()
    note_step(session, bill, draft, AnswerStepKind.WRITTEN, person, now)
    return draft


def _set_changes(draft: Answer, changes: Sequence[AnswerArticle]) -> None:
    kept = {(c.article_id, c.address): c for c in draft.changes}
    draft.changes = [kept.get((c.article.id, c.address), c) for c in changes]


def _question(session: Session, bill: Bill, target: Target) -> Question | None:
    if target.question is None:
        return None
    wanted = sa.select(Question).where(Question.bill_id == bill.id, Question.ordinal == target.question)
    return session.scalars(wanted).one()
