"""`make endurance`: runs the kill, race, closing, fuzz and million-row tests at full size, on SQLite and PostgreSQL."""

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

from tests.endurance.size import VARIABLE
from tests.machine import ROOT, missing_parts

HERE = Path(__file__).parent
PARTS = ("racing", "closing", "killing", "fuzzing", "large", "round_trips", "record", "flooding")
SAME_ON_BOTH = {
    "flooding",
    "record",
}  # a browser sees no difference, and an exported log knows no database: on SQLite alone


def run(part: str, database: str, size: float) -> int:
    """Run one part on one database in a process of its own; what it did is printed as it goes."""
    print(f"\n== {part} on {database}, size {size:g}", flush=True)
    file = str((HERE / part).with_suffix(".py").relative_to(ROOT))
    options = ["-q", "-s", "-p", "no:cacheprovider", "-p", "no:xdist", "--no-header", "--database", database]
    command = [sys.executable, "-m", "pytest", *options, file]
    return subprocess.run(command, cwd=ROOT, check=False, env=os.environ | {VARIABLE: str(size)}).returncode


def main() -> int:
    """Run the parts that were asked for; exit 1 where one of them found something."""
    parser = argparse.ArgumentParser(prog="python -m tests.endurance", description=__doc__)
    parser.add_argument("--part", choices=PARTS, action="append", help="this part alone (may be given again)")
    parser.add_argument("--database", choices=("sqlite", "postgresql"), action="append", help="this database alone")
    parser.add_argument("--size", type=float, default=1.0, help="share of the full size (default 1)")
    given = parser.parse_args()
    began, missing = time.monotonic(), missing_parts()
    databases = given.database or [name for name in ("sqlite", "postgresql") if name not in missing]
    found = {
        f"{part} on {database}": run(part, database, given.size)
        for database in databases
        for part in given.part or PARTS
        if database == "sqlite" or part not in SAME_ON_BOTH
    }
    failed = [name for name, status in found.items() if status]
    print(f"\n{len(found)} parts in {time.monotonic() - began:.0f} s: ", end="")
    print(f"findings in {', '.join(failed)}." if failed else "nothing found.")
    if "postgresql" in missing and not given.database:
        print(f"Left out: postgresql ({missing['postgresql']}).")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
