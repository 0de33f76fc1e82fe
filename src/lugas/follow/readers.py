"""The reading processes: as many as there are cores, each given one job at a time, each replaced when it dies.

A page that ends its process, by its size or by a fault in what reads it, costs that page alone. The processes are
started as programs of their own, not forked: a fork of a process with threads may hang, and what `multiprocessing`
starts would run the caller's own script anew.
"""

from __future__ import annotations

import os
import queue
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
PROGRAM = "import sys; sys.path.insert(0, sys.argv[1]); from lugas.follow.jobs import main; main()"
SECONDS, SECONDS_A_PAGE = 60.0, 20.0  # of one job; lugas.read itself stops after 10 s a page
LOOKS_A_SECOND = 2
JOBS = 5_000  # after which a process is replaced, so that nothing it leaves lying about adds up
ONE_CORE = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}

RESULTS: msgspec.msgpack.Decoder[Result] = msgspec.msgpack.Decoder(Result)
R = TypeVar("R", PageRead, SourceRead)


class Broken(Struct, frozen=True):
    """A job came to nothing, and why."""

    note: str


class _Reader:
    """One process, started with its first job."""

    def __init__(self) -> None:
        self.until: float | None = None  # when the job it has must be done
        self.overdue = False
        self._jobs = 0
        self._running: subprocess.Popen[bytes] | None = None

    def ask(self, job: Job) -> Result | Broken:
        """Give a job, and wait for its result."""
        running = self._running if self._running is not None and self._jobs < JOBS else self._start()
        self._jobs += 1
        to, back = running.stdin, running.stdout
        pages = len(job.pages) if isinstance(job, ReadJob) else 1
        self.overdue, self.until = False, time.monotonic() + SECONDS + SECONDS_A_PAGE * pages
        try:
            if to is None or back is None:
                return Broken("has no process")  # never: both are pipes
            send(to, job)
            return RESULTS.decode(receive(back))
        except (OSError, EOFError, ValueError, msgspec.MsgspecError):  # ValueError: the pipe was closed
            why = "took too long to read" if self.overdue else "ended the process that read it"
            self.end()
            return Broken(why)
        finally:
            self.until = None

    def _start(self) -> subprocess.Popen[bytes]:
        self.end()
        self._jobs = 0
        self._running = subprocess.Popen(  # noqa: S603 - our own interpreter, with nothing of anybody's
            [sys.executable, "-P", "-c", PROGRAM, str(LIBRARY)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**ONE_CORE, **os.environ},
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

    def kill(self) -> None:
        """Kill the process from another thread; who waits for its result is told so."""
        running = self._running
        if running is not None:
            running.kill()

    @property
    def number(self) -> int | None:
        """The number that the system gave the process, `None` while there is none."""
        return self._running.pid if self._running is not None else None


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
                return Broken("was given up")
            result = reader.ask(job)
        finally:
            self._idle.put(reader)
        return result if isinstance(result, (kind, Broken)) else Broken("was read as something else")

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers that the system gave the processes that run."""
        return tuple(number for reader in self._every if (number := reader.number) is not None)

    def _end_overdue(self) -> None:
        while not self._closed.wait(1 / LOOKS_A_SECOND):
            now = time.monotonic()
            for reader in self._every:
                until = reader.until
                if until is not None and until < now:
                    reader.overdue = True
                    reader.kill()

    def close(self) -> None:
        """End all processes; who waits for a result is told that there is none."""
        self._closed.set()
        for reader in self._every:
            reader.kill()
        for _ in self._every:
            try:
                self._idle.get(timeout=5).end()
            except queue.Empty:
                return
        for reader in self._every:
            self._idle.put(reader)
