"""Synthetic discussions for load: threads whose lengths follow Zipf's law, two languages, votes and campaigns, inserted in bulk.

Nothing here passes the rules of actions.py: it is for demonstrations and measurements alone.
"""

import random
from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.handles import skeleton
from app.accounts.models import Person
from app.bills.models import Article, ArticleText, Bill, Question, Status
from app.bills.queries import latest_version, list_articles, list_questions
from app.discussion.models import Comment, Endorsement, Participation, Position, State
from app.discussion.paths import LEVELS, SEGMENT, segment
from app.discussion.phrases import campaign_texts, remarks
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.richtext import RichText
from app.kernel.verdict import conflict

BATCH = 5_000
_STANCES = (Position.SUPPORT, Position.OPPOSE, Position.CHANGE, Position.CHANGE, Position.ASK, None)

Row = dict[str, Any]


def generate_discussion(session: Session, bill: Bill, comments: int, *, now: datetime, dice: random.Random) -> int:
    """Add so many comments by made-up people to a bill whose notice has opened; return how many people spoke."""
    if bill.status(now) in (Status.UNPUBLISHED, Status.ANNOUNCED) or bill.notice is None:
        raise conflict(_l("The notice of this bill has not opened yet."))
    people = _make_people(session, max(20, comments // 12), bill.notice.opens_at - timedelta(days=30))
    first = _reserve_ids(session, comments)
    rows = _rows(_Places(session, bill), people, first, comments, dice)
    _date(rows, bill.notice.opens_at, min(now, bill.notice.closes_at))
    votes = _votes(rows, people, dice)
    spoke = Counter(row["author_id"] for row in rows)
    _insert(session, Comment, rows)
    _insert(session, Endorsement, votes)
    _insert(
        session, Participation, [{"bill_id": bill.id, "person_id": p, "comment_count": n} for p, n in spoke.items()]
    )
    _count_people(session, spoke)
    _count_places(session, rows)
    counts = {"comment_count": Bill.comment_count + comments, "people_count": Bill.people_count + len(spoke)}
    session.execute(sa.update(Bill).where(Bill.id == bill.id).values(counts))
    return len(spoke)


class _Places:
    """Where comments can be filed, the busiest first: articles with their addresses, questions, the bill as a whole."""

    def __init__(self, session: Session, bill: Bill) -> None:
        self.version = latest_version(session, bill)
        self.bill_id = bill.id
        standing = [text for text in list_articles(session, self.version) if not text.is_deleted]
        self.all = [self._article(text) for text in standing]
        self.all += [self._question(question) for question in list_questions(session, bill)]
        self.all.append(self._place(0))

    def _place(self, rank: int, **more: Any) -> Row:
        common = {"bill_id": self.bill_id, "version_id": self.version.id, "place_rank": rank}
        return common | {"article_id": None, "address": None, "question_id": None} | more

    def _article(self, text: ArticleText) -> Row:
        article: Article = text.article
        return self._place(article.rank, article_id=article.id, address=article.key)

    def _question(self, question: Question) -> Row:
        return self._place(question.ordinal, question_id=question.id)


def _pick(things: Sequence[Any], dice: random.Random) -> Any:
    """Pick by Zipf's law: the k-th thing with a chance in proportion to 1/k."""
    return things[int(len(things) ** dice.random()) - 1]


def _rows(places: _Places, people: Sequence[int], first: int, comments: int, dice: random.Random) -> list[Row]:
    """The comments: a third begin threads; the others answer a busy thread, half of them one of its last replies."""
    roots: list[Row] = []
    last: dict[int, deque[Row]] = defaultdict(lambda: deque(maxlen=12))
    rows = []
    pool, campaign = remarks(), campaign_texts()
    for number in range(first, first + comments):
        root = None if not roots or dice.random() < 0.35 else _pick(roots, dice)
        above = None
        if root is not None:
            above = dice.choice(last[root["id"]]) if last[root["id"]] and dice.random() < 0.5 else root
        text = _pick(campaign, dice) if root is None and dice.random() < 0.08 else dice.choice(pool)
        row = _row(number, root, above, root or _pick(places.all, dice), text)
        row["author_id"] = _pick(people, dice)
        row["position"] = dice.choice(_STANCES) if above is None else None
        if root is None or above is None:
            roots.append(row)
        else:
            root["thread_count"] += 1
            above["reply_count"] += 1
            last[root["id"]].append(row)
        rows.append(row)
    return rows


def _row(number: int, root: Row | None, above: Row | None, place: Row, text: RichText) -> Row:
    return {
        "id": number,
        "bill_id": place["bill_id"],
        "version_id": place["version_id"],
        "place_rank": place["place_rank"],
        "article_id": place["article_id"],
        "address": place["address"],
        "question_id": place["question_id"],
        "parent_id": above["id"] if above else None,
        "root_id": root["id"] if root else None,
        "depth": above["depth"] + 1 if above else 0,
        "path": (above["path"][: LEVELS * SEGMENT] if above else "") + segment(number),
        "body": text.source,
        "body_html": text.html,
        "sha256": text.sha256,
        "lang": text.lang,
        "state": State.VISIBLE,
        "endorsement_count": 0,
        "reply_count": 0,
        "thread_count": 0,
        "revision": 1,
    }


def _date(rows: Sequence[Row], start: datetime, end: datetime) -> None:
    """Spread comments over the notice in the order of their ids, denser at both ends as people really write."""
    for n, row in enumerate(rows):
        at = n / len(rows)
        row["posted_at"] = start + (end - start) * (3 * at**2 - 2 * at**3)


def _votes(rows: Sequence[Row], people: Sequence[int], dice: random.Random) -> list[Row]:
    """Half as many endorsements as comments, most of them for a few, none for one's own."""
    given: set[tuple[int, int]] = set()
    votes = []
    for _ in range(len(rows) // 2):
        row, person = _pick(rows, dice), dice.choice(people)
        if person != row["author_id"] and (row["id"], person) not in given:
            given.add((row["id"], person))
            row["endorsement_count"] += 1
            votes.append({"comment_id": row["id"], "person_id": person, "at": row["posted_at"]})
    return votes


def _count_people(session: Session, spoke: Counter[int]) -> None:
    person: Any = Person.__table__
    update = sa.update(person).where(person.c.id == sa.bindparam("who")).values(comment_count=sa.bindparam("n"))
    session.connection().execute(update, [{"who": who, "n": n} for who, n in spoke.items()])


def _count_places(session: Session, rows: Sequence[Row]) -> None:
    for model, at in ((Article, "article_id"), (Question, "question_id")):
        counts = Counter((row[at], row["position"]) for row in rows if row[at])
        for (place, position), n in counts.items():
            columns = ["comment_count"] + ([f"{position.value}_count"] if position else [])
            more = {name: getattr(model, name) + n for name in columns}
            session.execute(sa.update(model).where(model.id == place).values(more))


def _make_people(session: Session, how_many: int, at: datetime) -> list[int]:
    """Make people without an address or a password, whom nobody can sign in as; return their ids."""
    there = session.scalar(sa.select(sa.func.count()).where(Person.handle.startswith("voice-"))) or 0
    handles = [f"voice-{number:06d}" for number in range(there + 1, there + how_many + 1)]
    words = {"language": "zh-TW", "created_at": at, "confirmed_at": at}
    people = [{"public_id": f"p-{h}", "handle": h, "handle_skeleton": skeleton(h), **words} for h in handles]
    _insert(session, Person, people)
    made = sa.select(Person.id).where(Person.handle.in_(handles[:1])).scalar_subquery()
    return list(session.scalars(sa.select(Person.id).where(Person.id >= made, Person.handle.startswith("voice-"))))


def _reserve_ids(session: Session, how_many: int) -> int:
    """The first of so many ids that no other comment will get."""
    first = (session.scalar(sa.select(sa.func.max(Comment.id))) or 0) + 1
    if session.get_bind().dialect.name == "postgresql":
        up_to = {"last": first + how_many - 1}
        session.execute(sa.text("SELECT setval(pg_get_serial_sequence('comment', 'id'), :last)"), up_to)
    return first


def _insert(session: Session, model: Any, rows: Sequence[Row]) -> None:
    for batch in _batches(rows):
        session.connection().execute(sa.insert(model.__table__), batch)


def _batches(rows: Sequence[Row]) -> Iterator[list[Row]]:
    left = iter(rows)
    while batch := list(islice(left, BATCH)):
        yield batch
