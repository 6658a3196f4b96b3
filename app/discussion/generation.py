"""Synthetic discussions for load: threads whose lengths follow Zipf's law, two languages, votes and campaigns, inserted in bulk.

First it is drawn who says what in answer to whom, in arrays of numbers; then the tables are written column by column from them, so that
a million comments need little memory. Nothing here passes the rules of actions.py: it is for demonstrations and measurements alone.
"""

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import repeat
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.handles import skeleton
from app.accounts.models import Person
from app.bills.models import Article, ArticleText, Bill, Question, Status, Version
from app.bills.queries import latest_version, list_articles, list_questions
from app.discussion.generated_arguments import Repeats
from app.discussion.made_up import STANCES, Talk, Times
from app.discussion.models import (
    ArticleParticipation,
    Comment,
    DayCount,
    Endorsement,
    Participation,
    State,
)
from app.discussion.paths import segment
from app.discussion.phrases import campaign_texts, remarks
from app.discussion.tally import keep
from app.kernel.bulk import Columns, insert_columns, unindexed
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import conflict

MANY = 20_000  # comments from which on indexes are rather made anew


def generate_discussion(session: Session, bill: Bill, comments: int, *, now: datetime, dice: random.Random) -> int:
    """Add so many comments by made-up people to a bill whose notice has opened; return how many people spoke."""
    if bill.status(now) in (Status.UNPUBLISHED, Status.ANNOUNCED) or bill.notice is None:
        raise conflict(_l("The notice of this bill has not opened yet."))
    version = latest_version(session, bill)
    places = _list_places(session, bill, version)
    talk = Talk(comments, max(20, comments // 12), len(places), dice)
    times = Times(bill.notice.opens_at, min(now, bill.notice.closes_at), comments)
    votes = talk.vote()
    spoke = Counter(talk.author)
    session.flush()
    person = _insert_people(session, spoke, talk.people, bill.notice.opens_at - timedelta(days=30))
    first = _reserve_ids(session, Comment, comments)
    repeats = Repeats(session, bill, talk, [place.rank for place in places], first)
    with unindexed(session, (Comment, Endorsement)) if comments >= MANY else nullcontext():
        told = _comment_columns(talk, places, version, first, person, times)
        insert_columns(session, Comment, {**told, "argument_id": repeats.column()})
        insert_columns(session, Endorsement, _vote_columns(talk, votes, first, person, times))
    _count_people(session, bill, talk, places, spoke, person)
    _count_places(session, talk, places)
    for day, n in times.count_days().items():
        keep(session, [(DayCount, {"bill_id": bill.id, "day": day})], n)
    copies = repeats.count(lambda number: person + number)
    more = {"comment_count": comments, "people_count": len(spoke), "copy_count": copies}
    added = {name: getattr(Bill, name) + n for name, n in more.items()}
    session.execute(sa.update(Bill).where(Bill.id == bill.id).values(added))
    return len(spoke)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where comments can be filed: an article with its address, a question, or neither."""

    rank: int = 0
    article_id: int | None = None
    address: str | None = None
    question_id: int | None = None


def _list_places(session: Session, bill: Bill, version: Version) -> list[_Place]:
    """The places of a bill, the busiest first: articles, questions, the bill as a whole."""
    standing: list[ArticleText] = [text for text in list_articles(session, version) if not text.is_deleted]
    places = [_Place(t.article.rank, article_id=t.article.id, address=t.article.key) for t in standing]
    places += [_Place(question.ordinal, question_id=question.id) for question in list_questions(session, bill)]
    return [*places, _Place()]


def _comment_columns(
    talk: Talk, places: Sequence[_Place], version: Version, first: int, person: int, times: Times
) -> Columns:
    """The table of comments; `first` and `person` are the ids of the first comment and of the first of the people."""
    texts, size = (*remarks(), *campaign_texts()), len(talk.author)
    return {
        "id": range(first, first + size),
        "bill_id": repeat(version.bill_id),
        "version_id": repeat(version.id),
        "author_id": (person + number for number in talk.author),
        "posted_at": times.of(range(size)),
        "parent_id": (first + number if number >= 0 else None for number in talk.above),
        "root_id": (first + number if number >= 0 else None for number in talk.root),
        "depth": talk.depth,
        "path": _paths(talk, first),
        "place_rank": _chosen([place.rank for place in places], talk.place),
        "article_id": _chosen([place.article_id for place in places], talk.place),
        "address": _chosen([place.address for place in places], talk.place),
        "question_id": _chosen([place.question_id for place in places], talk.place),
        "position": _chosen(STANCES, talk.stance),
        "body": _chosen([text.source for text in texts], talk.text),
        "body_html": _chosen([text.html for text in texts], talk.text),
        "sha256": _chosen([text.sha256 for text in texts], talk.text),
        "lang": _chosen([text.lang for text in texts], talk.text),
        "state": repeat(State.VISIBLE),
        "endorsement_count": talk.endorsements,
        "reply_count": talk.replies,
        "thread_count": talk.below,
        "revision": repeat(1),
    }


def _vote_columns(talk: Talk, votes: Sequence[int], first: int, person: int, times: Times) -> Columns:
    return {
        "comment_id": (first + vote // talk.people for vote in votes),
        "person_id": (person + vote % talk.people for vote in votes),
        "at": times.of(vote // talk.people for vote in votes),
    }


def _chosen(things: Sequence[Any], numbers: Iterable[int]) -> Iterator[Any]:
    return map(things.__getitem__, numbers)


def _paths(talk: Talk, first: int) -> Iterator[str]:
    """Write each comment's path; a segment's last three digits come from a table."""
    digits, endings = 36**3, [segment(number)[-3:] for number in range(36**3)]
    beginnings = [segment(number)[3:] for number in range((first + len(talk.base)) // digits + 1)]
    for base, number in zip(talk.base, range(first, first + len(talk.base)), strict=True):
        path = beginnings[number // digits] + endings[number % digits]
        while base >= 0:
            above, base = first + base, talk.base[base]
            path = beginnings[above // digits] + endings[above % digits] + path
        yield path


def _count_people(
    session: Session, bill: Bill, talk: Talk, places: Sequence[_Place], spoke: Counter[int], person: int
) -> None:
    """Keep who spoke how often, on the bill and on each article; they are new, so that nobody has spoken before."""
    told = {"bill_id": repeat(bill.id), "person_id": [person + n for n in spoke], "comment_count": spoke.values()}
    insert_columns(session, Participation, told)
    size = len(places)
    pairs = Counter(author * size + place for author, place in zip(talk.author, talk.place, strict=True))
    on_articles = {pair: n for pair, n in sorted(pairs.items()) if places[pair % size].article_id}
    by_article = {
        "article_id": (places[pair % size].article_id for pair in on_articles),
        "person_id": (person + pair // size for pair in on_articles),
        "comment_count": on_articles.values(),
    }
    insert_columns(session, ArticleParticipation, by_article)
    for place, n in Counter(pair % size for pair in on_articles).items():
        article = sa.update(Article).where(Article.id == places[place].article_id)
        session.execute(article.values(people_count=Article.people_count + n))


def _count_places(session: Session, talk: Talk, places: Sequence[_Place]) -> None:
    for (number, stance), n in Counter(zip(talk.place, talk.stance, strict=True)).items():
        place, position = places[number], STANCES[stance]
        model: Any = Article if place.article_id else Question
        columns = ["comment_count"] + ([f"{position.value}_count"] if position else [])
        more = {name: getattr(model, name) + n for name in columns}
        session.execute(sa.update(model).where(model.id == (place.article_id or place.question_id)).values(more))


def _insert_people(session: Session, spoke: Counter[int], how_many: int, at: datetime) -> int:
    """Make people without an address or a password, whom nobody can sign in as; return the id of the first."""
    there = session.scalar(sa.select(sa.func.count()).where(Person.handle.startswith("voice-"))) or 0
    first = _reserve_ids(session, Person, how_many)
    handles = [f"voice-{number:06d}" for number in range(there + 1, there + how_many + 1)]
    people = {
        "id": range(first, first + how_many),
        "public_id": (f"p-{handle}" for handle in handles),
        "handle": handles,
        "handle_skeleton": map(skeleton, handles),
        "language": repeat("zh-TW"),
        "created_at": repeat(at),
        "confirmed_at": repeat(at),
        "account_version": repeat(1),
        "unread_notices": repeat(0),
        "comment_count": (spoke[number] for number in range(how_many)),
    }
    insert_columns(session, Person, people)
    return first


def _reserve_ids(session: Session, model: Any, how_many: int) -> int:
    """The first of so many ids that no other row will get."""
    first: int = (session.scalar(sa.select(sa.func.max(model.id))) or 0) + 1
    if session.get_bind().dialect.name == "postgresql":
        values = {"name": model.__tablename__, "last": first + how_many - 1}
        session.execute(sa.text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :last)"), values)
    return first
