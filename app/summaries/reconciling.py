"""Published summaries held against the log."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.bills.models import Bill
from app.record.models import Act
from app.record.reconciliation import Log
from app.summaries.models import Summary


def check_summaries(session: Session, log: Log) -> Iterator[str]:
    """Each published summary names its entry, and each entry has its summary."""
    named = set()
    query = sa.select(Summary.number, Summary.log_seq, Bill.slug).join(Bill, Summary.bill_id == Bill.id)
    for row in session.execute(query.where(Summary.published_at.is_not(None))):
        named.add(row.log_seq)
        subject = f"summary:{row.slug}:{row.number}"
        if problem := log.problem_with(row.log_seq, Act.PUBLISH_SUMMARY, subject=subject):
            yield f"summary {row.number} of bill {row.slug} {problem}"
    for entry in log.of(Act.PUBLISH_SUMMARY):
        if entry.seq not in named:
            yield f"entry {entry.seq} publishes {entry.subject}, but it is not published"
