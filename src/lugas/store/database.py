"""The database under a store: its engine, its transactions, and what differs between the two kinds."""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, Insert, Table, create_engine, event, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError

from lugas.errors import StoreError
from lugas.store.fair import FairLock
from lugas.store.trouble import passes, telling
from lugas.store.where import Where

__all__ = ["Clock", "Database", "connect", "utc_now"]

Clock = Callable[[], dt.datetime]
Result = TypeVar("Result")

# Connections to a server: those that are kept, and those beside them that end with their work. A claim has one for as
# long as its visit lasts.
POOLED, OVER = 20, 100
FREE = text(
    "SELECT CAST(current_setting('max_connections') AS integer)"
    " - CAST(current_setting('superuser_reserved_connections') AS integer) - count(*)"
    " FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
)
SECONDS_TO_WAIT = 30  # for another process's transaction, which lasts milliseconds
TRIES = 8
KEPT = 5  # connections to a file for each use that are not closed after it
PAGES = 1_000  # that are given back to the disk at once, which takes a few hundredths of a second
MOMENT_S = 0.001  # for who waits to write
OLDEST_SQLITE = (3, 35)  # an insert that tells the row's number

# Set once a connection. WAL lets readers read while one writes. With it `synchronous=NORMAL` loses nothing when a
# process dies; when the machine dies it may lose the last moments, which are read anew, but never breaks the file.
# An inner cache of 8 MB bounds the memory however large the file is.
PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=NORMAL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA cache_size=-8000",
    "PRAGMA wal_autocheckpoint=4000",
    "PRAGMA journal_size_limit=67108864",
)


def utc_now() -> dt.datetime:
    """Tell the time: the clock of a store unless it is given another."""
    return dt.datetime.now(dt.UTC)


class Database:
    """A database that is open: reading and writing happen in its transactions alone."""

    def __init__(self, where: Where, engine: Engine, clock: Clock) -> None:
        self.where = where
        self.engine = engine
        self.clock = clock
        self.is_sqlite = engine.dialect.name == "sqlite"
        # A file has one writer at a time. Threads wait for each other here: SQLite would have them sleep and try again.
        self._writer = FairLock() if self.is_sqlite else nullcontext()
        self._own = threading.local()
        self._idle: dict[str, list[Connection]] = {"asks": [], "writes": []}
        self._closed = False

    @property
    def _joined(self) -> Connection | None:
        """The connection that this thread does everything by at the time, if there is one."""
        joined: Connection | None = getattr(self._own, "connection", None)
        return joined

    @property
    def is_joined(self) -> bool:
        """Whether what this thread does is part of a transaction that it has begun."""
        return self._joined is not None

    @property
    def is_tried(self) -> bool:
        """Whether what this thread does is part of what is done again as a whole."""
        return bool(getattr(self._own, "tried", False))

    @contextmanager
    def joined(self, connection: Connection, *, again: bool = False) -> Iterator[None]:
        """Let all that this thread asks and writes in the block be part of the transaction of one connection.

        What is written is there for good when that transaction ends well. `again` tells that the block is done again
        as a whole where another worker gets in its way, and so nothing of it by itself.
        """
        before = self._joined, self.is_tried
        self._own.connection, self._own.tried = connection, again
        try:
            yield
        finally:
            self._own.connection, self._own.tried = before

    @contextmanager
    def together(self) -> Iterator[None]:
        """Let all that this thread writes in the block be one transaction, done as a whole or not at all.

        An error while something is written ends it; who catches that must let nothing else be written.
        """
        with self.writing() as connection, self.joined(connection):
            yield

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the store throughout."""
        with telling(self.where.shown), self._lent() as connection:
            if self.is_sqlite or connection is self._joined:
                yield connection
            else:
                yield connection.execution_options(
                    isolation_level="REPEATABLE READ", postgresql_readonly=True
                )

    @contextmanager
    def asking(self) -> Iterator[Connection]:
        """Give a connection for one question: each statement sees the store as it is by then."""
        with telling(self.where.shown), self._lent("asks") as connection:
            if self.is_sqlite or connection is self._joined:
                yield connection
            else:  # two messages less for each question
                yield connection.execution_options(isolation_level="AUTOCOMMIT")

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection whose work is done as a whole when the block ends, or not at all."""
        with telling(self.where.shown), self._begun() as connection:
            yield connection

    def write(self, work: Callable[[Connection], Result]) -> Result:
        """Do some work in one transaction, and again where another worker got in its way."""
        with telling(self.where.shown):
            if self._joined is not None and self.is_tried:
                return work(self._joined)
            for left in reversed(range(TRIES)):
                try:
                    with self._begun() as connection:
                        return work(connection)
                except (DBAPIError, StoreError) as error:
                    if not left or not passes(error):
                        raise
        raise AssertionError("the loop above returns or raises")

    @contextmanager
    def filling(self) -> Iterator[Connection]:
        """Give a connection as `writing` does, to fill an empty store in one transaction, however large.

        A write-ahead log would hold all of it, and be slower to look into the longer it is. So a file has the other
        kind of journal for the time, which holds what was there before: nothing. Where another process has the file
        open, it keeps its log.
        """
        if not self.is_sqlite:
            with self.writing() as connection:
                yield connection
            return
        self._let_go()
        with telling(self.where.shown), self.engine.connect() as opened:
            driver = opened.connection.dbapi_connection
            with suppress(sqlite3.OperationalError):
                _set(driver, "PRAGMA journal_mode=DELETE")
            try:
                connection = opened.execution_options(writes=True)
                with connection.begin():
                    yield connection
            finally:
                with suppress(sqlite3.OperationalError):  # else the next one who opens it does this
                    _set(driver, "PRAGMA journal_mode=WAL")

    @contextmanager
    def _lent(self, kind: str = "reads") -> Iterator[Connection]:
        if self._joined is not None:
            yield self._joined
        else:
            with self._of(kind) as connection:
                yield connection

    @contextmanager
    def _begun(self) -> Iterator[Connection]:
        if self._joined is not None:
            # What fails of it is taken back alone: another worker may have been in its way, and it is tried again.
            with nullcontext() if self.is_sqlite else self._joined.begin_nested():
                yield self._joined
            return
        with self._writer, self._of("writes") as connection, connection.begin():
            yield connection

    @contextmanager
    def _of(self, kind: str) -> Iterator[Connection]:
        """Give a connection for a kind of use; to a file one that is kept for that, which is quicker than the pool."""
        idle = self._idle.get(kind)
        if not self.is_sqlite or idle is None:
            with self.engine.connect() as connection:
                yield connection.execution_options(**{kind: True})
            return
        try:
            connection = idle.pop()
        except IndexError:
            connection = self.engine.connect().execution_options(**{kind: True})
        try:
            yield connection
            connection.rollback()  # of nothing that was written, and of nothing at all as a rule
        except BaseException:  # Ctrl-C too: one that was left in the middle is not to be used again
            connection.close()
            raise
        if len(idle) < KEPT and not self._closed:
            idle.append(connection)
        else:
            connection.close()

    def _let_go(self) -> None:
        """Close all that is not in use."""
        for idle in self._idle.values():
            while idle:
                with suppress(IndexError):  # another thread was quicker
                    idle.pop().close()
        self.engine.dispose()

    def most_at_once(self) -> int | None:
        """Tell how many connections there may be now, `None` for as many as one likes."""
        if self.is_sqlite:
            return None
        with self.asking() as connection:
            return min(POOLED + OVER, int(connection.execute(FREE).scalar_one()))

    def insert_new(self, table: Table, *unique: str) -> Insert:
        """Give an insert that leaves rows alone which are there already, by whatever is unique or by some columns."""
        insert = sqlite.insert if self.is_sqlite else postgresql.insert
        return insert(table).on_conflict_do_nothing(index_elements=unique or None)

    def give_back(self) -> None:
        """Give a file's free pages back to the disk, some at a time, so that others can write in between.

        A server does so by itself. Within a transaction nothing is given back.
        """
        if not self.is_sqlite or self._joined is not None:
            return
        left = self._free(0)
        while left > (left := self._free(PAGES)):
            time.sleep(MOMENT_S)

    def _free(self, most: int) -> int:
        """Give so many of a file's free pages back at most, and tell how many are left."""
        with telling(self.where.shown), self._writer, self.engine.connect() as connection:
            driver: Any = connection.connection.driver_connection
            if most:  # each page is a step, and some drivers take but one of a statement that is no script
                driver.executescript(f"PRAGMA incremental_vacuum({most})")
            return int(driver.execute("PRAGMA freelist_count").fetchone()[0])

    def close(self) -> None:
        """Close every connection, those in use once they are not."""
        self._closed = True
        self._let_go()


def _set(connection: DBAPIConnection | None, pragma: str) -> None:
    if connection is not None:
        cursor = connection.cursor()
        cursor.execute(pragma)
        cursor.fetchall()
        cursor.close()


def connect(where: Where, clock: Clock) -> Database:
    """Open the database, without looking at what is in it."""
    engine = _open_file(where) if where.file is not None else _open_server(where)
    return Database(where, engine, clock)


def _open_file(where: Where) -> Engine:
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        problem = (
            f"needs SQLite {'.'.join(map(str, OLDEST_SQLITE))}, and this Python has {sqlite3.sqlite_version}"
        )
        raise StoreError(where.shown, problem, "use another Python, or PostgreSQL")
    read_only = where.file is not None and _is_read_only(where.file, where.shown)
    # A file that nobody can write is read as it is: the log and locks that SQLite has beside others cannot be made.
    url = where.url if not read_only else _as_it_is(where.url)
    engine = create_engine(
        url,
        connect_args={"timeout": SECONDS_TO_WAIT},
        pool_size=5,
        max_overflow=-1,  # as many as there are threads: none waits for one that another keeps
        pool_use_lifo=True,  # few are used as a rule, and each has a cache of its own
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = (
            None  # transactions are begun below, so that table changes are part of them
        )
        if read_only:
            return
        if connection.execute("PRAGMA auto_vacuum").fetchone() == (0,):
            # Of a new file, before all else: to set it takes the writer's lock, and so would wait for whoever writes.
            connection.execute("PRAGMA auto_vacuum=INCREMENTAL")
        for pragma in PRAGMAS:
            connection.execute(pragma)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A transaction that reads first and writes then could be refused in its middle; this one waits at its start.
        told = connection.get_execution_options()
        if not told.get("asks"):  # one statement is a transaction by itself
            driver: Any = connection.connection.driver_connection
            driver.execute("BEGIN IMMEDIATE" if told.get("writes") else "BEGIN")

    return engine


def _is_read_only(file: Path, shown: str) -> bool:
    """Tell whether a store's file, or its folder, may not be written, as on a backup that is mounted."""
    if not os.access(file, os.F_OK) or (os.access(file, os.W_OK) and os.access(file.parent, os.W_OK)):
        return False
    log, shared = (file.with_name(f"{file.name}{ending}") for ending in ("-wal", "-shm"))
    if shared.exists():  # somebody else has it open, and writes: it changes while it is read
        return False
    journal = file.with_name(f"{file.name}-journal")
    if any(each.exists() and each.stat().st_size for each in (log, journal)):
        remedy = "copy it with the files beside it to where they may be written"
        raise StoreError(shown, "may not be written, and some of it is still in its log", remedy)
    return True


def _as_it_is(url: URL) -> URL:
    """Give the address of a file that is read without its log and locks."""
    asked = {"mode": "ro", "immutable": "1", "uri": "true"}
    return url.set(database=f"file:{quote(url.database or '')}").update_query_dict(asked)


def _open_server(where: Where) -> Engine:
    settings = {
        "search_path": where.schema,
        "jit": "off",  # it costs more than such small questions take
        "enable_seqscan": "off",  # a long text lies outside its row, and the planner takes reading it for nothing
        "random_page_cost": "1.1",
        "plan_cache_mode": "force_custom_plan",  # a rare word and a frequent one want different plans
        "idle_in_transaction_session_timeout": "0",  # a claim is a transaction that lasts as long as its visit
        "TimeZone": "UTC",
    }
    given = where.url.query.get("options", "")
    options = " ".join((str(given), *(f"-c {name}={value}" for name, value in settings.items())))
    wanted: dict[str, Any] = {"application_name": "lugas", "connect_timeout": 10}
    arguments = {name: value for name, value in wanted.items() if name not in where.url.query}
    arguments["options"] = options.strip()
    try:
        return create_engine(
            where.url.difference_update_query(["options"]),
            connect_args=arguments,
            pool_size=POOLED,
            max_overflow=OVER,
            pool_use_lifo=True,
            pool_pre_ping=True,
        )
    except ModuleNotFoundError as error:
        raise StoreError(where.shown, "its driver is missing", "pip install 'lugas[postgresql]'") from error
