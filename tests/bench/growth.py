"""Whether a page costs more in a longer discussion: the first and a middle page in each order, 10,000 comments against the most."""

from collections.abc import Iterator

import sqlalchemy as sa

from app.discussion.asked import Asked, Sort
from app.discussion.models import Comment
from app.discussion.orders import choose_walk
from tests.bench.data import Bench
from tests.bench.pages import get
from tests.bench.results import Limits, Result

FLAT = Limits(1.25, 1.05)


def middle(bench: Bench, comments: int, sort: Sort) -> str:
    """The cursor of a page in the middle of a discussion: after a thread that was begun halfway."""
    bill_id, asked = bench.bill_id(comments), Asked(sort=sort)
    said = Comment.bill_id == bill_id, Comment.parent_id.is_(None)
    with bench.db.readers() as session:
        low, high = session.execute(sa.select(sa.func.min(Comment.id), sa.func.max(Comment.id)).where(*said)).one()
        halfway = sa.select(Comment).where(*said, Comment.id >= (low + high) // 2).order_by(Comment.id)
        root = session.scalars(halfway.limit(1)).one()
    return choose_walk(bill_id, asked, by_thread=asked.is_by_thread).write(root)


def measure(bench: Bench) -> Iterator[Result]:
    """Compare the same page of two discussions."""
    guest, least, most = bench.guest(), 10_000, bench.size.busiest
    for sort in Sort:
        for which in ("first", "middle"):
            cursors = {
                size: f"&cursor={middle(bench, size, sort)}" if which == "middle" else "" for size in (least, most)
            }
            long, short = (
                get(guest, bench.path(size, f"/discussion?sort={sort}{cursors[size]}")) for size in (most, least)
            )
            found = bench.meter.compare(long, short, bench.size.rounds)
            row = f"{which} page by {sort}, {least:,} → {most:,} comments"
            yield Result(row, bench.database, found.ratio, limits=FLAT, note=found.note)
