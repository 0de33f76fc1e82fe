"""What many pages show and what changes slowly, asked for once in a moment: sites, sections, the newest of a list."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from functools import partial
from typing import Generic, TypeVar

from lugas.store import Chosen, Headlines, Store

__all__ = ["A_LIST", "Lately", "Newest"]

SECONDS_KEPT = 15.0
A_LIST = 30
MOST_LISTS = 64
ALL = Chosen()
Kept = TypeVar("Kept")


class Lately(Generic[Kept]):
    """What was asked a few seconds ago. Threads that want it at once wait for one asking."""

    def __init__(self, ask: Callable[[], Kept], seconds: float = SECONDS_KEPT) -> None:
        self._ask, self._seconds = ask, seconds
        self._told: tuple[float, Kept] | None = None
        self._forgotten = 0
        self._lock = threading.Lock()

    def __call__(self) -> Kept:
        """Give it."""
        return self.within(self._seconds)

    def within(self, seconds: float) -> Kept:
        """Give it as it was so many seconds ago at most."""
        told = self._told
        if told is not None and time.monotonic() - told[0] < seconds:
            return told[1]
        with self._lock:
            if self._told is not told and self._told is not None:
                return self._told[1]
            began, forgotten = time.monotonic(), self._forgotten
            found = self._ask()
            if forgotten == self._forgotten:
                self._told = (began, found)
            return found

    def forget(self) -> None:
        """Ask anew from now on; what is being asked just now is not kept either."""
        self._forgotten += 1
        self._told = None


class Newest:
    """The newest articles of lists, 30 of each: under every article stand some, and the front page is made of them."""

    def __init__(self, store: Store, seconds: float) -> None:
        self._store, self._seconds = store, seconds
        self._lists: OrderedDict[Chosen, Lately[Headlines]] = OrderedDict()
        self._lock = threading.Lock()

    def __call__(self, chosen: Chosen = ALL) -> Headlines:
        """Give the newest of what is chosen."""
        with self._lock:
            found = self._lists.get(chosen)
            if found is None:
                ask = partial(self._store.listing.latest, chosen, limit=A_LIST)
                found = self._lists[chosen] = Lately(ask, self._seconds)
                if len(self._lists) > MOST_LISTS:
                    self._lists.popitem(last=False)
            else:
                self._lists.move_to_end(chosen)
        return found()
