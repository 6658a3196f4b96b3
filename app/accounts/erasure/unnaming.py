"""Taking somebody's names out of words that others wrote and that are kept beside the log."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.erasure.naming import Names


def take_out_names(session: Session, names: Names, words: Any, about: sa.ColumnElement[bool]) -> None:
    """Take somebody's names out of a mapped column of words: where the words are about them, and wherever they stand unmistakably.

    The rows are changed as objects, so that the revisions of their bills grow.
    """
    said = [words.icontains(needle, autoescape=True) for needle in names.needles]
    for row in session.scalars(sa.select(words.class_).where(words.is_not(None), sa.or_(about, *said))):
        kept = getattr(row, words.key)
        if (without := names.taken_out(kept)) != kept:
            setattr(row, words.key, without)
    session.flush()
