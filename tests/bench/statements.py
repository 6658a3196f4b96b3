"""How many SQL statements each public page takes, in a short and in the longest discussion."""

from collections.abc import Iterator

import sqlalchemy as sa
from flask.testing import FlaskClient

from app.discussion.asked import Sort
from app.discussion.models import Comment
from tests.bench.data import Bench
from tests.bench.results import Limits, Result
from tests.conftest import Statements

FEW = Limits(6, 3)
OF_BILL = ("", "/text", "/articles/1", "/compare", "/summary", "/response", "/record", "/discussion?article=1")
ELSEWHERE = ("/", "/bills", "/search?q=資安", "/agencies/moda", "/record", "/help/rules")


def addresses(bench: Bench, comments: int) -> dict[str, str]:
    """The public pages that a bill's discussion bears on, by what they are called."""
    of_bill = Comment.bill_id == bench.bill_id(comments)
    with bench.db.readers() as session:
        busiest = (
            sa.select(Comment.id).where(of_bill, Comment.parent_id.is_(None)).order_by(Comment.thread_count.desc())
        )
        comment = session.scalars(busiest.limit(1)).one()
    pages = {f"bill{page}": bench.path(comments, page) for page in OF_BILL}
    pages |= {f"bill/discussion?sort={sort}": bench.path(comments, f"/discussion?sort={sort}") for sort in Sort}
    pages |= {"comment": f"/comments/{comment}", "journey": f"/comments/{comment}/journey"}
    return pages | {page: page for page in ELSEWHERE}


def count(bench: Bench, client: FlaskClient, path: str) -> int:
    """Count the statements of a page, glances among them; at the second reading, as in a server that is running."""
    statements = Statements(bench.db)
    for _ in range(2):
        with statements:
            answer = client.get(path)
    if answer.status_code >= 400:
        raise RuntimeError(f"{path} answered {answer.status_code}")
    return len(statements) + statements.glances


def measure(bench: Bench) -> Iterator[Result]:
    """Count each page's statements on the shortest and on the longest discussion; the greater number is the figure."""
    guest, citizen = bench.guest(), bench.citizens(1)[0]
    short, long = addresses(bench, 10), addresses(bench, bench.size.busiest)
    found = {name: (count(bench, guest, short[name]), count(bench, guest, long[name])) for name in short}
    worst = sorted(found, key=lambda name: max(found[name]), reverse=True)
    over = ", ".join(f"{name} {max(found[name])}" for name in worst if max(found[name]) > 6) or f"most: {worst[0]}"
    grows = ", ".join(name for name in found if found[name][1] > found[name][0])
    row, note = (
        f"SQL statements of a public page ({len(found)} pages), at most",
        over + (f"; more when longer: {grows}" if grows else ""),
    )
    yield Result(row, bench.database, max(map(max, found.values())), "", FEW, note)
    own = count(bench, citizen, long["bill/discussion?sort=article"])
    yield Result("SQL statements of the discussion, signed in", bench.database, own, "", Limits(), "")
