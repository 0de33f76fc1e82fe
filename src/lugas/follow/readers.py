"""The reading processes: as many as there are cores, each given one job at a time, each replaced when it dies.

A page that ends its process, by its size or by a fault in what reads it, costs that page alone; since a process may be
ended for other reasons, it is tried once more first. The processes are started as programs of their own, not forked: a
fork of a process with threads may hang, and what `multiprocessing` starts would run the caller's own script anew. Each
has a session of its own: Ctrl-C, Ctrl-Z and a closed terminal are for whoever started it, and its end comes with that.
"""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import Struct

from lugas.follow.jobs import Job, LookJob, PageRead, ReadJob, Result, SourceRead, receive, send

__all__ = ["Broken", "Readers"]

LIBRARY = Path(__file__).parents[2]
# The signals are put aside before all else: one that ends everything at once must not end a reader before its job.
PROGRAM = (
    "import signal, sys; [signal.signal(number, signal.SIG_IGN) for number in (signal.SIGINT, signal.SIGTERM)]; "
    "sys.path.insert(0, sys.argv[1]); from lugas.follow.jobs import main; main()"
)
SECONDS, SECONDS_A_PAGE = 60.0, 20.0  # of one job; lugas.read itself stops after 10 s a page
LOOK_S = 0.5  # how often it is looked whether one takes too long
TRIES = 2  # of a job whose process ends: it may not have been the page
JOBS = 5_000  # after which a process is replaced, so that nothing it leaves lying about adds up
ONE_CORE = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}

RESULTS: msgspec.msgpack.Decoder[Result] = msgspec.msgpack.Decoder(Result)
R = TypeVar("R", PageRead, SourceRead)


class Broken(Struct, frozen=True):
    """A job came to nothing, and why; `ours` tells that nobody even tried what it holds."""

    note: str
    ours: bool = False


GIVEN_UP = Broken("was given up", ours=True)


class _EndedError(Exception):
    """The process ended before its job was done."""


class _UnstartedError(_EndedError):
    """There is no process for the job: no fault of what it holds."""


class _Reader:
    """One process, started with its first job."""

    def __init__(self) -> None:
        self._guard = threading.Lock()  # between who waits for a job, and who ends one that takes too long
        self._left: float | None = None  # seconds that the job may still take
        self._overdue = self._given_up = False
        self._jobs = 0
        self._running: subprocess.Popen[bytes] | None = None

    def ask(self, job: Job) -> Result | Broken:
        """Give a job, and wait for its result."""
        broken = GIVEN_UP
        for _ in range(TRIES):
            try:
                return self._try(job)
            except _EndedError as error:
                broken = Broken(str(error), ours=isinstance(error, _UnstartedError))
            if self._overdue or self._given_up:
                break
        return Broken("took too long to read") if self._overdue else GIVEN_UP if self._given_up else broken

    def _try(self, job: Job) -> Result:
        try:
            running = self._running if self._running is not None and self._jobs < JOBS else self._start()
        except OSError as error:
            raise _UnstartedError(f"no process to read it could be started ({error.strerror})") from error
        self._jobs += 1
        pages = len(job.pages) if isinstance(job, ReadJob) else 1
        done = False
        try:
            with self._guard:
                self._overdue, self._left = False, SECONDS + SECONDS_A_PAGE * pages
                if (
                    self._given_up or running.stdin is None or running.stdout is None
                ):  # the latter never: both are pipes
                    raise _EndedError("has no process")
            send(running.stdin, job)
            result = RESULTS.decode(receive(running.stdout))
            done = True
        except (
            OSError,
            EOFError,
            ValueError,
            msgspec.MsgspecError,
        ) as error:  # ValueError: the pipe was closed
            raise _EndedError(f"ended the process that read it ({_told(running)})") from error
        finally:
            with self._guard:
                self._left = None
            if not done:  # whatever it was: what is left in its pipes must not be taken for the next page's
                self.end()
        return result

    def _start(self) -> subprocess.Popen[bytes]:
        self.end()
        self._jobs = 0
        self._running = subprocess.Popen(  # noqa: S603 - our own interpreter, with nothing of anybody's
            [sys.executable, "-P", "-c", PROGRAM, str(LIBRARY)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**ONE_CORE, **os.environ},
            start_new_session=True,
        )
        return self._running

    def end(self) -> None:
        """End the process."""
        running, self._running = self._running, None
        if running is not None:
            running.kill()
            for stream in (running.stdin, running.stdout):
                if stream is not None:
                    with suppress(OSError):  # what was to be written has nobody to read it
                        stream.close()
            running.wait()

    def pass_time(self, seconds: float) -> None:
        """Count time from another thread; a job that takes too long is ended with its process, and no other job is."""
        with self._guard:
            if self._left is not None:
                self._left -= seconds
                if self._left < 0:
                    self._overdue = True
                    self._kill()

    def give_up(self) -> None:
        """Kill the process from another thread, for good; who waits for its result is told so."""
        with self._guard:
            self._given_up = True
            self._kill()

    def _kill(self) -> None:
        running = self._running
        if running is not None:
            running.kill()

    @property
    def number(self) -> int | None:
        """The number that the system gave the process, `None` while there is none."""
        return self._running.pid if self._running is not None else None


def _told(running: subprocess.Popen[bytes]) -> str:
    """Say how a process ended."""
    try:
        status = running.wait(1.0)
    except subprocess.TimeoutExpired:  # it told what is no result
        return "still running"
    if status >= 0:
        return f"status {status}"
    with suppress(ValueError):
        return signal.Signals(-status).name
    return f"signal {-status}"


class Readers:
    """Gives jobs to processes; may be shared by threads. Processes are started as they are needed."""

    def __init__(self, count: int) -> None:
        self._idle: queue.LifoQueue[_Reader] = queue.LifoQueue()
        self._every = [_Reader() for _ in range(count)]
        for reader in reversed(self._every):
            self._idle.put(reader)
        self._closed = threading.Event()
        self._watch = threading.Thread(target=self._end_overdue, name="lugas readers", daemon=True)
        self._watch.start()

    def read(self, job: ReadJob) -> PageRead | Broken:
        """Let pages be read."""
        return self._ask(job, PageRead)

    def look(self, job: LookJob) -> SourceRead | Broken:
        """Let what a source sent be looked through."""
        return self._ask(job, SourceRead)

    def _ask(self, job: Job, kind: type[R]) -> R | Broken:
        reader = self._idle.get()
        try:
            if self._closed.is_set():
                return GIVEN_UP
            result = reader.ask(job)
        finally:
            self._idle.put(reader)
        return result if isinstance(result, (kind, Broken)) else Broken("was read as something else")

    @property
    def closed(self) -> bool:
        """Whether nothing is read any more."""
        return self._closed.is_set()

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers that the system gave the processes that run."""
        return tuple(number for reader in self._every if (number := reader.number) is not None)

    def _end_overdue(self) -> None:
        """Count the time of every job, by our own looks: while all of this is stopped or asleep none passes."""
        last = time.monotonic()
        while not self._closed.wait(LOOK_S):
            now = time.monotonic()
            passed, last = min(now - last, 2 * LOOK_S), now
            for reader in self._every:
                reader.pass_time(passed)

    def close(self) -> None:
        """End all processes; who waits for a result is told that there is none."""
        self._closed.set()
        for reader in self._every:
            reader.give_up()
        for _ in self._every:
            try:
                self._idle.get(timeout=5).end()
            except queue.Empty:
                return
        for reader in self._every:
            self._idle.put(reader)
