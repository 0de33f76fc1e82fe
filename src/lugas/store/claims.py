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
from collections import defaultdict, deque
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any, TypeVar

from msgspec import Struct
from sqlalchemy import (
    ColumnElement,
    Connection,
    Exists,
    Select,
    bindparam,
    case,
    exists,
    func,
    select,
    update,
)

from lugas.errors import StoreError, UsageError
from lugas.store import schema
from lugas.store.columns import Instant
from lugas.store.database import Database
from lugas.store.gathering import Gathering
from lugas.store.prepared import Prepared
from lugas.store.records import HostRow, Visit
from lugas.store.rows import columns_of, record_of
from lugas.store.times import NEVER
from lugas.store.trouble import telling, trouble
from lugas.store.visits import ADD_VISIT, visit_values

__all__ = ["DUE", "REST", "Claims", "Hold"]

Result = TypeVar("Result")

DUE: Any = bindparam("due_by", type_=Instant)  # the time by which what a claim is of must have been due
OF_SITES: Any = bindparam("sites", expanding=True)  # the sites that a claim is of, where it is not of all
LONGEST = dt.timedelta(days=8)  # that anything is put off: a server may ask for a week
# Made once: to put a statement together takes longer than to run it. A host rests `until` a time; where that is not
# what was `known` of it any more, somebody else let it rest meanwhile, and the later of both holds.
READY, UNTIL = schema.host.c.ready, bindparam("until", type_=Instant)
MINE: Any = (bindparam("known", type_=Instant) == READY) | (UNTIL > READY)
RESTING = (
    update(schema.host)
    .where(schema.host.c.name == bindparam("named"))
    .values(ready=case((MINE, UNTIL), else_=READY))
)
REST = Prepared(RESTING)
REST_ROBOTS = Prepared(RESTING.values({name: bindparam(name) for name in ("robots", "robots_read", "note")}))
BESIDE = 6  # connections for whoever claims, listens to hubs, and reads the store meanwhile
OF_HOST = "host_"  # before the name of a column of the host, where what is due stands beside it
LISTED = (64, 512, 4096)  # hosts that are looked for at once: one look serves as many claims


class Hold:
    """A host that is claimed, and what of it is due. What is written through it is written by `end`, or not at all."""

    def __init__(
        self,
        database: Database,
        host: HostRow,
        due: Mapping[str, Any],
        connection: Connection | None,
        gathering: Gathering | None = None,
    ) -> None:
        self.database = database
        self.host = host
        self.due = due
        self.ended = False
        self._connection = connection
        self._gathering = gathering
        self._robots: dict[str, object] = {}
        self._beside: list[Visit] = []

    def keep_robots(self, robots: str, read: dt.datetime, note: str = "") -> None:
        """Remember the host's robots.txt, and when it was read."""
        self._robots = {"robots": robots, "robots_read": read, "note": note}

    def note(self, visit: Visit) -> None:
        """Remember a request that was made beside the one for what is claimed."""
        self._beside.append(visit)

    def log(self, connection: Connection, visit: Visit | None, rest: dt.datetime | None) -> None:
        """Write down the visit and the requests beside it, what is known of the host, and until when it rests."""
        if visits := [visit_values(each) for each in (visit, *self._beside) if each is not None]:
            ADD_VISIT.run_each(connection, visits)
        asked = {"named": self.host.name, "known": self.host.ready, "until": rest or self.database.clock()}
        (REST_ROBOTS if self._robots else REST).run(connection, {**asked, **self._robots})

    def ask(self, chosen: Select[Any]) -> Any:
        """Give the one value that a question of the claim's owner gives."""
        if self._connection is not None:
            with telling(self.database.where.shown):
                return self._connection.execute(chosen).scalar()
        with self.database.asking() as connection:
            return connection.execute(chosen).scalar()

    def together(self, work: Callable[[], Result]) -> Result:
        """Do some work of this thread in one transaction, and end the claim in it or not.

        Where another worker gets in its way, it is done again as a whole.
        """
        self._refuse_ended()

        def whole(connection: Connection) -> Result:
            self.ended = False
            with self.database.joined(connection, again=True):
                return work()

        if self._gathering is not None:
            return self._gathering.write(whole)
        if self._connection is None:
            return self.database.write(whole)
        with telling(self.database.where.shown), self.database.joined(self._connection):
            result = self.database.write(whole)
            if self.ended:
                self._connection.commit()
        return result

    def end(self, work: Callable[[Connection], None]) -> None:
        """Write what the visit came to, and end the claim with it; done again where another worker gets in its way."""
        self._refuse_ended()
        self.ended = True
        if self._connection is None or self.database.is_tried:
            self.database.write(work)
            return
        with telling(self.database.where.shown), self.database.joined(self._connection):
            self.database.write(work)
            self._connection.commit()

    def _refuse_ended(self) -> None:
        if self.ended:
            raise UsageError("this claim has ended", name="claim", remedy="claim again what is due")


class _Due(Struct, frozen=True):
    """How what is due of one kind is asked for: the hosts that have some, one of them, what is due of it, or both."""

    hosts: Select[Any]
    host: Prepared
    first: Prepared
    both: Prepared


class Claims:
    """Gives out what is due, each to one who asks."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._guard = threading.Lock()
        self._held: set[str] = set()
        self._gathering = Gathering(database, lambda: len(self._held))
        self._lock: sqlite3.Connection | None = None
        self._asked: dict[str, _Due] = {}
        self._asked_of: dict[str, _Due] = {}
        self._listed: defaultdict[tuple[str, frozenset[int] | None], deque[str]] = defaultdict(deque)

    def know(self, kind: str, due: Select[Any]) -> None:
        """Learn how to ask what is due of a kind, of all sites or of some.

        `due` selects what is due by `DUE`, the first first; it must have the columns `host` and `site_id` of its table.
        """
        self._asked[kind] = _due(due)
        self._asked_of[kind] = _due(due.where(due.selected_columns.site_id.in_(OF_SITES)))

    @contextmanager
    def claimed(
        self, kind: str, now: dt.datetime | None, due_by: dt.datetime | None, sites: Collection[int] | None
    ) -> Iterator[Hold | None]:
        """Claim a host that has something due of a kind, one that has waited long, and give it; `None` for none.

        Of `sites` alone, where they are told.
        """
        now = now or self._database.clock()
        times = {"now": now, "due_by": due_by or now, "sites": sites if sites is None else frozenset(sites)}
        if self._database.is_sqlite:
            self._lock_out_others()
            with self._guard, self._database.asking() as connection:
                hold = self._take(connection, kind, times)
                if hold is not None:
                    self._held.add(hold.host.name)
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
                taken = self._take(connection, kind, times)
            yield taken
        finally:
            with telling(shown):
                connection.close()

    def _take(self, connection: Connection, kind: str, times: dict[str, Any]) -> Hold | None:
        """Take the first host of the list that nobody holds and that still has something due.

        When the list is used up it is made anew, and longer where all in it are held by other workers.
        """
        listed = self._listed[kind, times["sites"]]
        found: Sequence[str] = ()
        for limit in (0, *LISTED):
            if limit:
                asked = {**times, "most": limit}
                found = connection.execute(self._due(kind, times).hosts, asked).scalars().all()
                listed.extend(name for name in found if name not in self._held)
            while listed:
                with suppress(IndexError):  # another thread was quicker
                    name = listed.popleft()
                    if (hold := self._try(connection, kind, {**times, "name": name})) is not None:
                        return hold
            if len(found) < limit:
                return None
        return None

    def _try(self, connection: Connection, kind: str, asked: dict[str, Any]) -> Hold | None:
        """Take a host if it may be asked now, nobody holds it, and something of it is due."""
        if asked["name"] in self._held:
            return None
        due = self._due(kind, asked)
        if self._database.is_sqlite:
            both = due.both.first(connection, asked)
            if both is None:
                return None
            host = record_of(HostRow, both[-len(HostRow.__struct_fields__) :])
            return Hold(self._database, host, due.both.named(both), None, self._gathering)
        found = due.host.first(connection, asked)
        # Another may have visited it between our look and our lock: look again, now that nobody else can.
        row = due.first.first(connection, asked) if found else None
        if found is not None and row is not None:
            return Hold(self._database, record_of(HostRow, found), due.first.named(row), connection)
        connection.rollback()
        return None

    def _due(self, kind: str, asked: dict[str, Any]) -> _Due:
        return (self._asked if asked["sites"] is None else self._asked_of)[kind]

    def most(self) -> int | None:
        """Tell how many claims there may be at once; see `Store.most_claims`."""
        free = self._database.most_at_once()
        return None if free is None else max(1, (free - BESIDE) // 2)

    def next_time(
        self, *, due_by: dt.datetime | None = None, sites: Collection[int] | None = None
    ) -> dt.datetime | None:
        """Give when the next of what is due may be claimed, `None` for never; see `Store.next_time`."""
        now = self._database.clock()
        times = {"due_by": due_by or now, "now": NEVER, "most": 1, "sites": sites}
        found: list[dt.datetime] = []
        with self._database.asking() as connection:
            for kind in self._asked:
                first = self._due(kind, times).hosts.with_only_columns(schema.host.c.ready)
                ready = connection.execute(first, times).scalar()
                if ready is not None:
                    found.append(ready)
            if due_by is None:
                asked = (connection.execute(chosen).scalar() for chosen in _ahead(now, sites))
                found += [time for time in asked if time is not None]
        return min(found, default=None)

    def put_right(self) -> None:
        """Let be due what a wrong clock has put off for longer than anything is, and what sleeps of active sites."""
        now = self._database.clock()
        source, queue, host, site = schema.source, schema.queue, schema.host, schema.site
        active = queue.c.site_id.in_(select(site.c.id).where(site.c.state == "active"))
        strays = (
            update(source).where(source.c.due > now + LONGEST).values(due=now),
            update(queue).where(queue.c.due > now + LONGEST, queue.c.due < NEVER).values(due=now),
            update(queue).where(queue.c.due == NEVER, active).values(due=now),
            update(host).where(host.c.ready > now + LONGEST).values(ready=now),
        )
        for stray in strays:
            self._database.write(partial(Connection.execute, statement=stray))

    def _lock_out_others(self) -> None:
        """Hold the lock of a file beside the store, which the system gives back however this process ends."""
        with self._guard:
            if self._lock is not None:
                return
            name = f"{self._database.where.file}.lock"
            with telling(name):
                connection = sqlite3.connect(name, timeout=0, isolation_level=None, check_same_thread=False)
            try:
                connection.execute("BEGIN EXCLUSIVE")
            except sqlite3.Error as error:
                connection.close()
                if error.sqlite_errorname != "SQLITE_BUSY":
                    raise trouble(name, error) from error
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


def _due(due: Select[Any]) -> _Due:
    host, first = schema.host, _of_host(due, bindparam("name"))
    told = (column.label(OF_HOST + column.key) for column in columns_of(host, HostRow))
    both = first.add_columns(*told).where(host.c.name == due.selected_columns.host, _may_be_asked())
    locked = _host().with_for_update(key_share=True, skip_locked=True)
    return _Due(_hosts(due), Prepared(locked), Prepared(first), Prepared(both))


def _ahead(now: dt.datetime, sites: Collection[int] | None) -> tuple[Select[Any], Select[Any]]:
    """Select when the first source, and the first address to read, will be due."""
    source, site, queue = schema.source, schema.site, schema.queue
    active = (source.c.state == "active") & (site.c.state == "active") & (source.c.due > now)
    looked = select(func.min(source.c.due)).join(site, site.c.id == source.c.site_id).where(active)
    awake = (site.c.state == "active") & (queue.c.due > now) & (queue.c.due < NEVER)
    read = select(func.min(queue.c.due)).join(site, site.c.id == queue.c.site_id).where(awake)
    if sites is None:
        return looked, read
    return looked.where(source.c.site_id.in_(sites)), read.where(queue.c.site_id.in_(sites))


def _hosts(due: Select[Any]) -> Select[Any]:
    """Select the hosts that may be asked and have something due, the one that has waited longest first."""
    host = schema.host
    waits: Exists = exists(_of_host(due, host.c.name).correlate(host))
    chosen = select(host.c.name).where(_may_be_asked(), waits)
    return chosen.order_by(host.c.ready, host.c.name).limit(bindparam("most"))


def _host() -> Select[Any]:
    """Select a host by its name, if it may be asked."""
    host = schema.host
    return select(*columns_of(host, HostRow)).where(host.c.name == bindparam("name"), _may_be_asked())


def _may_be_asked() -> ColumnElement[bool]:
    return schema.host.c.ready <= bindparam("now", type_=Instant)


def _of_host(due: Select[Any], name: Any) -> Select[Any]:
    return due.where(due.selected_columns.host == name).limit(1)
