"""Plays the scenarios: all steps of all bills in the order of time, each through the platform's own actions.

The log is chronological because the steps are. A database that already holds a bill is left as it is.
"""

import heapq
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from app.accounts.demo import ensure_demo_people
from app.bills.models import Bill
from app.kernel.db import Base, Database
from app.kernel.outbox import OutboxMessage
from app.kernel.verdict import Refused
from seeds import answering, appealing, calming, preparing, steps, summarising, talking
from seeds.scenarios import SCENARIOS
from seeds.scenarios.dates import taipei
from seeds.stage import Stage

SINCE = taipei(2016, 12, 1, 9, 0)

PLAYS: dict[type[steps.Step], Callable[[Stage, Any], None]] = {
    steps.CreateBill: preparing.create_bill,
    steps.AnnounceBill: preparing.announce_bill,
    steps.ExtendNotice: preparing.extend_notice,
    steps.PostponeResponse: preparing.postpone_response,
    steps.PublishVersion: preparing.publish_version,
    steps.WithdrawBill: preparing.withdraw_bill,
    steps.AddMilestone: preparing.add_milestone,
    steps.PostComment: talking.post_comment,
    steps.EditComment: talking.edit_comment,
    steps.WithdrawComment: talking.withdraw_comment,
    steps.EndorseComment: talking.endorse_comment,
    steps.ReportComment: talking.report_comment,
    steps.HideComment: talking.hide_comment,
    steps.BlackOutPassage: talking.black_out_passage,
    steps.SlowDiscussion: calming.slow_discussion,
    steps.RestoreComment: talking.restore_comment,
    steps.DismissReports: talking.dismiss_reports,
    steps.AppealHiding: appealing.appeal_hiding,
    steps.DecideAppeal: appealing.decide_appeal,
    steps.PublishSummary: summarising.publish_summary,
    steps.ObjectToSummary: summarising.object_to_summary,
    steps.PublishResponse: answering.publish_response,
}


class SeedError(Exception):
    """A step of a scenario breaks a rule of the platform."""


def merge(scenarios: Iterable[Iterable[steps.Step]]) -> Iterator[steps.Step]:
    """Merge scenarios into one sequence in the order of time; steps of one scenario keep theirs at equal instants."""
    return heapq.merge(*(sorted(s, key=lambda step: step.at) for s in scenarios), key=lambda step: step.at)


def play(session: Session, now: datetime) -> int:
    """Play every scenario as far as it has come by an instant; return the number of steps."""
    ensure_demo_people(session, now, SINCE)
    session.flush()
    stage, done = Stage(session), 0
    for step in merge(module.steps(now) for module in SCENARIOS):
        try:
            PLAYS[type(step)](stage, step)
        except Refused as refused:
            what = f"{type(step).__name__} of {step.by} at {step.at.isoformat()}"
            raise SeedError(f"{what}: {refused.reason.text}") from refused
        session.flush()
        done += 1
    session.execute(sa.update(OutboxMessage).where(OutboxMessage.sent_at.is_(None)).values(sent_at=now))
    return done


def seed(app: Flask, now: datetime, reset: bool = False) -> int:
    """Load the scenarios into an application's database, once; `reset` empties it first (demo mode alone)."""
    db: Database = app.extensions["gongyi.db"]
    if reset and not app.extensions["gongyi.settings"].is_demo:
        raise SeedError("--reset works in demo mode alone")
    with app.app_context(), db.writers() as session:
        if reset:
            empty(session)
        elif session.scalar(sa.select(sa.func.count()).select_from(Bill)):
            return 0
        done = play(session, now)
        session.commit()
    return done


GUARDED = ("record_entry", "record_key", "record_checkpoint")  # by triggers


def empty(session: Session) -> None:
    """Remove everything, the log too: its guards are lifted for this transaction (a demonstration starts over)."""
    postgresql = session.get_bind().dialect.name == "postgresql"
    if postgresql:
        quote = session.get_bind().dialect.identifier_preparer.format_table
        names = ", ".join(map(quote, Base.metadata.sorted_tables))
        for table in GUARDED:
            session.execute(sa.text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
        session.execute(sa.text(f"TRUNCATE {names} RESTART IDENTITY"))
        for table in GUARDED:
            session.execute(sa.text(f"ALTER TABLE {table} ENABLE TRIGGER USER"))
        return
    guards = session.execute(sa.text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")).all()
    session.execute(sa.text("PRAGMA defer_foreign_keys = ON"))
    for guard in guards:
        session.execute(sa.text(f"DROP TRIGGER {guard.name}"))
    for table in reversed(Base.metadata.sorted_tables):
        session.execute(sa.delete(table))
    for guard in guards:
        session.execute(sa.text(guard.sql))
