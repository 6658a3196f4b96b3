"""Runs every test that this machine can run, and says in one line what was left out and why: `python -m tests.everything`."""

import os
import subprocess
import sys
import time

from tests.machine import REQUIRED, ROOT, cores, missing_parts

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
        *arguments,
        *sys.argv[1:],
    ]
    print("·", " ".join(command[2:]), flush=True)
    # Compiled files are kept even where Python is told to keep none: the second run and each process of the platform start from them.
    environ = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return subprocess.run(command, cwd=ROOT, check=False, env=environ).returncode


def main() -> int:
    """Run the suite on SQLite with the browser, then on PostgreSQL what asks for a database."""
    unknown, missing = REQUIRED - KNOWN, missing_parts()
    refused = [f"{part}: {missing[part]}" for part in sorted(REQUIRED & missing.keys())]
    if unknown or refused:
        words = "; ".join([*refused, *(f"{part}: there is no such part" for part in sorted(unknown))])
        print(f"GONGYI_REQUIRE is not met: {words}", file=sys.stderr)
        return 1
    started = time.monotonic()
    results = {"SQLite": run_suite("--database", "sqlite")}
    if "postgresql" not in missing:
        results["PostgreSQL"] = run_suite("--database", "postgresql", "-m", "not browser and not walk")
    failed = [
        name if status > 0 else f"{name} (ended by signal {-status})" for name, status in results.items() if status
    ]
    print(f"Ran on {' and '.join(results)} in {time.monotonic() - started:.0f} s: ", end="")
    print(f"failed on {' and '.join(failed)}." if failed else "all passed.")
    left_out = "; ".join(f"{part} ({why})" for part, why in missing.items())
    print(f"Left out: {left_out or 'nothing'}.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
