"""Announcements, days, versions, withdrawals and subgroups of bills held against the log."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Agency, Subgroup
from app.bills.actions.publication import digest_articles
from app.bills.models import Bill, NoticeChange, NoticeChangeKind, Version
from app.bills.queries import list_articles
from app.kernel.clock import rfc3339
from app.record.models import Act
from app.record.reconciliation import Log, Said

OF_KIND = {
    NoticeChangeKind.RESCHEDULE: Act.RESCHEDULE,
    NoticeChangeKind.EXTENSION: Act.EXTEND,
    NoticeChangeKind.POSTPONEMENT: Act.POSTPONE,
}
OF_DAYS = (Act.ANNOUNCE, *OF_KIND.values())


def check_bills(session: Session, log: Log) -> Iterator[str]:
    """Whether a bill is announced or withdrawn, its days and its subgroup are as the entries say."""
    query = sa.select(Bill, Agency.slug, Subgroup.slug).join(Agency, Bill.agency_id == Agency.id)
    for bill, agency, subgroup in session.execute(query.join(Subgroup, Bill.subgroup_id == Subgroup.id)):
        subject, name = f"bill:{bill.slug}", f"bill {bill.slug}"
        for instant, act in ((bill.announced_at, Act.ANNOUNCE), (bill.withdrawn_at, Act.WITHDRAW)):
            said = log.last(subject, act)
            if instant is not None and (said is None or said.at != rfc3339(instant)):
                yield f"{name}: {act} at {rfc3339(instant)} is not on the record"
            if instant is None and said is not None:
                yield f"{name}: entry {said.seq} says {act}, but the bill does not"
        if bill.announced_at is not None:
            yield from (f"{name}: {words}" for words in _days(bill, log.acts(subject, *OF_DAYS)))
            yield from (f"{name}: {words}" for words in _subgroup(log, subject, agency, subgroup))


def _days(bill: Bill, acts: list[Said]) -> Iterator[str]:
    """Say which days are not those of the last entry that speaks of them."""
    days = {"first_day": bill.first_day, "last_day": bill.last_day, "due_day": bill.response_due_day}
    for code, day in days.items():
        said = [entry for entry in acts if entry.words is None or entry.word(code)]
        if said and said[-1].words is not None and said[-1].word(code) != str(day):
            yield f"{code} is {day}, but entry {said[-1].seq} says {said[-1].word(code)}"


def _subgroup(log: Log, subject: str, agency: str, subgroup: str) -> Iterator[str]:
    """Say whether a bill is with another subgroup than the last entry, or one of its agency's, assigns."""
    last = log.last(subject, Act.ASSIGN)
    default = {entry.word("subgroup") for entry in log.acts(f"agency:{agency}", Act.ASSIGN)}
    if last is not None and last.words is not None and last.word("subgroup") != subgroup:
        yield f"it is with the subgroup {subgroup}, but entry {last.seq} assigns {last.word('subgroup')}"
    if last is None and subgroup not in default:
        yield f"it is with the subgroup {subgroup}, which no entry assigns"


def check_changes_of_days(session: Session, log: Log) -> Iterator[str]:
    """Each change of days names its entry, and each entry has its change."""
    named = set()
    query = sa.select(NoticeChange, Bill.slug).join(Bill, NoticeChange.bill_id == Bill.id)
    for change, slug in session.execute(query):
        named.add(change.log_seq)
        if problem := log.problem_with(change.log_seq, OF_KIND[change.kind], subject=f"bill:{slug}"):
            yield f"the {change.kind.value} of bill {slug} {problem}"
    for entry in log.of(*OF_KIND.values()):
        if entry.seq not in named:
            yield f"entry {entry.seq} changes the days of {entry.subject}, but no such change is kept"


def check_versions(session: Session, log: Log) -> Iterator[str]:
    """Each published version names its entry, and reads as it read when that was written."""
    named = set()
    query = (
        sa.select(Version, Bill.slug).join(Bill, Version.bill_id == Bill.id).where(Version.published_at.is_not(None))
    )
    for version, slug in session.execute(query).all():
        named.add(version.log_seq)
        name = f"version {version.number} of bill {slug}"
        if problem := log.problem_with(
            version.log_seq, Act.PUBLISH_VERSION, subject=f"version:{slug}/{version.number}"
        ):
            yield f"{name} {problem}"
            continue
        said = log.entries[version.log_seq or 0].word("articles_sha256")
        if said and said != digest_articles(list_articles(session, version)):
            yield f"{name} does not read as it did when entry {version.log_seq} was written"
    for entry in log.of(Act.PUBLISH_VERSION):
        if entry.seq not in named:
            yield f"entry {entry.seq} publishes {entry.subject}, but it is not published"
