"""Finding what a comment repeats, and keeping the arguments that near-identical comments make, in the writing transaction.

Only comments that begin a thread on the same place of the same bill make an argument. A reply answers somebody, so it stays with
them; and the same words under another article mean another article ("this goes too far"), whose number of people would be wrong.
Nor does who speaks in office, takes another position or proposes another wording say the same, however alike the words are.

A text is compared with one comment of each argument, its face; so a group does not wander from text to text, and costs as much to
join at 100,000 as at 2.
"""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.discussion.argument_models import Argument, LikenessBand, Voice
from app.discussion.copies import Sketch, is_copy, letters_of, sketch
from app.discussion.models import Comment, State

CANDIDATES = 8
MOST_READ = 400  # rows of bands; there are so many only where one band is common to hundreds of different texts

_ARGUMENT: Any = Argument.__table__
_BAND: Any = LikenessBand.__table__
_COMMENT: Any = Comment.__table__
_VOICE: Any = Voice.__table__


def count(session: Session, comment: Comment, by: int) -> int:
    """Count a comment in (by=1) or out (by=-1) of the argument that it makes with others; return by how much the copies change.

    One that comes in and is of no argument yet is put into that which it repeats, and one that leaves is not found by its words.
    """
    if comment.parent_id is not None or comment.badge is not None:
        return 0
    return _enter(session, comment) if by > 0 else _leave(session, comment)


def resettle(session: Session, comment: Comment) -> int:
    """Find anew what a visible comment repeats, after its words have changed; return by how much the copies change."""
    if comment.parent_id is not None or comment.badge is not None:
        return 0
    left = _leave(session, comment)
    comment.argument_id = None
    return left + _enter(session, comment)


def part(session: Session, comment: Comment) -> int:
    """Take a visible comment out of its argument; it stands alone, whatever it repeats, until it is put back."""
    left = _leave(session, comment)
    comment.parted_from_id, comment.argument_id = comment.argument_id, None
    return left


def rejoin(session: Session, comment: Comment) -> int:
    """Put a visible comment back into the argument that it was taken out of."""
    left = _leave(session, comment)
    comment.argument_id, comment.parted_from_id = comment.parted_from_id, None
    return left + _enter(session, comment)


def is_like(session: Session, comment: Comment, argument_id: int) -> bool:
    """Tell whether a comment repeats the face of an argument, at the same place (or the argument has none left)."""
    face = session.get(Comment, _find_face(session, argument_id, comment.id) or 0)
    if face is None or face.place_rank != comment.place_rank:
        return face is None
    return bool(is_copy(letters_of(comment.body or ""), letters_of(face.body or "")))


def set_dissolved(session: Session, argument: Argument, log_seq: int | None) -> int:
    """Let the comments of an argument stand alone (or, without a log number, together again)."""
    argument.dissolved_seq = log_seq
    argument.revision += 1
    session.flush()
    copies = max(0, argument.comment_count - 1)
    return copies if log_seq is None else -copies


def _enter(session: Session, comment: Comment) -> int:
    if comment.argument_id is None and comment.parted_from_id is not None:
        return 0
    drawn = sketch(comment.body or "")
    if comment.argument_id is None:
        like = find_like(session, comment, drawn) if drawn else None
        if like is None:
            remember(session, comment, drawn)
            return 0
        face: int | None = like.id
        comment.argument_id = like.argument_id or begin(session, comment.bill_id, like)
    else:
        face = _find_face(session, comment.argument_id, comment.id)
    if face is None or comment.id < face:
        _forget(session, face)
        remember(session, comment, drawn)
    return _count_voice(session, comment.argument_id, comment.author_id, 1)


def _leave(session: Session, comment: Comment) -> int:
    was_known = _forget(session, comment.id)
    if comment.argument_id is None:
        return 0
    if was_known and (face := _find_face(session, comment.argument_id, comment.id)):
        heir = session.get_one(Comment, face)
        remember(session, heir, sketch(heir.body or ""))
    return _count_voice(session, comment.argument_id, comment.author_id, -1)


def find_like(session: Session, comment: Comment, drawn: Sketch) -> sa.Row[Any] | None:
    """Find the comment that one repeats most closely; the oldest of several that are equally close."""
    names = {f"band_{n}": band for n, band in enumerate(_bands(comment, drawn))}
    best: tuple[float, int, sa.Row[Any]] | None = None
    for found in session.connection().execute(_LIKELY, names | {"own": comment.id}):
        if (found.position, found.wording_id) != (comment.position, comment.wording_id):
            continue
        alike = is_copy(drawn.letters, letters_of(found.body))
        if alike and (best is None or (alike, -found.id) > best[:2]):
            best = (alike, -found.id, found)
    return best[2] if best else None


def _likely() -> sa.Select[Any]:
    """Select the visible comments that have most bands in common with the given ones."""
    bands = [sa.bindparam(f"band_{n}", type_=sa.BigInteger) for n in range(Sketch.BANDS)]
    met = sa.select(_BAND.c.comment_id).where(_BAND.c.band.in_(bands)).limit(MOST_READ).subquery()
    order = (sa.func.count().desc(), met.c.comment_id)
    most = sa.select(met.c.comment_id).group_by(met.c.comment_id).order_by(*order).limit(CANDIDATES).subquery()
    said = _COMMENT.c
    columns = (said.id, said.author_id, said.argument_id, said.position, said.wording_id, said.body)
    likely = sa.select(*columns).select_from(sa.join(most, _COMMENT, said.id == most.c.comment_id))
    return likely.where(said.id != sa.bindparam("own"), said.state == State.VISIBLE)


_LIKELY = _likely()


def _bands(comment: Comment, drawn: Sketch) -> list[int]:
    return drawn.bands(comment.bill_id, comment.place_rank)


def remember(session: Session, comment: Comment, drawn: Sketch | None) -> None:
    """Let near copies find a comment."""
    if drawn is not None:
        rows = [{"band": band, "comment_id": comment.id} for band in _bands(comment, drawn)]
        session.connection().execute(sa.insert(_BAND), rows)


def _forget(session: Session, comment_id: int | None) -> bool:
    """Erase by what near copies find a comment; tell whether there was anything."""
    if comment_id is None:
        return False
    return session.connection().execute(sa.delete(_BAND).where(_BAND.c.comment_id == comment_id)).rowcount > 0


def _find_face(session: Session, argument_id: int, but: int) -> int | None:
    """The oldest visible comment of an argument other than a certain one."""
    said = _COMMENT.c
    visible = (said.argument_id == argument_id, said.state == State.VISIBLE, said.id != but)
    found: int | None = session.connection().scalar(sa.select(said.id).where(*visible).order_by(said.path).limit(1))
    return found


def begin(session: Session, bill_id: int, like: sa.Row[Any]) -> int:
    """Begin an argument with the comment that is the first to be repeated."""
    argument = Argument(bill_id=bill_id)
    session.add(argument)
    session.flush()
    session.execute(sa.update(Comment).where(Comment.id == like.id).values(argument_id=argument.id))
    _count_voice(session, argument.id, like.author_id, 1)
    return argument.id


def _count_voice(session: Session, argument_id: int, person_id: int, by: int) -> int:
    """Count one of somebody's comments in or out of an argument; return by how much the bill's copies change."""
    connection = session.connection()
    mine = (_VOICE.c.argument_id == argument_id, _VOICE.c.person_id == person_id)
    changed = sa.update(_VOICE).where(*mine).values(comment_count=_VOICE.c.comment_count + by)
    said = connection.scalar(changed.returning(_VOICE.c.comment_count))
    if said is None:
        said = by
        connection.execute(sa.insert(_VOICE).values(argument_id=argument_id, person_id=person_id, comment_count=by))
    counts = {
        "comment_count": _ARGUMENT.c.comment_count + by,
        "voice_count": _ARGUMENT.c.voice_count + int(said > 0) - int(said - by > 0),
    }
    update = sa.update(_ARGUMENT).where(_ARGUMENT.c.id == argument_id).values(counts)
    after, dissolved = connection.execute(update.returning(_ARGUMENT.c.comment_count, _ARGUMENT.c.dissolved_seq)).one()
    return 0 if dissolved is not None else int(max(0, after - 1) - max(0, after - by - 1))
