"""Every act on objections: making one, taking it back, and answering it in the next version."""

import hashlib
import json
from datetime import datetime

from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.discussion.models import Comment
from app.kernel.bilingual import Bilingual
from app.kernel.events import emit
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.richtext import count_graphemes
from app.kernel.verdict import conflict, invalid
from app.summaries.actions.rules import require_words, require_work, touch
from app.summaries.events import ObjectionMade, ObjectionWithdrawn
from app.summaries.models import Summary
from app.summaries.objections import policy
from app.summaries.objections.models import Objection
from app.summaries.objections.queries import find_latest_cited, find_objection

LIMIT = 1000


def object_to_summary(
    session: Session, person: Person | None, comment: Comment, *, words: str, version: int, now: datetime
) -> Objection:
    """Say that the summary does not say what one said; `version` is the one that was looked at. The bill must be held."""
    latest, is_cited = find_latest_cited(session, comment)
    made = find_objection(session, latest, comment)
    policy.may_object(person, comment, comment.bill, now, is_cited=is_cited, objection=made).require()
    assert latest is not None  # noqa: S101
    if latest.number != version:
        raise conflict(_l("A newer version of the summary is published. Read it first."))
    if not words:
        raise invalid(_l("Say what the summary gets wrong."), "words")
    if count_graphemes(words) > LIMIT:
        raise invalid(_l("This is too long: at most %(limit)s characters.", limit=f"{LIMIT:,}"), "words")
    objection = Objection(summary=latest, comment=comment, words=words, made_at=now, answer=Bilingual())
    session.add(objection)
    session.flush()
    emit(session, ObjectionMade(objection, now))
    return objection


def take_back_objection(session: Session, person: Person | None, comment: Comment, *, now: datetime) -> None:
    """Take back one's objection to the latest version, for good. The bill must be held."""
    latest, _is_cited = find_latest_cited(session, comment)
    objection = find_objection(session, latest, comment)
    policy.may_take_back(person, comment, comment.bill, now, objection).require()
    assert objection is not None  # noqa: S101
    objection.withdrawn_at = now
    session.flush()
    emit(session, ObjectionWithdrawn(objection, now))


def answer_objection(
    session: Session,
    person: Person | None,
    draft: Summary,
    objection: Objection,
    words: Bilingual,
    *,
    stamp: str,
    now: datetime,
) -> None:
    """Write what the next version says to an objection; `stamp` is of the answer that was looked at."""
    require_work(person, draft, now)
    if stamp != stamp_answer(objection.answer):
        raise conflict(_l("A colleague changed this answer meanwhile. What it says now stands beside your words."))
    require_words(words, "answer", LIMIT)
    objection.answer, objection.answered_in_id = words, draft.id
    touch(session, draft, person)


def stamp_answer(answer: Bilingual) -> str:
    """A short mark of what an answer says."""
    return hashlib.sha256(json.dumps(answer.as_json(), sort_keys=True).encode()).hexdigest()[:16]
