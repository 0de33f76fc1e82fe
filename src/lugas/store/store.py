"""The store: everything that is known of sites and their articles, in one place."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from lugas.store.arrivals import Arrivals
from lugas.store.articles import Articles
from lugas.store.backup import back_up, refuse_taken
from lugas.store.claims import Claims
from lugas.store.database import Clock, Database, connect, utc_now
from lugas.store.hosts import Hosts
from lugas.store.indexing import Indexing
from lugas.store.keeper import Keeper
from lugas.store.listing import Listing
from lugas.store.loading import load_file, load_lines
from lugas.store.logins import Logins
from lugas.store.merging import Merging
from lugas.store.queue import Queue
from lugas.store.reader import Reader
from lugas.store.retention import Retention
from lugas.store.search import Search
from lugas.store.sites import Sites
from lugas.store.sources import Sources
from lugas.store.tally import Tally
from lugas.store.transfer import export_lines, write_file
from lugas.store.upgrade import bring_up
from lugas.store.versions import Versions
from lugas.store.visits import Visits
from lugas.store.where import find

__all__ = ["Store", "open_store"]


class Store:
    """A store that is open; each attribute answers one kind of question. Threads may share it.

    `sites`, `sources`, `hosts`, `queue` and `visits` are what following needs; `articles`, `versions` and `merging`
    hold what was read; `listing` and `search` find it; `reader` knows what was saved, read and seen; `arrivals`
    lists articles as they came in; `logins` keeps passwords and who is logged in; `retention` drops articles;
    `keeper` holds what was set, and `tally` counts.
    """

    def __init__(self, database: Database) -> None:
        indexing = Indexing(database)
        claims = Claims(database)
        self._database = database
        self._indexing = indexing
        self._claims = claims
        self.retention = Retention(database, indexing)
        self.sites = Sites(database, self.retention)
        self.hosts = Hosts(database)
        self.sources = Sources(database, claims)
        self.queue = Queue(database, claims)
        self.visits = Visits(database)
        self.articles = Articles(database, indexing)
        self.merging = Merging(database, indexing)
        self.versions = Versions(database)
        self.listing = Listing(database, indexing.index)
        self.search = Search(database, indexing.index)
        self.reader = Reader(database)
        self.arrivals = Arrivals(database)
        self.logins = Logins(database)
        self.keeper = Keeper(database)
        self.tally = Tally(database)

    @property
    def address(self) -> str:
        """What opens the store again, in another process; it holds the password of a server, if there is one."""
        return self._database.where.address

    @property
    def shown(self) -> str:
        """What messages call the store: its file, or its address without the password."""
        return self._database.where.shown

    def now(self) -> dt.datetime:
        """Tell the time by the store's clock."""
        return self._database.clock()

    def next_time(
        self, *, due_by: dt.datetime | None = None, sites: Collection[int] | None = None
    ) -> dt.datetime | None:
        """Give when the next of what is due may be claimed, `None` if nothing ever will be.

        That is now or earlier where another worker has claimed it. With `due_by` only what is due by then counts, and
        what keeps it waiting is its host's rest; without, what is due later counts too. With `sites` only those with
        these numbers count.
        """
        return self._claims.next_time(due_by=due_by, sites=sites)

    def most_claims(self) -> int | None:
        """Tell how many claims there may be at once, `None` for any number.

        A claim on a server takes a connection, and what is done for it another one for moments.
        """
        return self._claims.most()

    @contextmanager
    def together(self) -> Iterator[None]:
        """Let all that this thread writes in the block be one transaction: done as a whole, or not at all."""
        with self._database.together():
            yield

    def put_right(self) -> None:
        """Let be due what a wrong clock has put off for longer than anything is, and what sleeps of active sites."""
        self._claims.put_right()

    def lines(self) -> Iterator[bytes]:
        """Give everything as lines of JSON, as it is at one moment."""
        return export_lines(self._database)

    def export(self, path: str | os.PathLike[str], *, replace: bool = False) -> None:
        """Write the lines to a file, packed where its name ends in `.gz`.

        Raises `UsageError` where a file is there already, unless `replace` lets it be replaced.
        """
        refuse_taken(Path(path), replace)
        write_file(self._database, Path(path))

    def load(self, source: str | os.PathLike[str] | Iterable[bytes]) -> int:
        """Read lines, or a file of them, into this store, which must be empty; tells how many rows came in."""
        if isinstance(source, str | os.PathLike):
            return load_file(self._database, self._indexing, Path(source))
        return load_lines(self._database, self._indexing, source)

    def backup(self, path: str | os.PathLike[str], *, replace: bool = False) -> None:
        """Copy the store while it is in use: to a store's file, or to lines where the name ends in `.jsonl[.gz]`.

        Raises `UsageError` where a file is there already, unless `replace` lets it be replaced. The file of a store
        that is in use never is.
        """
        back_up(self._database, Path(path), replace=replace)

    def close(self) -> None:
        """Close it; whatever it claimed is due again."""
        self._claims.close()
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_store(address: str | os.PathLike[str] | None = None, *, clock: Clock = utc_now) -> Store:
    """Open a store, and make or upgrade it where needed.

    `address` is a file, or `postgresql://user@host/database`; without one it is a file in the user's data folder.
    `clock` tells the time, with a zone. Raises `StoreError` where it cannot be opened, `UsageError` for an address
    that is none.
    """
    database = connect(find(address), clock)
    try:
        bring_up(database)
    except BaseException:  # also Ctrl-C, during a long upgrade: nobody else could close it
        database.close()
        raise
    return Store(database)
