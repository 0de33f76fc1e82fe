"""The updater beside the desk: it is started, watched, started again where it falls, and ended with the desk."""

from __future__ import annotations

import datetime as dt
import logging
import threading
import time
from collections import Counter
from collections.abc import Callable
from typing import Literal

import msgspec
from msgspec import Struct

from lugas.desk.keeper.children import Child, Trouble
from lugas.desk.keeper.visiting import Alive, Order, Report
from lugas.errors import LugasError
from lugas.follow.events import Looked, Read, Waiting, Warned
from lugas.render.clean import fold
from lugas.store.database import Clock

__all__ = ["Condition", "Updater"]

SILENCE = 180.0  # seconds without a word after which it is taken for stuck
FIRST_WAIT, LONGEST_WAIT = 1.0, 300.0  # before it is started again, twice as long each time
STEADY = 600.0  # seconds after which a fall counts as the first one
LOOK = 5.0

_REPORTS: msgspec.json.Decoder[Report] = msgspec.json.Decoder(Report)
_LOG = logging.getLogger("lugas.desk")


class Condition(Struct, frozen=True, kw_only=True):
    """How the updater does: `state`, since when, what it did, how often it fell and why the last time.

    `note` says that in English, and `warning` what else is wrong since it was started, such as with a file of cookies.
    """

    state: Literal["off", "running", "fallen"]
    since: dt.datetime
    looked: int = 0
    read: int = 0
    new: int = 0
    failed: int = 0
    falls: int = 0
    note: str = ""
    warning: str = ""
    until: dt.datetime | None = None


class Updater:
    """Keeps the program that visits sites running. Every method may be called from any thread."""

    def __init__(self, order: Callable[[], Order], clock: Clock) -> None:
        self._order, self._clock = order, clock
        self._guard = threading.Lock()
        self._ended, self._again = threading.Event(), threading.Event()
        self._child: Child | None = None
        self._heard = time.monotonic()
        self._counts: Counter[str] = Counter()
        self._condition = Condition(state="off", since=clock())
        self._threads: list[threading.Thread] = []

    @property
    def condition(self) -> Condition:
        """How it does now."""
        with self._guard:
            return msgspec.structs.replace(self._condition, **self._counts)

    @property
    def number(self) -> int | None:
        """The number that the system gave the program, `None` while there is none."""
        child = self._child
        return child.number if child is not None else None

    def start(self) -> None:
        """Start it, and keep it running until `close`."""
        for name, work in (("lugas updater", self._keep), ("lugas updater's watch", self._watch)):
            thread = threading.Thread(target=work, name=name, daemon=True)
            self._threads.append(thread)
            thread.start()

    def nudge(self) -> None:
        """Let it look at once at what is new to be visited."""
        child = self._child
        if child is not None:
            child.nudge()

    def renew(self) -> None:
        """Let it begin anew, with the order as it is by then."""
        self._again.set()
        child = self._child
        if child is not None:
            threading.Thread(target=child.close, name="lugas updater's end", daemon=True).start()

    def close(self) -> None:
        """End it, within seconds, with everything in order."""
        self._ended.set()
        self._again.set()
        child = self._child
        if child is not None:
            child.close()
        for thread in self._threads:
            thread.join(timeout=LOOK + 1)

    def _keep(self) -> None:
        wait = FIRST_WAIT
        while not self._ended.is_set():
            self._again.clear()
            began = time.monotonic()
            why = self._run()
            if self._ended.is_set():
                break
            if self._again.is_set():
                wait = FIRST_WAIT
                continue
            if time.monotonic() - began > STEADY:
                wait = FIRST_WAIT
            self._fell(why, wait)
            self._again.wait(wait)
            wait = min(2 * wait, LONGEST_WAIT)
        self._tell(state="off", since=self._clock())

    def _run(self) -> str:
        """Run it once, and say why it ended."""
        why, self._heard = "", time.monotonic()
        try:
            child = self._child = Child("visiting", self._order())
        except (LugasError, OSError) as error:  # the store's, or that of starting a program
            return fold(str(error))
        self._tell(state="running", since=self._clock(), until=None, warning="")
        if self._ended.is_set():  # `close` came before there was a child to be closed
            child.close()
        for line in child.lines():
            self._heard = time.monotonic()
            try:
                report = _REPORTS.decode(line)
            except msgspec.MsgspecError:
                continue  # nothing of ours: a library that prints
            if isinstance(report, Trouble):
                why = report.told
            else:
                self._take(report)
        status = child.wait()
        child.close()
        self._child = None
        return why or f"ended with status {status}"

    def _take(self, report: Report) -> None:
        with self._guard:
            if isinstance(report, Looked | Read):
                self._counts["looked" if isinstance(report, Looked) else "read"] += 1
                self._counts["new"] += isinstance(report, Read) and report.outcome == "new"
                self._counts["failed"] += report.outcome == "failed"
            if isinstance(report, Warned):
                self._condition = msgspec.structs.replace(self._condition, warning=fold(report.note))
            if not isinstance(report, Alive):
                until = report.until if isinstance(report, Waiting) else None
                self._condition = msgspec.structs.replace(self._condition, until=until)

    def _fell(self, why: str, wait: float) -> None:
        _LOG.warning("the updater stopped: %s; it is started again in %.0f s", why, wait)
        self._tell(state="fallen", since=self._clock(), note=why, falls=self._condition.falls + 1)

    def _tell(self, **changes: object) -> None:
        with self._guard:
            self._condition = msgspec.structs.replace(self._condition, **changes)

    def _watch(self) -> None:
        """End a program that has not said a word for long; then it is started again."""
        while not self._ended.wait(LOOK):
            child = self._child
            if child is not None and time.monotonic() - self._heard > SILENCE:
                _LOG.warning("the updater said nothing for %.0f s, and is ended", SILENCE)
                self._heard = time.monotonic()
                child.kill()
