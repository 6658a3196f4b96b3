"""Runs every test that this machine can run, and says in one line what was left out and why: `python -m tests.everything`."""

import os
import subprocess
import sys
import time

from tests.machine import REQUIRED, ROOT, cores, missing_parts, room_in_memory

KNOWN = frozenset({"browser", "postgresql", "redis"})


def run_suite(*arguments: str) -> int:
    """Run pytest on all processors and return its exit status."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-n",
        str(cores()),
        "--dist",
        "loadscope",
        "--no-loadscope-reorder",
    ]
    command += [*arguments, *sys.argv[1:]]
    print("·", " ".join(command[2:]), flush=True)
    # Compiled files are kept even where Python is told to keep none: each process of the platform starts from them.
    environ = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with room_in_memory() as folder:
        return subprocess.run(command, cwd=ROOT, check=False, env=environ | folder).returncode


def main() -> int:
    """Run the suite on SQLite, with the browser, and on PostgreSQL what asks for a database."""
    unknown, missing = REQUIRED - KNOWN, missing_parts()
    refused = [f"{part}: {missing[part]}" for part in sorted(REQUIRED & missing.keys())]
    if unknown or refused:
        words = "; ".join([*refused, *(f"{part}: there is no such part" for part in sorted(unknown))])
        print(f"GONGYI_REQUIRE is not met: {words}", file=sys.stderr)
        return 1
    kinds = {"sqlite": "SQLite"} if "postgresql" in missing else {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
    started = time.monotonic()
    status = run_suite(*(f"--database={kind}" for kind in kinds))
    print(f"Ran on {' and '.join(kinds.values())} in {time.monotonic() - started:.0f} s: ", end="")
    print("all passed." if not status else "failed." if status > 0 else f"ended by signal {-status}.")
    left_out = "; ".join(f"{part} ({why})" for part, why in missing.items())
    print(f"Left out: {left_out or 'nothing'}.")
    return 1 if status else 0


if __name__ == "__main__":
    sys.exit(main())
