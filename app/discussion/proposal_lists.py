"""All proposals for an article: equal ones as one entry, those that exclude each other together, the most supported first."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.bills.models import Article, ArticleText, Bill
from app.discussion.cursors import read_cursor, read_number, write_cursor
from app.discussion.models import Comment, State, Wording
from app.discussion.proposals import Present, present_words
from app.discussion.rows import CommentRow, select_rows_from
from app.kernel.bilingual import EN, ZH

PAGE = 20
NAMED = 6  # people that an entry names


@dataclass(frozen=True, slots=True)
class Entry:
    """A wording with the first comment that proposes it (`row`), and what the words of its place are in its version.

    `others` are (id, handle) of further comments with the same outcome, at most NAMED; `people` and `endorsements` count all of them.
    """

    row: CommentRow
    present: Present
    number: str
    group: int
    group_size: int
    comments: int
    people: int
    endorsements: int
    others: Sequence[tuple[int, str]] = ()


@dataclass(frozen=True, slots=True)
class ProposalPage:
    """One page of entries; `next` is the cursor of the following one, or None."""

    entries: list[Entry]
    next: str | None


def list_proposals(
    session: Session, texts: Sequence[ArticleText], lang: str, cursor: str = "", limit: int = PAGE
) -> ProposalPage:
    """List the proposals for an article (its texts in all versions): the newest version's first, those in one's own language first."""
    wordings = _ordered(lang).where(Wording.article_id == texts[0].article_id)
    if cursor:
        after = sa.tuple_(*(sa.literal(-n if at in (0, 4) else n) for at, n in enumerate(_read(cursor))))
        wordings = wordings.where(sa.tuple_(*_keys(lang)) > after)
    chosen = wordings.limit(limit + 1).subquery()
    rows = session.execute(_with_comments(chosen)).all()
    named = _list_others(session, [row.wording_id for row in rows[:limit] if row.comments > 1])
    by_version = {text.version_id: text for text in texts}
    entries = [_entry(row, by_version[row.version_id], named) for row in rows[:limit]]
    more = len(rows) > limit
    return ProposalPage(entries, _write(rows[limit - 1]) if more else None)


def list_articles_proposed(session: Session, bill: Bill) -> Sequence[Article]:
    """List a bill's articles for which somebody proposes wording, in order."""
    wanted = sa.select(Article).where(Article.bill_id == bill.id, Article.proposal_count > 0)
    return session.scalars(wanted.order_by(Article.rank)).all()


def _keys(lang: str) -> tuple[Any, ...]:
    """The order of the list, ascending: versions are numbered in the order of their ids."""
    wanted = EN if lang.startswith("en") else ZH
    return (
        -Wording.version_id,
        sa.case((Wording.lang == wanted, 0), else_=1),
        Wording.group_start,
        Wording.group_id,
        -(Wording.people_count + Wording.endorsement_count),
        Wording.id,
    )


@cache
def _ordered(lang: str) -> sa.Select[Any]:
    keys = [key.label(f"key_{n}") for n, key in enumerate(_keys(lang))]
    columns = (
        Wording.id.label("wording_id"),
        Wording.version_id,
        Wording.group_size,
        Wording.comment_count.label("comments"),
        Wording.people_count.label("people"),
        Wording.endorsement_count.label("endorsements"),
    )
    chosen: sa.Select[Any] = sa.select(*columns, *keys)
    return chosen.where(Wording.comment_count > 0).order_by(*keys)


def _with_comments(chosen: Any) -> sa.Select[Any]:
    """Join each wording with the first visible comment that proposes it."""
    same = Comment.__table__.alias("same")
    first = (
        sa.select(sa.func.min(same.c.id))
        .where(same.c.wording_id == chosen.c.wording_id, same.c.state == State.VISIBLE)
        .scalar_subquery()
    )
    joined = sa.join(chosen, Comment, Comment.id == first)
    order = [chosen.c[f"key_{n}"] for n in range(6)]
    return select_rows_from(joined).add_columns(*chosen.c).order_by(*order)


def _list_others(session: Session, ids: Sequence[int]) -> dict[int, list[tuple[int, str]]]:
    """Name the people behind some wordings by their comments, the first one of each wording left out."""
    if not ids:
        return {}
    place = sa.func.row_number().over(partition_by=Comment.wording_id, order_by=Comment.id)
    ranked = (
        sa.select(Comment.id, Comment.wording_id, Comment.author_id, place.label("place"))
        .where(Comment.wording_id.in_(ids), Comment.state == State.VISIBLE)
        .subquery()
    )
    wanted = (
        sa.select(ranked.c.wording_id, ranked.c.id, Person.handle)
        .join(Person, Person.id == ranked.c.author_id)
        .where(ranked.c.place.between(2, NAMED + 1))
        .order_by(ranked.c.id)
    )
    named: dict[int, list[tuple[int, str]]] = {}
    for wording_id, comment_id, handle in session.execute(wanted):
        named.setdefault(wording_id, []).append((comment_id, handle))
    return named


def _entry(found: Any, text: ArticleText, named: dict[int, list[tuple[int, str]]]) -> Entry:
    row = CommentRow(*found[: len(CommentRow.__dataclass_fields__)])
    lang = row.proposed_lang or ""
    present = present_words(text.text, row.address or "", lang) or Present("", "", 0, lang)
    return Entry(
        row=row,
        present=present,
        number=text.number,
        group=found.key_3,
        group_size=found.group_size,
        comments=found.comments,
        people=found.people,
        endorsements=found.endorsements,
        others=named.get(found.wording_id, ()),
    )


def _write(row: Any) -> str:
    return write_cursor(*(str(abs(getattr(row, f"key_{n}"))) for n in range(6)))


def _read(cursor: str) -> list[int]:
    return [read_number(part) for part in read_cursor(cursor, 6, 6)]
