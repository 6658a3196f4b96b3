"""How the discussion's tests talk: acts by persona's name, threads made in bulk, and a plain recount of every count."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.bills.models import Article, Bill, Question
from app.bills.queries import latest_version
from app.discussion import actions, placing, splitting, states
from app.discussion.argument_models import Argument, LikenessBand, Voice
from app.discussion.copies import Sketch, sketch
from app.discussion.models import (
    ArticleParticipation,
    Comment,
    DayCount,
    Endorsement,
    Ground,
    Participation,
    Position,
    State,
)
from app.discussion.paths import LEVELS, SEGMENT, segment
from app.discussion.places import find_place, place_of
from app.discussion.proposals import Keep
from app.discussion.queries import get_comment
from app.discussion.wordings import read_proposal
from app.kernel import richtext
from app.kernel.clock import taipei_day
from tests.builders import NOON, World

CAMPAIGN = (
    "我反對無預警進入辦公場所檢查。請刪除本條,並把檢查的要件、程序與救濟寫進法律。",
    "各位好：我反對無預警進入辦公場所檢查。請刪除本條，並把檢查的要件、程序與救濟寫進法律！",
    "我反對無預警進入辦公處所檢查。請刪除這一條，並把檢查的要件、程序與救濟寫進法律。",
    "Inspections need a warrant, a record and a remedy, all of them in the law itself.",
)
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
    proposed: str = "",
    now: datetime = NOON,
) -> Comment:
    """Post a comment as a persona, in the bill of a phase; `proposed` are other words for its place."""
    session, bill = world.session, world.bills[on]
    version = latest_version(session, bill)
    where = find_place(session, bill, version, place)
    text, loaded = richtext.read(body), parent and load(world, parent)
    author = world.people[by]
    words = {"text": text, "position": position, "proposal": read_proposal(session, version.id, where, proposed)}
    return actions.post_comment(session, author, bill, place=where, version=version, parent=loaded, now=now, **words)


def load(world: World, comment: Comment) -> Comment:
    """The comment with all that the actions need of it, read anew."""
    return get_comment(world.session, comment.id, world.people["official"], NOON, lock=True)


def edit(
    world: World,
    comment: Comment,
    body: str,
    *,
    by: str = "citizen",
    proposed: str | None = None,
    now: datetime = NOON,
) -> bool:
    """Edit a comment as a persona; `proposed` replaces its proposed wording, "" takes it away."""
    found = load(world, comment)
    text = richtext.read(body)
    proposal: Any = Keep.PROPOSAL
    if proposed is not None:
        proposal = read_proposal(world.session, found.version_id, place_of(found), proposed)
    words = {"text": text, "proposal": proposal, "revision": found.revision}
    return actions.edit_comment(world.session, world.people[by], found, found.bill, now=now, **words)


def withdraw(world: World, comment: Comment, *, by: str = "citizen", now: datetime = NOON) -> None:
    found = load(world, comment)
    actions.withdraw_comment(world.session, world.people[by], found, found.bill, now=now)


def hide(world: World, comment: Comment, *, now: datetime = NOON) -> None:
    found = load(world, comment)
    words = {"ground": Ground.PERSONAL_DATA, "reason": REASON}
    states.set_hidden(world.session, found, **words, log_seq=7, revision=found.revision, now=now)


def restore(world: World, comment: Comment, *, now: datetime = NOON) -> None:
    found = load(world, comment)
    words = {"reason": "The address is a public office's."}
    states.set_restored(world.session, found, **words, log_seq=8, revision=found.revision, now=now)


def part(world: World, comment: Comment) -> None:
    found = load(world, comment)
    splitting.set_parted(world.session, found, revision=found.revision)


def rejoin(world: World, comment: Comment) -> None:
    found = load(world, comment)
    splitting.set_rejoined(world.session, found, revision=found.revision)


def split(world: World, comment: Comment) -> None:
    """Dissolve the argument that a comment is part of, or put it together again."""
    argument = world.session.get(Argument, load(world, comment).argument_id or 0, populate_existing=True)
    if argument and argument.dissolved_seq:
        splitting.set_reunited(world.session, argument, revision=argument.revision)
    elif argument:
        splitting.set_dissolved(world.session, argument, log_seq=9, revision=argument.revision)


def move(world: World, comment: Comment, place: str) -> None:
    """Move a thread to another place, as the version that it was written on has it."""
    found = load(world, comment)
    where = find_place(world.session, found.bill, found.version, place)
    words = {"from_place": placing.written_place(place_of(found)), "log_seq": 10, "revision": found.revision}
    placing.set_moved(world.session, found, where, **words, now=NOON)


def merge(world: World, comment: Comment) -> None:
    """Merge a comment into the earlier one that it repeats, where there is one that copies do not point at."""
    found = load(world, comment)
    earlier = placing.find_earlier(world.session, found)
    if earlier is not None and not placing.has_copies(world.session, found):
        placing.set_merged(world.session, found, earlier, log_seq=11, revision=found.revision, now=NOON)


def unmerge(world: World, comment: Comment) -> None:
    found = load(world, comment)
    placing.set_unmerged(world.session, found, log_seq=12, revision=found.revision, now=NOON)


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
        found[f"{bill.slug} copies"] = bill.copy_count
    for place in (*session.scalars(sa.select(Article)), *session.scalars(sa.select(Question))):
        name = f"{type(place).__name__} {place.id}"
        found[name] = place.comment_count
        found |= Counter({f"{name} {code}": getattr(place, f"{code}_count") for code in Position})
        found[f"{name} people"] = getattr(place, "people_count", 0)
    for person in session.scalars(sa.select(Person)):
        found[person.handle] = person.comment_count
    for comment in session.scalars(sa.select(Comment)):
        found[f"{comment.id} replies"], found[f"{comment.id} thread"] = comment.reply_count, comment.thread_count
        found[f"{comment.id} in office"] = comment.office_count
        found[f"{comment.id} endorsements"] = comment.endorsement_count
    for part in session.scalars(sa.select(Participation)):
        found[f"{part.bill_id} by {part.person_id}"] = part.comment_count
    for said in session.scalars(sa.select(ArticleParticipation)):
        found[f"Article {said.article_id} by {said.person_id}"] = said.comment_count
    for day in session.scalars(sa.select(DayCount)):
        found[f"{day.bill_id} on {day.day}"] = day.comment_count
    _store_arguments(session, found)
    return {name: count for name, count in found.items() if count}


def _store_arguments(session: Session, found: Counter[str]) -> None:
    for argument in session.scalars(sa.select(Argument)):
        found[f"argument {argument.id}"], found[f"argument {argument.id} people"] = (
            argument.comment_count,
            argument.voice_count,
        )
    for voice in session.scalars(sa.select(Voice)):
        found[f"argument {voice.argument_id} by {voice.person_id}"] = voice.comment_count
    for band in session.scalars(sa.select(LikenessBand)):
        found[f"{band.comment_id} bands"] += 1


def counted_anew(session: Session) -> dict[str, int]:
    """The same by looking at each comment and endorsement that there is."""
    found: Counter[str] = Counter()
    slugs = {bill.id: bill.slug for bill in session.scalars(sa.select(Bill))}
    handles = {person.id: person.handle for person in session.scalars(sa.select(Person))}
    people: set[tuple[str, int]] = set()
    speakers: set[tuple[int, int]] = set()
    dissolved = set(session.scalars(sa.select(Argument.id).where(Argument.dissolved_seq.is_not(None))))
    for c in session.scalars(sa.select(Comment).where(Comment.state == State.VISIBLE).order_by(Comment.id)):
        found[f"{slugs[c.bill_id]} comments"] += 1
        people.add((slugs[c.bill_id], c.author_id))
        found[handles[c.author_id]] += 1
        found[f"{c.bill_id} by {c.author_id}"] += 1
        found[f"{c.bill_id} on {taipei_day(c.posted_at)}"] += 1
        if c.article_id:
            speakers.add((c.article_id, c.author_id))
            found[f"Article {c.article_id} by {c.author_id}"] += 1
        for name, at in (("Article", c.article_id), ("Question", c.question_id)):
            if at:
                found[f"{name} {at}"] += 1
                found[f"{name} {at} {c.position}"] += c.position is not None
        found[f"{c.parent_id} replies"] += c.parent_id is not None
        found[f"{c.root_id} thread"] += c.root_id is not None
        found[f"{c.root_id} in office"] += bool(c.root_id and c.badge)
        _count_argument(found, c, slugs[c.bill_id], whole=c.argument_id not in dissolved)
    for slug, _person in people:
        found[f"{slug} people"] += 1
    for article_id, _person in speakers:
        found[f"Article {article_id} people"] += 1
    for given in session.scalars(sa.select(Endorsement)):
        found[f"{given.comment_id} endorsements"] += 1
    return {name: count for name, count in found.items() if count}


def _count_argument(found: Counter[str], c: Comment, slug: str, *, whole: bool) -> None:
    """Count a visible comment (oldest first) into its argument; the first of each, and who was always alone, has bands."""
    is_first = not found[f"argument {c.argument_id}"] if c.argument_id is not None else c.parted_from_id is None
    drawn = sketch(c.body or "") if c.parent_id is None and c.badge is None else None
    found[f"{c.id} bands"] = Sketch.BANDS if drawn and is_first else 0
    if c.argument_id is not None:
        found[f"{slug} copies"] += whole and not is_first
        found[f"argument {c.argument_id}"] += 1
        found[f"argument {c.argument_id} people"] += not found[f"argument {c.argument_id} by {c.author_id}"]
        found[f"argument {c.argument_id} by {c.author_id}"] += 1
