"""The reading processes: as many as there are cores, each given a job while it is at another, replaced when it dies.

A page that ends its process, by its size or by a fault in what reads it, costs that page alone; since a process may be
ended for other reasons, it is tried once more first. The processes are started as programs of their own, not forked: a
fork of a process with threads may hang, and what `multiprocessing` starts would run the caller's own script anew. Each
has a session of its own: Ctrl-C, Ctrl-Z and a closed terminal are for whoever started it, and its end comes with that.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import Struct

from lugas.follow.jobs import Job, LookJob, PageRead, ReadJob, Result, SourceRead, packed, receive, write

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
# Jobs given to a process: the one it is at, and the next, which waits for that however long it takes, even where
# another process has nothing to do by then.
AT_ONCE = 2
CLOSING_S = 5.0  # for what waits for results to hear that there are none
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


class _PassedOverError(Exception):
    """The process ended with a job before this one, which it never came to."""


class _Turn:
    """A job that was given to a process: it has its turn when those before it are done."""

    def __init__(self, job: Job) -> None:
        pages = len(job.pages) if isinstance(job, ReadJob) else 1
        self.kind: type[Result] = PageRead if isinstance(job, ReadJob) else SourceRead
        self.most = SECONDS + SECONDS_A_PAGE * pages  # seconds that it may take, once it is its turn
        self.spent = 0.0
        self.overdue = False


class _Reader:
    """One process, started with its first job; it is given the next job while it is at one, and so never waits."""

    def __init__(self) -> None:
        self._sending = threading.Lock()  # one job after the other is written
        self._changed = threading.Condition()  # of all below
        self._line: deque[_Turn] = deque()  # the jobs of the process that runs, in the order they were given
        self._running: subprocess.Popen[bytes] | None = None
        self._given_up = False
        self._jobs = 0

    def ask(self, job: Job) -> Result | Broken:
        """Give a job, and wait for its result."""
        tries, broken = 0, GIVEN_UP
        while tries < TRIES and not self._given_up:
            turn = _Turn(job)
            try:
                return self._try(job, turn)
            except _PassedOverError:
                continue
            except _EndedError as error:
                broken = Broken(str(error), ours=isinstance(error, _UnstartedError))
                tries += 1
            if turn.overdue:
                return Broken("took too long to read")
        return GIVEN_UP if self._given_up else broken

    def _try(self, job: Job, turn: _Turn) -> Result:
        data = packed(job)
        with self._sending:
            running = self._ready(turn)
            try:
                with suppress(OSError, ValueError):  # it has ended, as we shall see when it is our turn
                    write(running.stdin, data)
            except BaseException:  # half of the job may be in its pipe
                self._end(running)
                raise
        del data  # which may be large, while the process is at the job before
        try:
            self._wait(running, turn)
            result = RESULTS.decode(receive(running.stdout))
            if not isinstance(result, turn.kind):
                raise ValueError("tells what it was not asked for")
        except (
            OSError,
            EOFError,
            ValueError,
            msgspec.MsgspecError,
        ) as error:  # a ValueError of a closed pipe
            told = _told(running)
            self._end(running)
            raise _EndedError(f"ended the process that read it ({told})") from error
        except _PassedOverError:
            raise
        except BaseException:  # what is left in its pipes must not be taken for the next page's
            self._end(running)
            raise
        with self._changed:
            if self._running is running:
                self._line.popleft()
                self._changed.notify_all()
        return result

    def _ready(self, turn: _Turn) -> subprocess.Popen[bytes]:
        """Give the process, started where there is none or a new one is due, with a job in its line."""
        with self._changed:
            if self._jobs >= JOBS:
                self._changed.wait_for(lambda: not self._line)
                self._drop()
            if self._given_up:
                raise _EndedError("has no process")
            try:
                running = self._running = self._running or _start()
            except OSError as error:
                problem = f"no process to read it could be started ({error.strerror})"
                raise _UnstartedError(problem) from error
            self._jobs += 1
            self._line.append(turn)
        return running

    def _wait(self, running: subprocess.Popen[bytes], turn: _Turn) -> None:
        """Wait until it is a job's turn."""
        with self._changed:
            self._changed.wait_for(lambda: self._running is not running or self._line[0] is turn)
            if self._running is not running:
                raise _PassedOverError

    def _end(self, running: subprocess.Popen[bytes]) -> None:
        """End a process; the jobs that it did not come to are passed over."""
        with self._changed:
            if self._running is running:
                self._drop()

    def _drop(self) -> None:
        running, self._running, self._jobs = self._running, None, 0
        self._line.clear()
        self._changed.notify_all()
        if running is not None:
            running.kill()
            for stream in (running.stdin, running.stdout):
                if stream is not None:
                    with suppress(OSError):  # what was to be written has nobody to read it
                        stream.close()
            running.wait()

    def pass_time(self, seconds: float) -> None:
        """Count time from another thread; a job that takes too long is ended with its process, and no other job is."""
        with self._changed:
            if self._line:
                turn = self._line[0]
                turn.spent += seconds
                if turn.spent > turn.most and self._running is not None:
                    turn.overdue = True
                    self._running.kill()

    def give_up(self) -> None:
        """Kill the process from another thread, for good; who waits for a result is told so."""
        with self._changed:
            self._given_up = True
            if self._running is not None:
                self._running.kill()

    def end(self) -> None:
        """End the process."""
        with self._changed:
            self._drop()

    @property
    def spent(self) -> float:
        """How many seconds the job that the process is at has taken, by the last look."""
        with self._changed:
            return self._line[0].spent if self._line else 0.0

    @property
    def number(self) -> int | None:
        """The number that the system gave the process, `None` while there is none."""
        running = self._running
        return running.pid if running is not None else None


def _start() -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - our own interpreter, with nothing of anybody's
        [sys.executable, "-P", "-c", PROGRAM, str(LIBRARY)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**ONE_CORE, **os.environ},
        start_new_session=True,
    )


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
        self._every = [_Reader() for _ in range(count)]
        self._busy = dict.fromkeys(self._every, 0)  # how many jobs each was given that are not done
        self._changed = threading.Condition()
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
        with self._changed:
            self._changed.wait_for(self._has_room)
            reader = self._freest()
            self._busy[reader] += 1
        try:
            if self._closed.is_set():
                return GIVEN_UP
            result = reader.ask(job)
        finally:
            with self._changed:
                self._busy[reader] -= 1
                self._changed.notify_all()
        return result if isinstance(result, (kind, Broken)) else Broken("was read as something else")

    def _has_room(self) -> bool:
        return any(jobs < AT_ONCE for jobs in self._busy.values())

    def _freest(self) -> _Reader:
        """Give the reader with the fewest jobs, of those one whose process runs and was not long at its job."""
        return min(self._every, key=lambda reader: (self._busy[reader], reader.number is None, reader.spent))

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
        with self._changed:
            self._changed.wait_for(lambda: not any(self._busy.values()), CLOSING_S)
        for reader in self._every:
            reader.end()
