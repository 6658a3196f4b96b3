"""Reading the heads of summaries: their own columns with those who published them, and at the desk where a draft stands."""

from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from app.accounts.models import Person
from app.bills.models import Bill
from app.summaries.contents import Head, Proposed
from app.summaries.models import Summary
from app.summaries.signing.models import SummaryProposal

_PROPOSER = aliased(Person)
_HEAD: tuple[Any, ...] = (
    Summary.id,
    Summary.number,
    Summary.introduction,
    Summary.created_at,
    Summary.published_at,
    Person.handle,
    _PROPOSER.handle,
    Summary.log_seq,
    Summary.covered_comments,
    Summary.covered_people,
    Summary.total_comments,
    Summary.total_people,
    Summary.revision,
    Summary.changed_by_id,
    Summary.introduction_revision,
)
_ASKED_BY, _SETTLED_BY = aliased(Person), aliased(Person)
_PROPOSED: tuple[Any, ...] = (
    SummaryProposal.revision,
    _ASKED_BY.handle,
    SummaryProposal.asked_at,
    _SETTLED_BY.handle,
    SummaryProposal.settled_at,
    SummaryProposal.outcome,
    SummaryProposal.words,
)


def read_heads(session: Session, *where: sa.ColumnElement[bool]) -> list[Head]:
    """Read the heads of some summaries, latest first."""
    return [Head(*row) for row in session.execute(_heads().where(*where))]


def read_heads_at_desk(session: Session, bill: Bill) -> list[Head]:
    """Read the heads of a bill's summaries, latest first: the draft's with what was last proposed of it, in the same statement."""
    last = (
        sa.select(sa.func.max(SummaryProposal.id))
        .where(SummaryProposal.summary_id == Summary.id, Summary.published_at.is_(None))
        .correlate(Summary)
        .scalar_subquery()
    )
    query = (
        _heads()
        .add_columns(*_PROPOSED)
        .outerjoin(SummaryProposal, SummaryProposal.id == last)
        .outerjoin(_ASKED_BY, _ASKED_BY.id == SummaryProposal.asked_by_id)
        .outerjoin(_SETTLED_BY, _SETTLED_BY.id == SummaryProposal.settled_by_id)
        .where(Summary.bill_id == bill.id)
    )
    own = len(_HEAD)
    return [
        replace(Head(*row[:own]), proposed=Proposed(*row[own:])) if row[own] is not None else Head(*row[:own])
        for row in session.execute(query)
    ]


def _heads() -> sa.Select[Any]:
    query = sa.select(*_HEAD).select_from(Summary).outerjoin(Person, Person.id == Summary.published_by_id)
    return query.outerjoin(_PROPOSER, _PROPOSER.id == Summary.proposed_by_id).order_by(Summary.number.desc())
