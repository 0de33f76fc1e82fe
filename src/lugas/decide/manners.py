"""Whose turn it is: one request at a time to a host, with a pause after each, and every host as often as the others."""

from __future__ import annotations

import datetime as dt
import heapq
from itertools import count

from msgspec import Struct

from lugas.decide.clocks import in_utc
from lugas.page.urls import host

__all__ = ["Manners", "Task", "Turns", "pause_after"]

LONGEST_CRAWL_DELAY = 120.0


class Manners(Struct, frozen=True, kw_only=True):
    """How long to leave a host alone: at least `delay_s` after a request, and longer after a slow answer."""

    delay_s: float = 2.0
    slow_times: float = 2.0  # a host that took 3 s for an answer is left alone for 6
    longest_s: float = 60.0


class Task(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A request that waits for its turn: `key` names it, `rank` says how soon of its host's own (0 before 1)."""

    key: str
    url: str
    due: dt.datetime
    rank: int = 0


DEFAULTS = Manners()


def pause_after(seconds: float, crawl_delay: float | None = None, manners: Manners = DEFAULTS) -> float:
    """Give how long a host is left alone after an answer that took so many seconds.

    `crawl_delay` is what its robots.txt asks for; more than two minutes is taken for two minutes.
    """
    slow = min(max(seconds, 0.0) * manners.slow_times, manners.longest_s)
    asked = min(crawl_delay, LONGEST_CRAWL_DELAY) if crawl_delay is not None and crawl_delay > 0 else 0.0
    return max(manners.delay_s, slow, asked)


class Turns:
    """The requests that wait, by host. Adding, taking and ending one takes the logarithm of how many wait.

    Of the hosts that are free the one that was served longest ago is next; of its requests the one of the lowest rank,
    then the one that has been due for longest.
    """

    def __init__(self) -> None:
        self._tasks: dict[str, list[tuple[int, float, int, Task]]] = {}
        self._free: list[tuple[float, int, str]] = []  # when served last, order, host
        self._resting: list[tuple[float, int, str]] = []  # free from when on, order, host
        self._served: dict[str, float] = {}
        self._busy: set[str] = set()
        self._listed: set[str] = set()  # hosts in one of both heaps
        self._order = count()
        self._rest: dict[str, float] = {}
        self._keys: set[str] = set()

    def __len__(self) -> int:
        return len(self._keys)

    def add(self, task: Task) -> bool:
        """Add a request; `False` for one that waits already, or whose address has no host."""
        name = host(task.url)
        if not name or task.key in self._keys:
            return False
        self._keys.add(task.key)
        due = in_utc(task.due).timestamp()
        heapq.heappush(self._tasks.setdefault(name, []), (task.rank, due, next(self._order), task))
        self._list(name)
        return True

    def take(self, now: dt.datetime) -> Task | None:
        """Give the next request, whose host is then busy until `end` is called; `None` while no host is free."""
        self._wake(now)
        if not self._free:
            return None
        _, _, name = heapq.heappop(self._free)
        self._listed.discard(name)
        _, _, _, task = heapq.heappop(self._tasks[name])
        self._keys.discard(task.key)
        if not self._tasks[name]:
            del self._tasks[name]
        self._busy.add(name)
        self._served[name] = in_utc(now).timestamp()
        return task

    def end(self, url: str, now: dt.datetime, pause_s: float) -> None:
        """End a request: its host is left alone for so many seconds."""
        name = host(url)
        self._busy.discard(name)
        self._rest[name] = in_utc(now).timestamp() + max(pause_s, 0.0)
        self._list(name)

    def wait_s(self, now: dt.datetime) -> float | None:
        """Give the seconds until a host with waiting requests is free, `None` while none will be by itself."""
        self._wake(now)
        if self._free:
            return 0.0
        return max(0.0, self._resting[0][0] - in_utc(now).timestamp()) if self._resting else None

    def _list(self, name: str) -> None:
        """Put a host that is not busy and has requests where it is found."""
        if name in self._busy or name in self._listed or name not in self._tasks:
            return
        self._listed.add(name)
        heapq.heappush(self._resting, (self._rest.get(name, 0.0), next(self._order), name))

    def _wake(self, now: dt.datetime) -> None:
        """Move the hosts that have rested to those that are free."""
        moment = in_utc(now).timestamp()
        while self._resting and self._resting[0][0] <= moment:
            _, order, name = heapq.heappop(self._resting)
            heapq.heappush(self._free, (self._served.get(name, 0.0), order, name))
        if len(self._rest) > 10_000:  # hosts of long ago
            self._rest = {name: rest for name, rest in self._rest.items() if rest > moment}
            self._served = {name: at for name, at in self._served.items() if at > moment - 86_400}
