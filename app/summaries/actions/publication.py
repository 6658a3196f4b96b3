"""Publishing a summary."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.kernel.events import emit
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import invalid
from app.record import log
from app.record.models import Act
from app.summaries import policy, queries
from app.summaries.actions.rules import require_draft, require_fresh
from app.summaries.checks import check_draft
from app.summaries.contents import Contents, digest_document
from app.summaries.events import SummaryPublished
from app.summaries.models import Summary


def publish_summary(session: Session, person: Person | None, draft: Summary, *, revision: int, now: datetime) -> None:
    """Publish a draft: the counts are frozen, the act goes on record, and nothing in it changes any more."""
    policy.may_publish_summary(person, draft.bill, now).require()
    assert person is not None  # noqa: S101
    require_draft(draft)
    require_fresh(draft, revision)
    contents = queries.read_contents(session, draft)
    lacking = next((check for check in check_draft(contents) if not check.is_met), None)
    if lacking is not None:
        raise invalid(_l("This draft is not ready: %(what)s", what=lacking.text))
    _drop_hidden(session, draft, contents)
    draft.covered_comments, draft.covered_people = contents.covered_comments, contents.covered_people
    draft.total_comments, draft.total_people = draft.bill.comment_count, draft.bill.people_count
    draft.published_at, draft.published_by_id = now, person.id
    entry = log.append(
        session,
        Act.PUBLISH_SUMMARY,
        actor=person.public_id,
        subject=f"summary:{draft.bill.slug}:{draft.number}",
        bill=draft.bill.slug,
        words={"sha256": digest_document(contents)},
        now=now,
    )
    draft.log_seq = entry.seq
    session.flush()
    emit(session, SummaryPublished(draft, now))


def _drop_hidden(session: Session, draft: Summary, contents: Contents) -> None:
    """Leave out what was cited while it was visible and no longer is."""
    gone = {quote.citation_id for quote in contents.quotes if not quote.is_shown}
    for part in draft.parts:
        part.citations[:] = [citation for citation in part.citations if citation.id not in gone]
    session.flush()
