"""The sample: fair to places, positions and sizes of thread, and the same for all who look at the same draw."""

from collections import Counter

from app.discussion.models import Position
from app.discussion.rows import CommentRow
from app.summaries.gathering.asked import Asked, Order
from app.summaries.gathering.queries import list_items
from tests.summaries.gathering.talk import Gathered


def draw(work: Gathered, number: int = 1, size: int = 25) -> list[CommentRow]:
    listed = list_items(work.session, work.bill, Asked(order=Order.SAMPLE, draw=number, size=size))
    return [item.row for item in listed.items]


def skew(work: Gathered) -> None:
    """Nearly everybody opposes article 1; two people each speak of other places or take other positions."""
    work.open()
    for n in range(40):
        work.tell(f"Against article one, number {n}.", place="1", position=Position.OPPOSE)
    for place in ("", "2", "Q1"):
        for n in range(2):
            work.tell(f"Something on {place or 'all'}, number {n}.", place=place)
    for position in (Position.SUPPORT, Position.ASK):
        work.tell("A rare position.", place="1", position=position)
    busy = work.tell("A long thread.", place="1", position=Position.OPPOSE)
    for n in range(6):
        work.tell(f"Reply {n}.", "other_citizen", parent=busy)


def test_each_round_takes_one_of_every_place_and_turns_through_positions_and_sizes(work: Gathered) -> None:
    skew(work)
    rows = draw(work)
    assert sorted(row.place for row in rows[:4]) == ["", "1", "2", "Q1"]
    of_first = [row for row in rows if row.place == "1"][:5]
    kinds = Counter((row.position, row.thread_count > 5, row.parent_id is not None) for row in of_first)
    assert len(kinds) == 5, (
        "opposed alone, opposed with a long thread, in support, asked, and a reply: one of each first"
    )


def test_the_same_draw_gives_the_same_and_another_draw_others(work: Gathered) -> None:
    skew(work)
    first = [row.id for row in draw(work)]
    assert [row.id for row in draw(work)] == first
    others = [[row.id for row in draw(work, number)] for number in (2, 3)]
    assert first != others[0] != others[1]
    assert sorted(row.id for row in draw(work, 2, 100)) == sorted(row.id for row in draw(work, 1, 100))
