"""The watch over a server's processes, here of some that do nothing: who ends or is stuck is replaced, and all end with it."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.kernel.web import watch
from tests.postgresql import wait_until

QUICKLY = f"""
import sys
sys.path.insert(0, {str(Path(watch.__file__).parent)!r})
import watch
watch.RESPITE, watch.SILENCE, watch.PATIENCE = 0.0, 0.5, 0.5
watch.main(sys.argv[1:])
"""
IDLE = "import time; time.sleep(60)"
DEAF = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"
BARE = (sys.executable, "-I", "-S", "-c")

pytestmark = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="reads /proc")
Watched = tuple["subprocess.Popen[bytes]", Callable[[], set[int]], int]


def is_alive(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()


def holds(pid: int, listening: int) -> bool:
    """Whether a process has the listening socket."""
    return Path(f"/proc/{pid}/fd/{listening}").exists()


@contextmanager
def watching(*children: tuple[str, str]) -> Iterator[Watched]:
    """Watch over children, each known by a word and running a program; give the watch, what tells their numbers, and the socket's."""
    with tempfile.TemporaryFile() as file:
        words = [
            word for known, program in children for word in ("--", known.format(file=file.fileno()), *BARE, program)
        ]
        listening = os.dup(file.fileno())
        command = [*BARE, QUICKLY, str(listening), *words]
        server = subprocess.Popen(command, pass_fds=(listening, file.fileno()), stderr=subprocess.PIPE)
        os.close(listening)
        told = Path(f"/proc/{server.pid}/task/{server.pid}/children")
        try:
            yield server, lambda: set(map(int, told.read_text().split())), listening
        finally:
            server.terminate()
            server.communicate()


def test_another_takes_the_place_of_one_that_ended_and_all_end_when_told() -> None:
    with watching(("0", IDLE), ("0", DEAF)) as (server, found, _listening):
        wait_until(lambda: len(found()) == 2, server)
        before = found()
        ended = min(before)
        os.kill(ended, signal.SIGKILL)
        wait_until(lambda: len(found()) == 2 and ended not in found(), server)
        assert len(found() & before) == 1
        after = found()
        server.send_signal(signal.SIGTERM)
        _, said = server.communicate(timeout=30)
        assert server.returncode == 0
        assert said.decode() == f"gongyi: process {ended} ended by signal 9; another takes its place\n"
        assert not any(map(is_alive, after))


def test_one_that_no_longer_tells_that_it_is_well_is_replaced() -> None:
    with watching(("0:{file}", IDLE), ("0", IDLE)) as (server, found, listening):
        wait_until(lambda: len(found()) == 2, server)
        before = found()
        wait_until(lambda: len(found()) == 2 and found() != before, server)
        assert len(found() & before) == 1
        assert sorted(holds(pid, listening) for pid in found()) == [False, True]
