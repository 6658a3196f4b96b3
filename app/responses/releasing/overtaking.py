"""What becomes of a waiting release when one of its drafts changes: it is over, since nobody looked at what stands there now."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.responses.models import Answer
from app.responses.releasing.models import Release, ReleaseOutcome


def overtake(session: Session, draft: Answer, person: Person, now: datetime) -> None:
    """End the release that waits with a draft, which somebody is about to change."""
    if draft.release_id is not None:
        release = session.get_one(Release, draft.release_id)
        settle_release(session, release, ReleaseOutcome.OVERTAKEN, person, now)


def settle_release(
    session: Session, release: Release, outcome: ReleaseOutcome, person: Person, now: datetime, words: str = ""
) -> None:
    """Settle a waiting release that publishes nothing; its drafts are ready for another one."""
    release.outcome, release.settled_by_id, release.settled_at, release.words = outcome, person.id, now, words
    for draft in session.scalars(sa.select(Answer).where(Answer.release_id == release.id)):
        draft.release_id = None
    session.flush()
