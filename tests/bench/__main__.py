"""`make bench`: measures every row of the speed table on SQLite, and on PostgreSQL where there is one; prints a table, writes JSON."""

import argparse
import json
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

from tests.bench import generating, growth, memory, pages, painting, searching, statements, throughput, weights
from tests.bench.data import SIZES, Bench, Size, asked_size, prepared
from tests.bench.results import HEAD, Result, as_markdown
from tests.bench.surroundings import Surroundings
from tests.databases import drop_postgresql, fresh_postgresql, fresh_sqlite
from tests.machine import ROOT, find_postgresql
from tests.postgresql import find_programs, running_server

PARTS: dict[str, Callable[[Bench], Iterator[Result]]] = {
    "generate": generating.measure,
    "pages": pages.measure,
    "growth": growth.measure,
    "statements": statements.measure,
    "search": searching.measure,
    "weights": weights.measure,
    "memory": memory.measure,
    "paint": painting.measure,
    "posts": throughput.measure,
}


def read_arguments() -> argparse.Namespace:
    """Read what is asked."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    told = "how much: small for a quick look, full for a million comments (default: $GONGYI_BENCH_SIZE, or small)"
    parser.add_argument("--size", choices=SIZES, default=asked_size(), help=told)
    parser.add_argument("--only", choices=PARTS, action="append", help="measure this part alone; may be given again")
    parser.add_argument("--database", choices=["sqlite", "postgresql"], help="measure on this database alone")
    parser.add_argument("--markdown", action="store_true", help="print the table as docs/performance.md has it, too")
    return parser.parse_args()


def find_databases(stack: ExitStack, only: str | None, folder: Path) -> dict[str, str]:
    """The addresses of empty databases, by kind."""
    urls = {} if only == "postgresql" else {"SQLite": fresh_sqlite(folder, "bench")}
    if only != "sqlite":
        programs = find_programs()
        server = find_postgresql() or (
            stack.enter_context(running_server(programs, lasting=True)) if programs else None
        )
        if server:
            urls["PostgreSQL"] = fresh_postgresql(server, "gongyi_bench")
            stack.callback(drop_postgresql, server, "gongyi_bench")
        else:
            print("Left out: PostgreSQL (no server answers and no server programs were found).")
    return urls


def measure(parts: list[str], database: str, url: str, size: Size, folder: Path) -> Iterator[Result]:
    """Measure some parts on one database; what breaks is told and does not stop the rest."""
    start = time.monotonic()
    with prepared(url, database, size, folder) as bench:
        print(f"({database}: data made in {time.monotonic() - start:.0f} s)", flush=True)
        for part in parts:
            try:
                yield from PARTS[part](bench)
            except Exception as error:
                yield Result(part, database, None, note=f"{type(error).__name__}: {str(error)[:200]}")


def main() -> None:
    """Run everything and write it down."""
    given, surroundings = read_arguments(), Surroundings()
    size: Size = SIZES[given.size]
    results: list[Result] = []
    print(f"Size {size.name}: {size.busiest:,} comments on the busiest bill, {size.rounds} rounds A B A B, medians.")
    print(f"Machine at the start: {surroundings.in_words()}\n\n{HEAD}")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="gongyi-bench-")))
        for database, url in find_databases(stack, given.database, folder).items():
            for result in measure(given.only or list(PARTS), database, url, size, folder):
                print(result.as_line(), flush=True)
                results.append(result)
    print(f"\nMachine meanwhile: {surroundings.in_words()}")
    if given.markdown:
        print(
            f"\n{as_markdown(results)}\n\n{size.busiest:,} comments, {size.rounds} rounds; {surroundings.in_words()}."
        )
    write_down(results, size, surroundings)


def write_down(results: list[Result], size: Size, surroundings: Surroundings) -> None:
    """Keep the results as JSON under instance/bench/."""
    at = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    target = ROOT / "instance" / "bench" / f"{at}.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    document = {"at": at, "size": size.name, "machine": surroundings.describe()}
    target.write_text(
        json.dumps(document | {"results": [one.as_json() for one in results]}, indent=2, ensure_ascii=False)
    )
    print(f"Written to {target.relative_to(ROOT)}.")


if __name__ == "__main__":
    main()
