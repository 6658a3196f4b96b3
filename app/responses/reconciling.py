"""Published answers held against the log."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.record.models import Act
from app.record.reconciliation import Log
from app.responses.models import Answer
from app.responses.releasing.models import Release, ReleaseOutcome


def check_answers(session: Session, log: Log) -> Iterator[str]:
    """Each published answer and each release names its entry, and each entry has its answers."""
    named = set()
    query = sa.select(Answer.id, Answer.log_seq).where(Answer.published_at.is_not(None))
    for row in session.execute(query):
        named.add(row.log_seq)
        if problem := log.problem_with(row.log_seq, Act.PUBLISH_RESPONSE):
            yield f"answer {row.id} {problem}"
    released = sa.select(Release.id, Release.log_seq)
    for row in session.execute(released.where(Release.outcome == ReleaseOutcome.RELEASED)):
        if problem := log.problem_with(row.log_seq, Act.PUBLISH_RESPONSE):
            yield f"release {row.id} {problem}"
    for entry in log.of(Act.PUBLISH_RESPONSE):
        if entry.seq not in named:
            yield f"entry {entry.seq} publishes {entry.subject}, but nothing of it is published"
