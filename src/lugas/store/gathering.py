"""Works of several threads as one transaction of a file: to begin and end it costs as much as a work itself.

The search writes what it has gathered of a transaction's words once, at its end, and the processor finds at the second
work what it has just done for the first.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import Connection

from lugas.store.database import Database

__all__ = ["Gathering"]

Result = TypeVar("Result")
Work = Callable[[Connection], Any]

GATHER_S = 0.05  # for which the first work waits for others
MOST = 8  # works of one transaction


class _Place:
    """A work that waits for its transaction, and what came of it."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.over = threading.Event()
        self.result: Any = None
        self.error: BaseException | None = None

    def told(self) -> Any:
        """Give what the work gave, or raise what it raised."""
        if self.error is not None:
            raise self.error
        return self.result


class Gathering:
    """Gathers works for one transaction. Each is done as a whole or not at all, and may be done more than once."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._guard = threading.Lock()
        self._waiting: list[_Place] = []
        self._full = threading.Event()

    def write(self, work: Callable[[Connection], Result]) -> Result:
        """Do a work together with those that other threads come with in the same moment."""
        mine = _Place(work)
        with self._guard:
            self._waiting.append(mine)
            first = len(self._waiting) == 1
            if len(self._waiting) >= MOST:
                self._full.set()
        if first:
            self._full.wait(GATHER_S)
            self._lead()
        else:
            mine.over.wait()
        result: Result = mine.told()
        return result

    def _lead(self) -> None:
        with self._guard:
            places, self._waiting = self._waiting, []
            self._full.clear()
        try:
            self._do(places)
        finally:
            for place in places:
                place.over.set()

    def _do(self, places: list[_Place]) -> None:
        """Do works as one, or each by itself where one of them fails: the others must not suffer from that."""
        if len(places) > 1:
            with suppress(Exception):
                self._database.write(lambda connection: [self._one(place, connection) for place in places])
                return
        for place in places:
            try:
                self._database.write(partial(self._one, place))
            except BaseException as error:  # noqa: BLE001 - it is raised again, in the thread it belongs to
                place.error = error

    @staticmethod
    def _one(place: _Place, connection: Connection) -> None:
        place.result = place.work(connection)
