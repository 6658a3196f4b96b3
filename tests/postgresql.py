"""A PostgreSQL server of our own for tests, from Debian's binaries, in a temporary folder."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

OWN_SERVER = "GONGYI_TEST_POSTGRESQL_OWN"  # set for the processes of a run whose server ends with it
_SETTINGS = ("listen_addresses=127.0.0.1", "max_connections=200")
_FLEETING = (  # what tests store need not outlive the machine, and nothing tidies up between them
    "fsync=off",
    "full_page_writes=off",
    "synchronous_commit=off",
    "autovacuum=off",
    "wal_level=minimal",
    "max_wal_senders=0",
    "max_wal_size=4GB",
)


def find_programs() -> Path | None:
    """The folder of PostgreSQL's server programs, the newest where there are several; None where there are none."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_until(ready: Callable[[], bool], server: "subprocess.Popen[bytes]", seconds: float = 30) -> None:
    """Wait until a server answers, or say that it does not."""
    end = time.monotonic() + seconds
    while not ready():
        if server.poll() is not None or time.monotonic() > end:
            raise RuntimeError(f"{server.args!r} did not start")
        time.sleep(0.05)


def _unprivileged() -> dict[str, Any]:
    """How to run a program as somebody who is not root, since initdb refuses root."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name for entry in pwd.getpwall()}
    entry = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


@contextmanager
def running_server(programs: Path, *, lasting: bool = False) -> Iterator[str]:
    """Start a server in a temporary folder, give its address, and remove it at the end; a lasting one stores as safely as in use."""
    with tempfile.TemporaryDirectory(prefix="gongyi-pg-") as folder:
        other = _unprivileged()
        if other:
            os.chown(folder, other["user"], other["group"])
        quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": folder, **other}
        data = f"{folder}/data"
        initialise = [f"{programs}/initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8"]
        subprocess.run([*initialise, "--locale=C.UTF-8", "--no-sync"], check=True, **quiet)
        port = free_port()
        settings = [part for setting in (*_SETTINGS, *(() if lasting else _FLEETING)) for part in ("-c", setting)]
        command = [f"{programs}/postgres", "-D", data, "-p", str(port), "-k", folder, *settings]
        server = subprocess.Popen(command, **quiet)
        try:
            probe = [f"{programs}/pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)]
            wait_until(lambda: subprocess.run(probe, check=False, **quiet).returncode == 0, server)
            yield f"postgresql://postgres@/postgres?host={folder}&port={port}"  # a socket file: a fifth quicker than TCP
        finally:
            server.send_signal(
                signal.SIGINT if lasting else signal.SIGQUIT
            )  # a fleeting one need not put away what it has
            server.wait(30)
