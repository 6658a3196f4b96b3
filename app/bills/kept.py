"""Comparisons of published versions: made once for each pair and language, kept, and read as one row.

The worker makes those that everybody asks for as soon as a version is published: against the one before it and against the
law in force. Any other pair is made when somebody first asks for it. A bill that is not public is compared anew each time.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from app.bills import queries
from app.bills.comparison import (
    Line,
    compare_versions,
    compare_with_current,
    lines_as_json,
    lines_from_json,
    lines_of,
)
from app.bills.models import KeptComparison, Version
from app.kernel.bilingual import EN, ZH
from app.kernel.db import Database, database

_BATCH = 20


def read_lines(session: Session, earlier: Version | None, later: Version, lang: str) -> Sequence[Line]:
    """Read how two versions (or a version and the law in force) compare; what was not kept yet is made and kept."""
    may_keep = later.published_at is not None and (earlier is None or earlier.published_at is not None)
    if may_keep and (kept := _find(session, earlier, later, lang)) is not None:
        return kept
    lines = make_lines(session, earlier, later, lang)
    if may_keep:
        _keep(database(), earlier, later, lang, lines)
    return lines


def make_lines(session: Session, earlier: Version | None, later: Version, lang: str) -> Sequence[Line]:
    """Compare two versions, or a version with the law in force."""
    if earlier is None:
        return lines_of(compare_with_current(queries.list_articles(session, later), lang), lang)
    texts = queries.list_articles(session, *{earlier, later})
    before, after = ([text for text in texts if text.version_id == side.id] for side in (earlier, later))
    return lines_of(compare_versions(before, after, lang), lang)


def keep_missing(app: Flask) -> int:
    """Make and keep the comparisons of published versions with the one before and the law in force; return how many."""
    db: Database = app.extensions["gongyi.db"]
    with app.app_context(), db.readers() as session:
        missing = [(_pair(session, *found), found[2]) for found in _list_missing(session)]
        made = [(*pair, lang, make_lines(session, *pair, lang)) for pair, lang in missing]
    for comparison in made:
        _keep(db, *comparison)
    return len(made)


def _find(session: Session, earlier: Version | None, later: Version, lang: str) -> Sequence[Line] | None:
    query = sa.select(KeptComparison.rows).where(_is_pair(earlier, later, lang))
    rows = session.scalars(query).one_or_none()
    return None if rows is None else lines_from_json(rows)


def _keep(db: Database, earlier: Version | None, later: Version, lang: str, lines: Sequence[Line]) -> None:
    """Keep lines in a transaction of their own; a busy or read-only database, or a twin, does not hinder reading."""
    kept = KeptComparison(
        later_id=later.id, earlier_number=earlier.number if earlier else 0, lang=lang, rows=lines_as_json(lines)
    )
    try:
        with db.writers() as writer:
            writer.execute(sa.delete(KeptComparison).where(_is_pair(earlier, later, lang)))
            writer.add(kept)
            writer.commit()
    except DBAPIError:
        pass


def _is_pair(earlier: Version | None, later: Version, lang: str) -> sa.ColumnElement[bool]:
    return sa.and_(
        KeptComparison.later_id == later.id,
        KeptComparison.earlier_number == (earlier.number if earlier else 0),
        KeptComparison.lang == lang,
    )


def _list_missing(session: Session) -> list[tuple[int, int, str]]:
    """List what is to be kept and is not: a version's id, the earlier version's number (0 the law in force), the language."""
    missing: list[tuple[int, int, str]] = []
    for lang in (ZH, EN):
        for number in (sa.literal(0), Version.number - 1):
            kept = sa.exists().where(
                KeptComparison.later_id == Version.id,
                KeptComparison.earlier_number == number,
                KeptComparison.lang == lang,
            )
            query = sa.select(Version.id, number).where(
                Version.published_at.is_not(None), Version.number > number, ~kept
            )
            found = session.execute(query.order_by(Version.id).limit(_BATCH - len(missing)))
            missing += [(row[0], row[1], lang) for row in found if (row[0], row[1], lang) not in missing]
    return missing


def _pair(session: Session, version_id: int, number: int, _lang: str) -> tuple[Version | None, Version]:
    later = session.get_one(Version, version_id)
    query = sa.select(Version).where(Version.bill_id == later.bill_id, Version.number == number)
    return session.scalars(query).one_or_none(), later
