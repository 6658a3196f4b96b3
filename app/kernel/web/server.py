"""The production server: gunicorn's workers with threads, no access log, and the mail worker beside them where it is asked for."""

import ctypes
import gc
import os
import socket
import sys
from pathlib import Path
from typing import Any, NoReturn

from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.glogging import Logger
from gunicorn.sock import create_sockets
from gunicorn.workers.gthread import ThreadWorker

from app.kernel.db import Database
from app.kernel.web.warming import warm_up

_OPTIONS: dict[str, Any] = {
    "threads": 4,
    "worker_class": "gthread",
    "accesslog": None,
    "errorlog": "-",
    "loglevel": "warning",
    "limit_request_line": 8190,
    "forwarded_allow_ips": "",
    "graceful_timeout": 10,
    "timeout": 60,
    "keepalive": 5,
}
_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8  # malloc.h


class Server(BaseApplication):
    """Gunicorn, configured by us and by nothing else (no file, no environment, no command line)."""

    def __init__(self, app: Flask, options: dict[str, Any]) -> None:
        self._app, self._options = app, _OPTIONS | options
        super().__init__()

    def load_config(self) -> None:
        """Take the options."""
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Give the application, which was built before the fork."""
        return self._app


def address_problem(host: str, port: int) -> str | None:
    """Say why an address cannot be listened on; None where it can."""
    kind = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(kind, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            return error.strerror or type(error).__name__
    return None


def calm_the_collector() -> None:
    """Keep garbage collections out of requests where they would be felt.

    What was there before the first request is never looked at again; of what requests leave behind, little is taken away at a time. A page
    leaves some 800 objects: taken away 50,000 at a time, one page in sixty took eight times as long as the others.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(5_000, 20, 100)


def _give_memory_back() -> ctypes.CDLL | None:
    """Let glibc, where that is the C library, give what is freed back to the system at once, and threads share one heap.

    A page is a string of 100 kB or more, made in any of four threads. glibc learns from the first that such blocks are usual, and from then
    on keeps what is freed of them, in each thread's own heap, for the next: what the processes hold grows for thousands of pages. The heaps
    themselves, which differ in what they have free, grow for longer still. Python lets one thread run at a time, so that one heap does.
    """
    libc = ctypes.CDLL(None)
    if not hasattr(libc, "mallopt"):
        return None
    libc.mallopt(_MMAP_THRESHOLD, 64 * 1024)
    libc.mallopt(_ARENA_MAX, 1)
    libc.mallopt(_TRIM_THRESHOLD, 128 * 1024)
    return libc


def prepare(app: Flask, processes: int) -> None:
    """Make what all processes need, once, and leave memory as it should be divided among them."""
    libc = _give_memory_back()
    warm_up(app, processes)
    calm_the_collector()
    if libc is not None:
        # This also orders glibc's lists of free blocks, which each process would else do in a copy of its own.
        libc.malloc_trim(0)


def _make_worker(server: Server, sockets: list[Any], parent: int) -> ThreadWorker:
    """Make what answers requests in a process, while `parent` is its parent."""
    return ThreadWorker(1, parent, sockets, server, server.cfg.timeout / 2, server.cfg, Logger(server.cfg))


def _answer(worker: ThreadWorker, app: Flask) -> NoReturn:
    """Answer requests until the process is told to end, with connections of its own."""
    database: Database = app.extensions["gongyi.db"]
    database.engine.dispose(close=False)
    worker.pid = os.getpid()
    worker.init_process()
    sys.exit(0)


def answer_instead(app: Flask, *, listening: int, beat: int, parent: int) -> NoReturn:
    """Take the place of a web worker that ended: its socket, and the file that it touched while it was well."""
    prepare(app, 1)
    server = Server(app, {"bind": f"fd://{listening}"})
    worker = _make_worker(server, create_sockets(server.cfg, Logger(server.cfg)), parent)
    os.dup2(beat, worker.tmp.fileno(), inheritable=False)
    _answer(worker, app)


def serve(app: Flask, *, host: str, port: int, workers: int, module: str, with_worker: bool) -> NoReturn:
    """Serve an application until it is told to stop, in processes forked from this one, which becomes their watch (see watch.py).

    The command `answer` of a module takes the place of one that ended; its command `worker` runs beside them where it is asked for.
    """
    prepare(app, workers)
    shown = f"[{host}]" if ":" in host else host
    server = Server(app, {"bind": f"{shown}:{port}", "workers": workers})
    sockets = create_sockets(server.cfg, Logger(server.cfg))
    own, here, listening = [sys.executable, "-m", module], str(os.getpid()), str(sockets[0].fileno())
    words = [listening]
    made = [_make_worker(server, sockets, os.getpid()) for _ in range(workers)]
    for worker in made:
        pid, beat = os.fork(), worker.tmp.fileno()
        if pid == 0:
            _answer(worker, app)
        os.set_inheritable(beat, True)
        told = f"answer --listening {listening} --beat {beat} --parent {here}"
        words += ["--", f"{pid}:{beat}", *own, *told.split()]
    if with_worker:
        words += ["--", "0", *own, "worker", "--parent", here]
    watch = str(Path(__file__).with_name("watch.py"))
    os.execv(sys.executable, [sys.executable, "-I", "-S", watch, *words])  # noqa: S606 (our own interpreter and program)
