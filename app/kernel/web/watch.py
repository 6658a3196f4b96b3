"""The process that watches over a server's processes: it starts another in place of each that ends, and ends them all when it is told to.

`gongyi serve` becomes it once it has forked its web workers: the same process, by exec, so that they stay its children. It is run as
a script and loads nothing of the application. One that stayed as it was would hold alone what the workers have written over meanwhile,
and they write over a quarter of all, if only to count references.

Its arguments are the number of the listening socket, and behind each "--" a child: how it is known (the number of its process, or 0
where it is still to be started, and after a colon the number of the file that it touches while it is well), then the command that
starts another. Where it ends untold, its children find that they have another parent, and end as well.
"""

import os
import signal
import sys
import time
from contextlib import suppress

LOOK = 0.25  # seconds between two looks
RESPITE = 5.0  # seconds that lie at least between two starts of a child
SILENCE = 60.0  # seconds after which a child that touched nothing is taken for stuck
PATIENCE = 10.0  # seconds in which children end by themselves
_SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGQUIT)


class Child:
    """A process that is to be there."""

    def __init__(self, arguments: list[str]) -> None:
        known, *self._command = arguments
        pid, _, beat = known.partition(":")
        self.pid = int(pid)
        self._beat = int(beat) if beat else None
        self._started = -RESPITE

    def start(self, listening: int) -> None:
        """Start it, unless it began only just now. Who answers no requests gets no socket that would outlive the others'."""
        now = time.monotonic()
        if now - self._started < RESPITE:
            return
        self._started = now
        if self._beat is not None:
            os.utime(self._beat, (now, now))
        closing = [(os.POSIX_SPAWN_CLOSE, listening)] if self._beat is None else []
        try:
            self.pid = os.posix_spawn(self._command[0], self._command, os.environ, file_actions=closing)
        except OSError as error:
            _say(f"no process can be started: {error.strerror}")

    def is_stuck(self) -> bool:
        """Whether it has touched its file for too long not."""
        return self._beat is not None and time.monotonic() - os.fstat(self._beat).st_mtime > SILENCE

    def send(self, number: int) -> None:
        """Send it a signal; it has not been waited for, so that its number is nobody else's."""
        os.kill(self.pid, number)


def _say(words: str) -> None:
    with suppress(OSError):  # nobody may be reading any more, which is no reason to end
        sys.stderr.write(f"gongyi: {words}\n")


def _ended() -> dict[int, int]:
    """The processes that have ended since the last look, with their exit codes; a container's first process is given strangers, too."""
    found: dict[int, int] = {}
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:  # there is none
            return found
        if pid == 0:
            return found
        found[pid] = os.waitstatus_to_exitcode(status)


def _look_after(children: list[Child], listening: int) -> None:
    """Start what is not there, and end what is stuck, so that the next look starts another."""
    ended = _ended()
    for child in children:
        if child.pid in ended:
            code = ended[child.pid]
            how = f"by signal {-code}" if code < 0 else f"with {code}"
            _say(f"process {child.pid} ended {how}; another takes its place")
            child.pid = 0
        if child.pid == 0:
            child.start(listening)
        elif child.is_stuck():
            child.send(signal.SIGKILL)


def _end(children: list[Child], number: int) -> None:
    """Pass a signal on and wait until all have ended."""
    until = time.monotonic() + PATIENCE
    left = [child for child in children if child.pid]
    for child in left:
        child.send(number)
    while left:
        time.sleep(LOOK / 5)
        ended = _ended()
        left = [child for child in left if child.pid not in ended]
        for child in left if time.monotonic() > until else ():
            child.send(signal.SIGKILL)


def main(arguments: list[str]) -> None:
    """Watch until a signal comes."""
    told: list[int] = []
    for number in _SIGNALS:
        signal.signal(number, lambda number, _frame: told.append(number))
    starts = [place for place, word in enumerate(arguments) if word == "--"]
    ends = [*starts[1:], len(arguments)]
    children = [Child(arguments[start + 1 : end]) for start, end in zip(starts, ends, strict=True)]
    listening = int(arguments[0])
    while not told:
        _look_after(children, listening)
        time.sleep(LOOK)
    os.close(listening)
    _end(children, told[0])


if __name__ == "__main__":
    main(sys.argv[1:])
