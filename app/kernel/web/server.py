"""The production server: gunicorn with threads, no access log, and the worker beside it where it is asked for."""

import ctypes
import gc
import os
import socket
import subprocess
import sys
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from app.kernel.db import Database
from app.kernel.web.warming import warm_up

Options = dict[str, Any]
_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3  # malloc.h


class Server(BaseApplication):
    """Gunicorn, configured by us and by nothing else (no file, no environment, no command line)."""

    def __init__(self, app: Flask, options: Options) -> None:
        self._app, self._options = app, options
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
    """Let glibc, where that is the C library, give what is freed back to the system at once.

    A page is a string of 100 kB or more, made in any of four threads. glibc learns from the first that such blocks are usual, and from then
    on keeps what is freed of them, in each thread's own heap, for the next: what the processes hold grows for thousands of pages.
    """
    libc = ctypes.CDLL(None)
    if not hasattr(libc, "mallopt"):
        return None
    libc.mallopt(_MMAP_THRESHOLD, 64 * 1024)
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


def _begin_work(app: Flask) -> None:
    """Let a process that has just been forked open connections of its own."""
    database: Database = app.extensions["gongyi.db"]
    database.engine.dispose(close=False)


def _start_worker(module: str, beside: list[subprocess.Popen[bytes]]) -> None:
    command = [sys.executable, "-m", module, "worker", "--parent", str(os.getpid())]
    beside.append(subprocess.Popen(command))  # noqa: S603 (our own interpreter and module)


def _stop_worker(beside: list[subprocess.Popen[bytes]]) -> None:
    for process in beside:
        process.terminate()


def serve(app: Flask, *, host: str, port: int, workers: int, beside_it: str | None = None) -> None:
    """Serve an application until it is told to stop; `beside_it` is the module whose command `worker` runs meanwhile."""
    prepare(app, workers)
    beside: list[subprocess.Popen[bytes]] = []
    shown = f"[{host}]" if ":" in host else host
    options: Options = {
        "bind": f"{shown}:{port}",
        "workers": workers,
        "threads": 4,
        "worker_class": "gthread",
        "preload_app": True,
        "accesslog": None,
        "errorlog": "-",
        "loglevel": "warning",
        "limit_request_line": 8190,
        "control_socket_disable": True,
        "forwarded_allow_ips": "",
        "graceful_timeout": 10,
        "timeout": 60,
        "keepalive": 5,
        "post_fork": lambda _server, _process: _begin_work(app),
        "when_ready": lambda _server: _start_worker(beside_it, beside) if beside_it else None,
        "on_exit": lambda _server: _stop_worker(beside),
    }
    Server(app, options).run()
