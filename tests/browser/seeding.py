"""The platform's data as the seeds leave it: played once for all test processes, beside the first tests."""

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

from tests.machine import ROOT

WORKER = os.environ.get("PYTEST_XDIST_WORKER")  # which of the test processes this is; None where there is one


def begin(base: Path) -> None:
    """Have one of the processes play the seeds while it runs other tests."""
    if WORKER in (None, "gw0"):
        Thread(target=play_once, args=(base,), daemon=True).start()


def play_once(base: Path) -> Path:
    """Give the folder with the seeds' data, in a process whose temporary files are in `base`; play or wait for them where need be."""
    shared = (base.parent if WORKER else base) / "seeded"
    with _only_one(shared.parent / "seeded.lock"):
        if not (shared / "done").exists():
            shutil.rmtree(shared, ignore_errors=True)
            gongyi(shared, "db", "upgrade")
            gongyi(shared, "seed")
            (shared / "done").touch()
    return shared


@contextmanager
def _only_one(lock: Path) -> Iterator[None]:
    """Let one test process at a time through."""
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def gongyi(data: Path, *arguments: str, **environ: str) -> list[str]:
    """The command line that runs `gongyi` on a data folder; run it at once unless it serves."""
    command = [sys.executable, "-m", "app.cli", *arguments]
    if arguments[0] != "serve":
        done = subprocess.run(command, env=surroundings(data, **environ), cwd=ROOT, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
    return command


def surroundings(data: Path, **environ: str) -> dict[str, str]:
    """The environment of a `gongyi` command: none of the tester's own settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GONGYI_")}
    return {**kept, "GONGYI_DATA": str(data), **environ}
