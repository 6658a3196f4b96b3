"""Publishing answers by two officials: asking for a release, releasing exactly what was looked at, declining, taking back."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.bills.answered import note_response
from app.bills.models import Bill
from app.kernel.events import emit
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.richtext import count_graphemes
from app.kernel.verdict import conflict, invalid
from app.record import log
from app.record.models import Act
from app.responses.actions import lock, settle_answered
from app.responses.document import record_words, stamp_of
from app.responses.events import ReleaseAsked, ReleaseDeclined, ResponsePublished
from app.responses.models import Answer
from app.responses.queries import Response, read_response
from app.responses.releasing import policy
from app.responses.releasing.models import Release, ReleaseOutcome
from app.responses.releasing.overtaking import settle_release
from app.responses.releasing.queries import waiting_release

WORDS_LIMIT = 1_000
_CHANGED = _l("The drafts changed while you were looking at them. Read them again.")


def ask_for_release(
    session: Session, person: Person | None, bill: Bill, *, seen: str | None = None, now: datetime
) -> Release:
    """Ask that all drafts that are ready be released; `seen` is the stamp of those that were looked at."""
    lock(session, bill)
    policy.may_ask(person, bill, waiting_release(session, bill), now).require()
    assert person is not None  # noqa: S101
    response = read_response(session, bill, drafts=True)
    drafts = [item.draft for item in response.ready if item.draft is not None]
    if not drafts:
        raise conflict(_l("No draft is ready to be released."))
    _require_current(response, drafts)
    stamp = stamp_of(drafts)
    if seen is not None and seen != stamp:
        raise conflict(_CHANGED)
    release = Release(bill_id=bill.id, asked_by_id=person.id, asked_by=person, asked_at=now, stamp=stamp)
    session.add(release)
    session.flush()
    for draft in drafts:
        draft.release_id = release.id
    session.flush()
    emit(session, ReleaseAsked(bill, release, now))
    return release


def release_response(
    session: Session, person: Person | None, bill: Bill, release: Release, *, seen: str, now: datetime
) -> Sequence[Answer]:
    """Release what another official asked for as (part of) the consolidated response: it is public at once, on the record.

    `seen` is the stamp of the drafts that this official looked at.
    """
    lock(session, bill)
    session.refresh(release, ["settled_at", "outcome"])
    policy.may_release(person, release, bill, now).require()
    assert person is not None  # noqa: S101
    response = read_response(session, bill, drafts=True)
    drafts = response.released_by(release)
    if seen != release.stamp or stamp_of(drafts) != release.stamp:
        raise conflict(_CHANGED)
    _require_current(response, drafts)
    entry = log.append(
        session,
        Act.PUBLISH_RESPONSE,
        actor=person.public_id,
        subject=f"response:{bill.slug}",
        bill=bill.slug,
        words={**record_words(drafts), "asked_by": release.asked_by.public_id},
        now=now,
    )
    release.outcome, release.settled_by_id, release.settled_at = ReleaseOutcome.RELEASED, person.id, now
    release.log_seq = entry.seq
    for draft in drafts:
        draft.published_at, draft.log_seq = now, entry.seq
    session.flush()
    note_response(session, bill, now)
    is_complete = settle_answered(session, bill, now=now)
    emit(session, ResponsePublished(bill, tuple(drafts), is_complete, now))
    return drafts


def decline_release(
    session: Session, person: Person | None, bill: Bill, release: Release, *, words: str, now: datetime
) -> None:
    """Decline a release that another official asked for, with words for them."""
    lock(session, bill)
    session.refresh(release, ["settled_at", "outcome"])
    policy.may_decline(person, release, bill, now).require()
    assert person is not None  # noqa: S101
    if not words:
        raise invalid(_l("Say why you decline it. Only your agency reads this."), "words")
    if count_graphemes(words) > WORDS_LIMIT:
        raise invalid(_l("This is too long: at most %(limit)s characters.", limit=f"{WORDS_LIMIT:,}"), "words")
    settle_release(session, release, ReleaseOutcome.DECLINED, person, now, words)
    emit(session, ReleaseDeclined(bill, release, now))


def take_back_release(session: Session, person: Person | None, bill: Bill, release: Release, *, now: datetime) -> None:
    """Take back a release that one asked for."""
    lock(session, bill)
    session.refresh(release, ["settled_at", "outcome"])
    policy.may_take_back(person, release, bill, now).require()
    assert person is not None  # noqa: S101
    settle_release(session, release, ReleaseOutcome.TAKEN_BACK, person, now)


def _require_current(response: Response, drafts: Sequence[Answer]) -> None:
    """Refuse first answers to what the latest summary no longer asks."""
    mine = {draft.id for draft in drafts}
    stale = [i.target.code for i in response.retired if i.answer is None and i.draft and i.draft.id in mine]
    if stale:
        raise conflict(_l("%(codes)s is no longer recommended. Discard its draft first.", codes=", ".join(stale)))
