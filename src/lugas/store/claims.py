"""Claims: who visits what is due, so that no two do, and a host is asked by one at a time.

What is claimed is the host of what is due. On PostgreSQL the claim is a lock on the host's row, held by an open
transaction: when its worker dies, so does the transaction, and what it claimed is due as before. Nothing but a claim
writes a host's row, so nobody who changes a site or a source ever waits for a visit. On SQLite one process claims,
and holds the lock of a file beside the store while it is open; within it, claims are kept in memory.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Exists, RowMapping, Select, exists, select, update

from lugas.errors import StoreError, UsageError
from lugas.store import schema
from lugas.store.database import Database
from lugas.store.records import HostRow
from lugas.store.rows import columns_of, record
from lugas.store.trouble import telling

__all__ = ["Claims", "Hold"]

TRIES = 20


class Hold:
    """A host that is claimed, and what of it is due. What is written through it is written by `end`, or not at all."""

    def __init__(
        self, database: Database, host: HostRow, due: RowMapping, connection: Connection | None
    ) -> None:
        self.database = database
        self.host = host
        self.due = due
        self.ended = False
        self._connection = connection
        self._robots: dict[str, object] = {}

    def keep_robots(self, robots: str, read: dt.datetime, note: str = "") -> None:
        """Remember the host's robots.txt, and when it was read."""
        self._robots = {"robots": robots, "robots_read": read, "note": note}

    def rest(self, connection: Connection, until: dt.datetime | None) -> None:
        """Write down what is known of the host, and that it is asked nothing before a time."""
        chosen = update(schema.host).where(schema.host.c.name == self.host.name)
        connection.execute(chosen.values(ready=until or self.database.clock(), **self._robots))

    @contextmanager
    def end(self) -> Iterator[Connection]:
        """Give the connection to write with what the visit came to; with the block the claim ends."""
        if self.ended:
            raise UsageError("this claim has ended", name="claim", remedy="claim again what is due")
        self.ended = True
        if self._connection is None:
            with self.database.writing() as connection:
                yield connection
        else:
            with telling(self.database.where.shown):
                yield self._connection
                self._connection.commit()


class Claims:
    """Gives out what is due, each to one who asks."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._guard = threading.Lock()
        self._held: set[str] = set()
        self._lock: sqlite3.Connection | None = None

    @contextmanager
    def claimed(self, due: Select[Any], now: dt.datetime) -> Iterator[Hold | None]:
        """Claim the host that has waited longest of those with something due, and give it; `None` if there is none.

        `due` selects what is due, the first first; it must have a column `host` of its table.
        """
        if self._database.is_sqlite:
            self._lock_out_others()
            hold = self._take_in_memory(due, now)
            try:
                yield hold
            finally:
                if hold is not None:
                    with self._guard:
                        self._held.discard(hold.host.name)
            return
        shown = self._database.where.shown
        with telling(shown):
            connection = self._database.engine.connect()
        try:
            with telling(shown):
                taken = self._take_row(connection, due, now)
            yield taken
        finally:
            with telling(shown):
                connection.close()

    def _take_in_memory(self, due: Select[Any], now: dt.datetime) -> Hold | None:
        with self._guard, self._database.asking() as connection:
            free = _hosts(due, now).where(schema.host.c.name.not_in(list(self._held)))
            found = connection.execute(free).mappings().first()
            if found is None:
                return None
            row = connection.execute(_of_host(due, found["name"])).mappings().one()
            self._held.add(found["name"])
            return Hold(self._database, record(HostRow, found), row, None)

    def _take_row(self, connection: Connection, due: Select[Any], now: dt.datetime) -> Hold | None:
        locked = _hosts(due, now).with_for_update(key_share=True, skip_locked=True, of=schema.host)
        for _ in range(TRIES):
            found = connection.execute(locked).mappings().first()
            if found is None:
                return None
            # Another may have visited it between our look and our lock: look again, now that nobody else can.
            row = connection.execute(_of_host(due, found["name"])).mappings().first()
            ready = connection.execute(select(schema.host.c.ready).where(schema.host.c.name == found["name"]))
            if row is not None and ready.scalar_one() <= now:
                return Hold(self._database, record(HostRow, found), row, connection)
            connection.rollback()
        return None

    def _lock_out_others(self) -> None:
        """Hold the lock of a file beside the store, which the system gives back however this process ends."""
        with self._guard:
            if self._lock is not None:
                return
            name = f"{self._database.where.file}.lock"
            connection = sqlite3.connect(name, timeout=0, isolation_level=None, check_same_thread=False)
            try:
                connection.execute("BEGIN EXCLUSIVE")
            except sqlite3.OperationalError as error:
                connection.close()
                problem = "another process visits the sites of this store"
                remedy = "end that one, or use PostgreSQL, where several may"
                raise StoreError(self._database.where.shown, problem, remedy) from error
            self._lock = connection

    def close(self) -> None:
        """Give the lock back."""
        with self._guard:
            if self._lock is not None:
                self._lock.close()
                self._lock = None


def _hosts(due: Select[Any], now: dt.datetime) -> Select[Any]:
    """Select the host that may be asked and has waited longest, of those that have something due."""
    host = schema.host
    waits: Exists = exists(_of_host(due, host.c.name).correlate(host))
    chosen = select(*columns_of(host, HostRow)).where(host.c.ready <= now, waits)
    return chosen.order_by(host.c.ready, host.c.name).limit(1)


def _of_host(due: Select[Any], name: object) -> Select[Any]:
    return due.where(due.selected_columns.host == name).limit(1)
