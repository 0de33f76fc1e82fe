"""Works of several threads as one transaction of a file: to begin and end it costs as much as a work itself.

The search writes what it has gathered of a transaction's words once, at its end, and the processor finds at the second
work what it has just done for the first.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import Connection

from lugas.errors import StoreError
from lugas.store.database import Database

__all__ = ["Gathering"]

Result = TypeVar("Result")
Work = Callable[[Connection], Any]

GATHER_S = 0.05  # for which the first work waits for others
MOST = 8  # works of one transaction


class _Place:
    """A work that waits for its transaction, and what came of it."""

    def __init__(self, work: Work, error: Exception) -> None:
        self.work = work
        self.over = threading.Event()
        self._result: Any = None
        self._error: Exception | None = error  # until the work is done

    def end(self, result: Any = None, error: Exception | None = None) -> None:
        """Let whoever waits for the work go on."""
        self._result, self._error = result, error
        self.over.set()

    def told(self) -> Any:
        """Give what the work gave, or raise what kept it from being done."""
        if self._error is not None:
            raise self._error
        return self._result


class _Group:
    """Works of one transaction. The first one's thread does them all."""

    def __init__(self) -> None:
        self.places: list[_Place] = []
        self.full = threading.Event()


class Gathering:
    """Gathers works for one transaction. Each is done as a whole or not at all, and may be done more than once.

    `expected` tells how many threads are at something that ends with a work: half of them are waited for at most.
    """

    def __init__(self, database: Database, expected: Callable[[], int]) -> None:
        self._database = database
        self._expected = expected
        self._guard = threading.Lock()
        self._open: _Group | None = None  # which works may still join

    def write(self, work: Callable[[Connection], Result]) -> Result:
        """Do a work together with those that other threads come with in the same moment.

        Within a transaction of this thread's own it is part of that.
        """
        most = min(MOST, self._expected() // 2)
        if most < 2 or self._database.is_joined:
            return self._database.write(work)
        told = StoreError(self._database.where.shown, "was not written: the writing broke off", "try again")
        mine = _Place(work, told)
        with self._guard:
            group, leads = self._open or _Group(), self._open is None
            group.places.append(mine)
            self._open = group if len(group.places) < most else None
            if self._open is None:
                group.full.set()
        if leads:
            self._lead(group)
        else:
            mine.over.wait()
        result: Result = mine.told()
        return result

    def _lead(self, group: _Group) -> None:
        try:
            group.full.wait(GATHER_S)
        finally:  # whatever ends the waiting: others wait for this thread
            with self._guard:
                if self._open is group:
                    self._open = None
            try:
                self._do(group.places)
            finally:
                for place in group.places:
                    place.over.set()

    def _do(self, places: list[_Place]) -> None:
        """Do works as one, or each by itself where one of them fails: the others must not suffer from that."""
        if len(places) == 1 or not self._try(places):
            for place in places:
                self._try([place])

    def _try(self, places: list[_Place]) -> bool:
        """Do works in one transaction; false where one of several has failed, and so nothing was written."""
        at_work = False

        def work(connection: Connection) -> list[Any]:
            nonlocal at_work
            at_work = True
            results = [place.work(connection) for place in places]
            at_work = False
            return results

        try:
            results = self._database.write(work)
        except Exception as error:  # noqa: BLE001 - each thread is told it by its own place
            if at_work and len(places) > 1:
                return False
            for place in places:
                place.end(error=error)
            return True
        for place, result in zip(places, results, strict=True):
            place.end(result)
        return True
