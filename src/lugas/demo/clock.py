"""The demo world's clock: it can be set, moved on, stopped, and made to run faster than the real one."""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Callable

from lugas.errors import UsageError

__all__ = ["Clock"]

LONGEST = (
    100 * 365 * 86_400.0
)  # seconds that may pass by themselves: a clock left running ends in no impossible year


class Clock:
    """Tells the world's time.

    It stands still with a `speed` of 0, goes as the real one does with 1, and passes a day in 24 seconds with 3,600.
    Every method may be called from any thread.
    """

    def __init__(
        self, now: dt.datetime, *, speed: float = 0.0, seconds: Callable[[], float] = time.monotonic
    ) -> None:
        self._seconds = seconds
        self._lock = threading.Lock()
        self._from = zoned(now)
        self._since = seconds()
        self._speed = positive(speed)

    def now(self) -> dt.datetime:
        """Give the world's time, in UTC."""
        with self._lock:
            return self._now()

    def _now(self) -> dt.datetime:
        passed = (self._seconds() - self._since) * self._speed
        return self._from + dt.timedelta(seconds=min(passed, LONGEST))

    @property
    def speed(self) -> float:
        """How many seconds of the world pass in a real one."""
        return self._speed

    def set(self, now: dt.datetime) -> None:
        """Set the clock, back too; raises `UsageError` for a time without a zone."""
        given = zoned(now)
        with self._lock:
            self._from, self._since = given, self._seconds()

    def advance(
        self, by: dt.timedelta | None = None, *, days: float = 0, hours: float = 0, minutes: float = 0
    ) -> dt.datetime:
        """Move the clock on, and give the new time."""
        step = (by or dt.timedelta()) + dt.timedelta(days=days, hours=hours, minutes=minutes)
        with self._lock:
            self._from, self._since = self._now() + step, self._seconds()
            return self._from

    def run(self, speed: float) -> None:
        """Let the clock run at another speed from now on; 0 stops it."""
        given = positive(speed)
        with self._lock:
            self._from, self._since, self._speed = self._now(), self._seconds(), given


def zoned(now: dt.datetime) -> dt.datetime:
    """Give a time in UTC; raises `UsageError` where it has no zone."""
    if now.utcoffset() is None:
        remedy = "give it a zone, such as World().time(1, '08:00') has"
        raise UsageError(f"the time {now} has no zone", name="now", remedy=remedy)
    return now.astimezone(dt.UTC)


def positive(speed: float) -> float:
    """Give a speed; raises `UsageError` for one below 0, or beyond a year a second."""
    if not 0 <= speed <= 31_536_000:
        remedy = "give 0 to stand still, 1 for real time, 3600 for an hour a second"
        raise UsageError(f"speed is {speed!r}", name="speed", remedy=remedy)
    return float(speed)
