"""What the tests of passages speak of: a comment that tells somebody's telephone number, in all of its texts."""

from app.discussion.blackouts.plans import look_for
from app.discussion.blackouts.texts import NOW
from app.discussion.models import Comment, Ground
from app.moderation.models import Decision
from app.moderation.passages import actions
from app.moderation.passages.queries import get_blackout, list_standing
from tests.builders import NOON, World
from tests.discussion import talk

NUMBER = "0912-345-678"
REASON = "It gives a private person's number."
EARLIER = "The neighbour, ０９１２－３４５－６７８, agrees with article 2."
LATER = "My neighbour (09**12**-345-678) agrees; call 0912 345 678 and ask. Inspections need a warrant."
PROPOSED = "1. Alpha, see 0912345678."


def tell_number(world: World, *, by: str = "citizen") -> Comment:
    """Post a comment with the number, and edit it: the number stands in its body, its proposal, and the text before."""
    comment = talk.post(world, EARLIER, place="2.2.1", proposed="1. Alpha or 0912-345678.", by=by)
    talk.edit(world, comment, LATER, proposed=PROPOSED, by=by)
    return comment


def black_out(
    world: World,
    comment: Comment,
    passage: str = NUMBER,
    *,
    by: str = "moderator",
    places: list[int] | None = None,
    ground: Ground = Ground.PERSONAL_DATA,
    reason: str = REASON,
    revision: int | None = None,
) -> Decision:
    """Black out a passage as a persona, wherever it stands unless places are chosen."""
    found = talk.load(world, comment)
    if places is None:
        places = [n for n, seen in enumerate(look_for(world.session, found, passage)) if seen.slot.ordinal == NOW]
    return actions.black_out(
        world.session,
        world.people[by],
        found,
        found.bill,
        passage=passage,
        places=places,
        ground=ground,
        reason=reason,
        revision=found.revision if revision is None else revision,
        now=NOON,
    )


def uncover(world: World, comment: Comment, *, by: str = "moderator", at: int = 0) -> Decision:
    """Uncover one of the passages that are blacked out, the oldest unless told otherwise."""
    found = talk.load(world, comment)
    blackout = get_blackout(world.session, found, list_standing(world.session, found)[at].id)
    reason, revision = "The number is the office's own.", found.revision
    return actions.uncover(
        world.session, world.people[by], found, blackout, found.bill, reason=reason, revision=revision, now=NOON
    )
