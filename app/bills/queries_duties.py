"""Reading what the next duty on each bill of somebody's agencies depends on; three statements, whatever the number."""

from collections import defaultdict
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from app.accounts.models import Person
from app.bills.duties import BillWork, Work, next_duty
from app.bills.models import ArticleText, Bill, PendingAct, Question, Version
from app.bills.queries import list_bills_of_agencies


def list_work(session: Session, person: Person, now: datetime) -> list[BillWork]:
    """List the bills of somebody's agencies, each with what lies in it and what is to be done next."""
    bills = list_bills_of_agencies(session, person, now)
    if not bills:
        return []
    ids = [bill.id for bill in bills]
    acts = _list_acts(session, ids)
    work = {
        bill_id: Work(draft, articles, questions, acts.get(bill_id, ()))
        for bill_id, draft, articles, questions in session.execute(_counts(ids))
    }
    return [(bill, work[bill.id], next_duty(bill, work[bill.id], person.id, now)) for bill in bills]


def _counts(ids: list[int]) -> sa.Select[Any]:
    """Select of each bill the number of its draft, how many articles stand in it, and how many key questions it asks."""
    is_draft = (Version.bill_id == Bill.id, Version.published_at.is_(None))
    draft = sa.select(Version.number).where(*is_draft).scalar_subquery()
    count = sa.select(sa.func.count())
    articles = count.select_from(ArticleText).join(Version, Version.id == ArticleText.version_id)
    articles = articles.where(*is_draft, ~ArticleText.is_deleted).correlate(Bill)
    questions = count.select_from(Question).where(Question.bill_id == Bill.id)
    parts = (draft, articles.scalar_subquery(), questions.scalar_subquery())
    return sa.select(Bill.id, *parts).where(Bill.id.in_(ids))


def _list_acts(session: Session, ids: list[int]) -> dict[int, list[PendingAct]]:
    query = (
        sa.select(PendingAct)
        .options(joinedload(PendingAct.asked_by, innerjoin=True))
        .where(PendingAct.bill_id.in_(ids), PendingAct.settled_at.is_(None))
        .order_by(PendingAct.asked_at, PendingAct.id)
    )
    found = defaultdict(list)
    for act in session.scalars(query):
        found[act.bill_id].append(act)
    return found
