"""How fast `gongyi generate` made the longest discussion: people, votes, counts and indexes included, the search index not."""

from collections.abc import Iterator

from tests.bench.data import Bench
from tests.bench.results import Limits, Result


def measure(bench: Bench) -> Iterator[Result]:
    """Tell what was measured when the data were made."""
    comments, wall, cpu = bench.made
    note = f"by the clock; {comments / cpu:,.0f} a second of CPU; all kept counts equal a recount"
    yield Result(
        f"comments generated, {comments:,}", bench.database, comments / wall, "/s", Limits(20_000, at_least=True), note
    )
