"""Every read of a bill's glossary."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.bills.glossary import Term
from app.bills.models import Bill, GlossaryTerm, Question
from app.kernel.i18n import words


def list_terms(session: Session, bill: Bill) -> Sequence[GlossaryTerm]:
    """List the terms that a bill explains, as they were added."""
    return session.scalars(
        sa.select(GlossaryTerm).where(GlossaryTerm.bill_id == bill.id).order_by(GlossaryTerm.id)
    ).all()


def list_questions_and_terms(session: Session, bill: Bill) -> tuple[list[Question], list[GlossaryTerm]]:
    """List a bill's key questions in order, and its terms, in one statement."""
    kinds = sa.union_all(sa.select(sa.literal(1).label("kind")), sa.select(sa.literal(2))).subquery()
    query = (
        sa.select(Question, GlossaryTerm)
        .select_from(kinds)
        .outerjoin(Question, sa.and_(kinds.c.kind == 1, Question.bill_id == bill.id))
        .outerjoin(GlossaryTerm, sa.and_(kinds.c.kind == 2, GlossaryTerm.bill_id == bill.id))
        .order_by(kinds.c.kind, Question.ordinal, GlossaryTerm.id)
    )
    rows = session.execute(query).all()
    return [row[0] for row in rows if row[0] is not None], [row[1] for row in rows if row[1] is not None]


def explained(terms: Sequence[GlossaryTerm]) -> list[Term]:
    """Terms with their meanings in the page's language; one without a meaning explains nothing."""
    return [Term(term.id, term.term, words(term.meaning)) for term in terms if term.meaning]
