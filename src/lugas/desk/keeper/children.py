"""Programs that the desk starts beside itself: what they are told, and what they tell, line by line.

What takes long, or reads what strangers send, runs in a process of its own: the readers' pages wait for nothing of it,
its memory goes with it, and whatever ends it ends nothing else. A program ends when its input does, and so with the
desk, however that ends.
"""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec import Struct

from lugas.store.database import Clock, utc_now

__all__ = ["Child", "Pace", "Trouble", "clock_of", "ended_with_input", "say", "told_at_start"]

LIBRARY = Path(__file__).parents[3]
PROGRAM = "import sys; sys.path.insert(0, sys.argv[1]); from lugas.desk.keeper.{} import main; main()"
ONE_CORE = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
LONGEST_LINE = 4_000_000
SECONDS_TO_END = 6.0
NICENESS = 10  # the readers come first


class Pace(Struct, frozen=True, kw_only=True):
    """A clock that goes at a speed of its own, told so that another process has the same one.

    `start` was the time there at `since` of `time.time()` here.
    """

    start: dt.datetime
    since: float
    speed: float


class Trouble(Struct, frozen=True, tag="trouble"):
    """What ended a program, in words."""

    told: str


def clock_of(pace: Pace | None) -> Clock:
    """Give the clock of a pace, or that of the machine."""
    if pace is None:
        return utc_now
    return lambda: pace.start + dt.timedelta(seconds=(time.time() - pace.since) * pace.speed)


class Child:
    """A program that runs: `name` is the module beside this one whose `main` it is, `told` what it is told."""

    def __init__(self, name: str, told: Struct) -> None:
        self._running = subprocess.Popen(  # noqa: S603 - our own interpreter, with nothing of anybody's
            [sys.executable, "-P", "-c", PROGRAM.format(name), str(LIBRARY)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**ONE_CORE, **os.environ},
            start_new_session=True,  # Ctrl-C is for the desk; with its end this program's input ends
        )
        self._guard = threading.Lock()
        try:
            if self._running.stdin is not None:
                self._running.stdin.write(msgspec.json.encode(told) + b"\n")
                self._running.stdin.flush()
        except OSError:
            pass  # it has ended already; whoever reads its lines sees that

    @property
    def number(self) -> int:
        """The number that the system gave it."""
        return self._running.pid

    def lines(self) -> Iterator[bytes]:
        """Give what it tells until it ends."""
        out = self._running.stdout
        while out is not None:
            try:
                line = out.readline(LONGEST_LINE)
            except (OSError, ValueError):
                return
            if not line:
                return
            yield line

    def wait(self) -> int:
        """Wait for its end, and give its exit status."""
        return self._running.wait()

    def nudge(self) -> None:
        """Let it look at once at what there is to do."""
        with self._guard, suppress(OSError, ValueError):
            if self._running.stdin is not None:
                self._running.stdin.write(b"\n")
                self._running.stdin.flush()

    def kill(self) -> None:
        """End it at once."""
        with suppress(OSError):
            self._running.kill()

    def close(self) -> None:
        """Let it end by itself, for some seconds."""
        with self._guard:
            if self._running.stdin is not None:
                with suppress(OSError):
                    self._running.stdin.close()
            try:
                self._running.wait(SECONDS_TO_END)
            except subprocess.TimeoutExpired:
                self.kill()
                self._running.wait()
            if self._running.stdout is not None:
                with suppress(OSError):
                    self._running.stdout.close()


# ---- What the programs themselves use.

_SPEAKING = threading.Lock()


def say(message: Struct) -> None:
    """Tell the desk something, from any thread."""
    line = msgspec.json.encode(message) + b"\n"
    with _SPEAKING, suppress(OSError, ValueError):  # where nobody listens any more the input has ended too
        sys.stdout.buffer.write(line)
        sys.stdout.buffer.flush()


def told_at_start() -> bytes:
    """Give what the desk told, and let it go before us."""
    if hasattr(os, "nice"):
        with suppress(OSError):
            os.nice(NICENESS)
    return sys.stdin.buffer.readline(LONGEST_LINE)


def ended_with_input(end: Callable[[], None], nudged: Callable[[], None] | None = None) -> None:
    """Have something done when the input ends: the desk wants us to end, or is gone; and when we are nudged."""

    def wait() -> None:
        with suppress(OSError, ValueError):
            # Not by `sys.stdin`, whose lock this thread would hold when the interpreter goes.
            while os.read(sys.stdin.fileno(), 1_000):
                if nudged is not None:
                    nudged()
        end()

    threading.Thread(target=wait, name="lugas input", daemon=True).start()
