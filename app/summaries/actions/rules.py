"""What the acts on a draft hold in common: who and when, freshness, and what words a part must have."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.kernel.bilingual import Bilingual
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.richtext import LIMIT, count_graphemes
from app.kernel.verdict import Faults, conflict, invalid
from app.summaries import policy
from app.summaries.models import Issue, Recommendation, Summary

TITLE_LIMIT = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueWords:
    """What an issue says: a neutral statement under a title, and the positions for and against."""

    title: Bilingual
    statement: Bilingual
    position_for: Bilingual = Bilingual()
    position_against: Bilingual = Bilingual()


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationWords:
    """What a recommendation says, and why."""

    text: Bilingual
    rationale: Bilingual = Bilingual()


def require_work(person: Person | None, draft: Summary, now: datetime) -> None:
    """Let work on a draft through, or raise Refused."""
    policy.may_summarise(person, draft.bill, now).require()
    require_draft(draft)


def require_draft(draft: Summary) -> None:
    """Raise Refused (conflict) where the version is published already."""
    if draft.published_at is not None:
        raise conflict(_l("This version is published and changes no more. Open a new draft."))


def require_fresh(part: Summary | Issue | Recommendation, revision: int) -> None:
    """Raise Refused (conflict) where a colleague has changed the words since they were looked at."""
    require_seen(part.revision, revision)


def require_seen(current: int, seen: int) -> None:
    """Raise Refused (conflict) where a revision has grown since it was looked at."""
    if current != seen:
        raise conflict(
            _l(
                "A colleague changed this meanwhile. What it says now stands beside your words; compare, then save again."
            )
        )


def touch(session: Session, draft: Summary, person: Person | None) -> None:
    """Note that somebody changed the draft, so that nobody signs what they have not seen, or the last words as their own."""
    draft.revision += 1
    draft.changed_by_id = person.id if person else None
    session.flush()


def require_issue(words: IssueWords) -> None:
    """Check what an issue says, or raise Refused."""
    faults = Faults()
    with faults:
        require_words(words.title, "title", TITLE_LIMIT)
    with faults:
        require_words(words.statement, "statement", LIMIT)
    with faults:
        require_length(words.position_for, "position_for", LIMIT)
    with faults:
        require_length(words.position_against, "position_against", LIMIT)
    faults.require_none()


def require_recommendation(words: RecommendationWords) -> None:
    """Check what a recommendation says, or raise Refused."""
    faults = Faults()
    with faults:
        require_words(words.text, "text", LIMIT)
    with faults:
        require_length(words.rationale, "rationale", LIMIT)
    faults.require_none()


def require_length(words: Bilingual, field: str, limit: int) -> None:
    """Raise Refused where a text is too long in either language; limits count graphemes."""
    for language, text in (("zh", words.zh), ("en", words.en)):
        if count_graphemes(text) > limit:
            raise invalid(
                _l("This is too long: at most %(limit)s characters.", limit=f"{limit:,}"), f"{field}_{language}"
            )


def require_words(words: Bilingual, field: str, limit: int) -> None:
    """Raise Refused where a text is missing in both languages, or too long in one."""
    if not words:
        raise invalid(_l("Write this in at least one language."), f"{field}_zh")
    require_length(words, field, limit)
