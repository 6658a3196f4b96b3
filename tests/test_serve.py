"""`gongyi serve` as a process: it answers, also when its web worker was ended, and ends with its workers, however it is ended."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.request import urlopen

import pytest
import sqlalchemy as sa

from app.kernel import migrate


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def is_alive(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return False


def children(pid: int) -> list[int]:
    return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def wait_for(what: Callable[[], bool]) -> bool:
    """Wait up to a minute for something to be so."""
    for _ in range(600):
        if what():
            return True
        time.sleep(0.1)
    return False


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="reads /proc")
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_serve_answers_and_ends_with_its_workers(tmp_path: Path, how: signal.Signals) -> None:
    engine = sa.create_engine(f"sqlite:///{tmp_path}/gongyi.sqlite3")
    migrate.upgrade(engine)
    engine.dispose()
    port = free_port()
    env = {k: v for k, v in os.environ.items() if not k.startswith("GONGYI_")} | {"GONGYI_DATA": str(tmp_path)}
    command = [sys.executable, "-m", "app.cli", "serve", "--port", str(port), "--worker", "--workers", "1"]
    server = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    try:
        assert wait_for(lambda: answers(port))
        assert wait_for(lambda: len(children(server.pid)) == 2)
        if how == signal.SIGTERM:
            os.kill(first := children(server.pid)[0], signal.SIGKILL)
            assert wait_for(lambda: first not in children(server.pid) and len(children(server.pid)) == 2)
        with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=60) as answer:
            assert answer.read() == b"ok\n"
        beside = children(server.pid)
    finally:
        server.send_signal(how)
        _, said = server.communicate(timeout=60)
    assert "127.0.0.1" not in said
    assert wait_for(lambda: not any(map(is_alive, beside)))
