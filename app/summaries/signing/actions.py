"""Every act of publishing by two; a draft is passed as summaries.queries.get_draft gives it: locked, with all its parts."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.kernel.events import emit
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.richtext import count_graphemes
from app.kernel.verdict import conflict, invalid
from app.record import log
from app.record.models import Act
from app.summaries.actions.rules import require_draft
from app.summaries.checks import check_draft
from app.summaries.contents import Contents, digest_document
from app.summaries.events import SummaryProposed, SummaryPublished, SummarySentBack
from app.summaries.models import Summary
from app.summaries.objections.queries import count_open
from app.summaries.policy import may_publish_summary
from app.summaries.queries import read_contents
from app.summaries.signing import policy
from app.summaries.signing.models import SigningOutcome, SummaryProposal
from app.summaries.signing.queries import find_last, get_unsettled

WORDS_LIMIT = 1000


def propose_summary(
    session: Session, person: Person | None, draft: Summary, *, revision: int, now: datetime
) -> SummaryProposal:
    """Declare a draft ready, exactly as it was looked at: it then waits for another moderator's signature."""
    may_publish_summary(person, draft.bill, now).require()
    assert person is not None  # noqa: S101
    require_draft(draft)
    _require_seen(draft, revision)
    _require_ready(session, draft, read_contents(session, draft))
    earlier = find_last(session, draft.id)
    if earlier is not None and policy.is_waiting(earlier, draft.revision):
        raise conflict(_l("This draft is declared ready already and waits for a signature."))
    if earlier is not None and earlier.settled_at is None:
        _settle(session, earlier, SigningOutcome.OVERTAKEN, None, now)
    proposal = SummaryProposal(summary=draft, revision=draft.revision, asked_by=person, asked_at=now, words="")
    session.add(proposal)
    session.flush()
    emit(session, SummaryProposed(draft, proposal, now))
    return proposal


def sign_summary(session: Session, person: Person | None, draft: Summary, *, revision: int, now: datetime) -> None:
    """Sign a draft that another moderator declared ready, and so publish it: counts are frozen, both stand on record."""
    may_publish_summary(person, draft.bill, now).require()
    assert person is not None  # noqa: S101
    require_draft(draft)
    _require_seen(draft, revision)
    proposal = get_unsettled(session, draft)
    policy.may_sign(person, proposal, draft, draft.bill, now).require()
    contents = read_contents(session, draft)
    _require_ready(session, draft, contents)
    _settle(session, proposal, SigningOutcome.SIGNED, person, now)
    _publish(session, draft, contents, proposal.asked_by, person, now)


def send_back_summary(
    session: Session, person: Person | None, draft: Summary, *, revision: int, words: str, now: datetime
) -> None:
    """Send a draft back to who declared it ready, with words for them."""
    may_publish_summary(person, draft.bill, now).require()
    require_draft(draft)
    proposal = get_unsettled(session, draft)
    policy.may_settle(person, proposal, draft, draft.bill, now).require()
    _require_seen(draft, revision)
    if not words:
        raise invalid(_l("Say what is to be changed. Only the moderators of this bill read this."), "words")
    if count_graphemes(words) > WORDS_LIMIT:
        raise invalid(_l("This is too long: at most %(limit)s characters.", limit=f"{WORDS_LIMIT:,}"), "words")
    proposal.words = words
    _settle(session, proposal, SigningOutcome.SENT_BACK, person, now)
    emit(session, SummarySentBack(draft, proposal, now))


def take_back_summary(session: Session, person: Person | None, draft: Summary, *, now: datetime) -> None:
    """Take back one's word that a draft is ready."""
    may_publish_summary(person, draft.bill, now).require()
    require_draft(draft)
    proposal = get_unsettled(session, draft)
    policy.may_take_back(person, proposal, draft, draft.bill, now).require()
    _settle(session, proposal, SigningOutcome.TAKEN_BACK, person, now)


def _publish(
    session: Session, draft: Summary, contents: Contents, proposer: Person, signer: Person, now: datetime
) -> None:
    """Freeze what is published; whoever signs acts, as the record has it, and who asked for it stands beside."""
    _drop_hidden(session, draft, contents)
    draft.covered_comments, draft.covered_people = contents.covered_comments, contents.covered_people
    draft.total_comments, draft.total_people = draft.bill.comment_count, draft.bill.people_count
    draft.published_at, draft.published_by_id, draft.proposed_by_id = now, signer.id, proposer.id
    entry = log.append(
        session,
        Act.PUBLISH_SUMMARY,
        actor=signer.public_id,
        subject=f"summary:{draft.bill.slug}:{draft.number}",
        bill=draft.bill.slug,
        words={"sha256": digest_document(contents), "asked_by": proposer.public_id},
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


def _require_seen(draft: Summary, revision: int) -> None:
    if draft.revision != revision:
        raise conflict(_l("The draft has changed since you read it. Read it below as it stands now."))


def _require_ready(session: Session, draft: Summary, contents: Contents) -> None:
    unanswered = session.scalar(count_open(draft.bill_id)) or 0
    lacking = next((check for check in check_draft(contents, unanswered) if not check.is_met), None)
    if lacking is not None:
        raise invalid(_l("This draft is not ready: %(what)s", what=lacking.text))


def _settle(
    session: Session, proposal: SummaryProposal, outcome: SigningOutcome, by: Person | None, now: datetime
) -> None:
    proposal.outcome, proposal.settled_at = outcome, now
    proposal.settled_by = by
    session.flush()
