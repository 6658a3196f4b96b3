"""How the discussion's tests talk: acts by persona's name, threads made in bulk, and a plain recount of every count."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.bills.models import Article, Bill, Question
from app.bills.queries import latest_version
from app.discussion import actions
from app.discussion.models import Comment, Endorsement, Ground, Participation, Position, State
from app.discussion.paths import LEVELS, SEGMENT, segment
from app.discussion.places import find_place
from app.discussion.queries import get_comment
from app.kernel import richtext
from tests.builders import World
from tests.conftest import NOON

REASON = "It names a private person's home."


def post(
    world: World,
    body: str = "Words.",
    *,
    by: str = "citizen",
    on: str = "open",
    place: str = "",
    position: Position | None = None,
    parent: Comment | None = None,
    now: datetime = NOON,
) -> Comment:
    """Post a comment as a persona, in the bill of a phase."""
    session, bill = world.session, world.bills[on]
    version = latest_version(session, bill)
    where = find_place(session, bill, version, place)
    text, loaded = richtext.read(body), parent and load(world, parent)
    author = world.people[by]
    return actions.post_comment(
        session, author, bill, text=text, place=where, version=version, position=position, parent=loaded, now=now
    )


def load(world: World, comment: Comment) -> Comment:
    """The comment with all that the actions need of it, read anew."""
    return get_comment(world.session, comment.id, world.people["official"], NOON, lock=True)


def edit(world: World, comment: Comment, body: str, *, by: str = "citizen", now: datetime = NOON) -> bool:
    found = load(world, comment)
    text = richtext.read(body)
    revision, author = found.revision, world.people[by]
    return actions.edit_comment(world.session, author, found, found.bill, text=text, revision=revision, now=now)


def withdraw(world: World, comment: Comment, *, by: str = "citizen", now: datetime = NOON) -> None:
    found = load(world, comment)
    actions.withdraw_comment(world.session, world.people[by], found, found.bill, now=now)


def hide(world: World, comment: Comment, *, now: datetime = NOON) -> None:
    found = load(world, comment)
    words = {"ground": Ground.PERSONAL_DATA, "reason": REASON}
    actions.set_hidden(world.session, found, **words, log_seq=7, revision=found.revision, now=now)


def restore(world: World, comment: Comment, *, now: datetime = NOON) -> None:
    found = load(world, comment)
    words = {"reason": "The address is a public office's."}
    actions.set_restored(world.session, found, **words, log_seq=8, revision=found.revision, now=now)


def endorse(world: World, comment: Comment, *, by: str = "other_citizen", now: datetime = NOON) -> None:
    found = load(world, comment)
    actions.endorse_comment(world.session, world.people[by], found, found.bill, now=now)


def retract(world: World, comment: Comment, *, by: str = "other_citizen", now: datetime = NOON) -> None:
    found = load(world, comment)
    actions.retract_endorsement(world.session, world.people[by], found, found.bill, now=now)


def _planted_words(number: int) -> dict[str, object]:
    said = f"Planted {number}."
    return {"body": said, "body_html": f"<p>{said}</p>", "sha256": richtext.digest(said), "lang": "en"}


def plant(
    world: World,
    parents: Sequence[int | None],
    *,
    on: str = "open",
    place: str = "",
    by: str = "citizen",
    first_id: int = 1_000_000,
) -> list[int]:
    """Insert comments in bulk: the n-th answers the one at index `parents[n]`, or begins a thread. Return their ids."""
    session, bill = world.session, world.bills[on]
    version = latest_version(session, bill)
    where = find_place(session, bill, version, place)
    rows: list[dict[str, object]] = []
    for n, above in enumerate(parents):
        up = rows[above] if above is not None else None
        number = first_id + n
        row = {
            "id": number,
            "bill_id": bill.id,
            "article_id": where.article.id if where.article else None,
            "address": where.address,
            "question_id": where.question.id if where.question else None,
            "place_rank": where.rank,
            "parent_id": up and up["id"],
            "root_id": up and (up["root_id"] or up["id"]),
            "depth": up["depth"] + 1 if up else 0,  # type: ignore[operator]
            "path": (str(up["path"])[: LEVELS * SEGMENT] if up else "") + segment(number),
            "version_id": version.id,
            "author_id": world.people[by].id,
            "posted_at": NOON,
            "state": State.VISIBLE,
        }
        rows.append(row | _planted_words(number))
    threads = Counter(row["root_id"] for row in rows)
    replies = Counter(row["parent_id"] for row in rows)
    for row in rows:
        row |= {"thread_count": threads[row["id"]], "reply_count": replies[row["id"]]}
    session.execute(sa.insert(Comment), rows)
    return [first_id + n for n in range(len(rows))]


def stored_counts(session: Session) -> dict[str, int]:
    """Every count that is kept in a column, by name; those of 0 are left out."""
    session.expire_all()
    found: Counter[str] = Counter()
    for bill in session.scalars(sa.select(Bill)):
        found[f"{bill.slug} comments"], found[f"{bill.slug} people"] = bill.comment_count, bill.people_count
    for place in (*session.scalars(sa.select(Article)), *session.scalars(sa.select(Question))):
        name = f"{type(place).__name__} {place.id}"
        found[name] = place.comment_count
        found |= Counter({f"{name} {code}": getattr(place, f"{code}_count") for code in Position})
    for person in session.scalars(sa.select(Person)):
        found[person.handle] = person.comment_count
    for comment in session.scalars(sa.select(Comment)):
        found[f"{comment.id} replies"], found[f"{comment.id} thread"] = comment.reply_count, comment.thread_count
        found[f"{comment.id} endorsements"] = comment.endorsement_count
    for part in session.scalars(sa.select(Participation)):
        found[f"{part.bill_id} by {part.person_id}"] = part.comment_count
    return {name: count for name, count in found.items() if count}


def counted_anew(session: Session) -> dict[str, int]:
    """The same by looking at each comment and endorsement that there is."""
    found: Counter[str] = Counter()
    slugs = {bill.id: bill.slug for bill in session.scalars(sa.select(Bill))}
    handles = {person.id: person.handle for person in session.scalars(sa.select(Person))}
    people: set[tuple[str, int]] = set()
    for c in session.scalars(sa.select(Comment).where(Comment.state == State.VISIBLE)):
        found[f"{slugs[c.bill_id]} comments"] += 1
        people.add((slugs[c.bill_id], c.author_id))
        found[handles[c.author_id]] += 1
        found[f"{c.bill_id} by {c.author_id}"] += 1
        for name, at in (("Article", c.article_id), ("Question", c.question_id)):
            if at:
                found[f"{name} {at}"] += 1
                found[f"{name} {at} {c.position}"] += c.position is not None
        found[f"{c.parent_id} replies"] += c.parent_id is not None
        found[f"{c.root_id} thread"] += c.root_id is not None
    for slug, _person in people:
        found[f"{slug} people"] += 1
    for given in session.scalars(sa.select(Endorsement)):
        found[f"{given.comment_id} endorsements"] += 1
    return {name: count for name, count in found.items() if count}
