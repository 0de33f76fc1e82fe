"""The addresses that were found and wait to be read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from sqlalchemy import Connection, bindparam, delete, func, select, update

from lugas.errors import UsageError
from lugas.store import schema
from lugas.store.claims import DUE, Claims, Hold
from lugas.store.columns import address_digest
from lugas.store.database import Database
from lugas.store.owners import owners_of
from lugas.store.prepared import Prepared, PreparedList
from lugas.store.records import HostRow, Visit, Waiting
from lugas.store.rows import batches, columns_of, host_of, know_host, record, there
from lugas.store.times import NEVER

__all__ = ["Queue", "QueueClaim"]

Result = TypeVar("Result")

# Made once: to put a statement together takes longer than to run it.
# What its owner took back meanwhile is not ended by the site that it was claimed for.
OWN = (schema.queue.c.id == bindparam("number"), schema.queue.c.site_id == bindparam("site"))
AGAIN = Prepared(
    update(schema.queue)
    .where(*OWN)
    .values(
        {name: bindparam(name) for name in ("due", "etag", "last_modified")}
        | {"tries": 0, "note": "", "readings": schema.queue.c.readings + 1}
    )
)
DROP = Prepared(delete(schema.queue).where(*OWN))
# What is known of addresses, with the site that it is known of.
WAITING = PreparedList(select(schema.queue.c.digest, schema.queue.c.site_id), schema.queue.c.digest)
READ = PreparedList(
    select(schema.address.c.digest, schema.article.c.site_id).outerjoin_from(
        schema.address, schema.article, schema.article.c.id == schema.address.c.article_id
    ),
    schema.address.c.digest,
)
UNREAD: dict[str, Any] = {"tries": 0, "readings": 0, "etag": "", "last_modified": ""}
# Nobody changes a site's state until what is added by it is there: what sleeps of it is woken with that change.
STATES = (
    select(schema.site.c.id, schema.site.c.state)
    .where(schema.site.c.id.in_(bindparam("numbers", expanding=True)))
    .order_by(schema.site.c.id)
    .with_for_update(read=True)
)


class QueueClaim:
    """An address to read, claimed: nobody else reads it or asks its host until the block ends.

    A block that is left without `done` or `later` leaves it as due as it was.
    """

    def __init__(self, hold: Hold) -> None:
        self._hold = hold
        self.entry = record(Waiting, hold.due)

    @property
    def host(self) -> HostRow:
        """The host that is asked."""
        return self._hold.host

    def keep_robots(self, robots: str, read: dt.datetime, note: str = "") -> None:
        """Remember the host's robots.txt, and when it was read."""
        self._hold.keep_robots(robots, read, note)

    def note(self, visit: Visit) -> None:
        """Remember a request that was made beside the one for the address, such as for an article's second page."""
        self._hold.note(visit)

    def together(self, work: Callable[[], Result]) -> Result:
        """Let what this thread asks and writes in some work be one transaction with what ends the claim there.

        Where another worker gets in its way, the work is done again as a whole.
        """
        return self._hold.together(work)

    def done(
        self, visit: Visit | None = None, rest: dt.datetime | None = None, *, note: str | None = None
    ) -> None:
        """Take the address off the queue: its article is stored.

        With a `note` there is none (no article, gone, given up), and the address is remembered as known with it.
        """

        def write(connection: Connection) -> None:
            self._hold.log(connection, visit, rest)
            DROP.run(connection, {"number": self.entry.id, "site": self.entry.site_id})
            if note is not None:
                settle(self._hold.database, connection, [self.entry.url], note)

        self._hold.end(write)

    def later(
        self,
        due: dt.datetime,
        visit: Visit | None = None,
        rest: dt.datetime | None = None,
        *,
        counts: bool = True,
    ) -> None:
        """Try again at another time; counts the try, unless the page had no part in it."""
        table = schema.queue
        again: dict[str, Any] = {"due": due}
        if counts:
            again |= {"tries": table.c.tries + 1, "note": visit.note if visit is not None else ""}

        def write(connection: Connection) -> None:
            self._hold.log(connection, visit, rest)
            mine = (table.c.id == self.entry.id, table.c.site_id == self.entry.site_id)
            connection.execute(update(table).where(*mine).values(again))

        self._hold.end(write)

    def leave(self, visit: Visit | None = None, rest: dt.datetime | None = None) -> None:
        """Leave the address as due as it was: it was not asked for yet."""
        self._hold.end(lambda connection: self._hold.log(connection, visit, rest))

    def again(
        self,
        due: dt.datetime,
        visit: Visit | None = None,
        rest: dt.datetime | None = None,
        *,
        etag: str = "",
        last_modified: str = "",
    ) -> None:
        """Read the address again at another time, because what was read there now may still change."""
        known: dict[str, Any] = {"number": self.entry.id, "site": self.entry.site_id}
        known |= {"due": due, "etag": etag, "last_modified": last_modified}

        def write(connection: Connection) -> None:
            self._hold.log(connection, visit, rest)
            AGAIN.run(connection, known)

        self._hold.end(write)


class Queue:
    """Takes addresses that were found, each once, and gives them out to be read."""

    def __init__(self, database: Database, claims: Claims) -> None:
        self._database = database
        self._claims = claims
        self._columns = columns_of(schema.queue, Waiting)
        table, site = schema.queue, schema.site
        due = (
            select(*self._columns)
            .join(site, site.c.id == table.c.site_id)
            .where(table.c.due <= DUE, site.c.state == "active")
            .order_by(table.c.due, table.c.id)
        )
        claims.know("queue", due)

    def add(self, entries: Iterable[Waiting]) -> int:
        """Add addresses that are neither waiting nor known, and tell how many those were.

        What another site's sources brought of the site's own hosts is the site's from now on, and is read for it.

        What is no address, or too long for one, is passed over, and so is what is of a site that is not followed any
        more. They are written a few hundred at a time.
        """
        return sum(self._add(batch) for batch in batches(entries))

    def add_again(self, entries: Iterable[Waiting]) -> int:
        """Let addresses be read that may be known: those that wait for a later time are due when the entry says."""
        return sum(self._add(batch, again=True) for batch in batches(entries))

    def _add(self, entries: Iterable[Waiting], *, again: bool = False) -> int:
        rows: dict[bytes, dict[str, object]] = {}
        now = self._database.clock()
        for entry in entries:
            try:
                host = host_of(entry.url)
            except UsageError:
                continue
            values = {
                name: getattr(entry, name)
                for name in ("site_id", "source_id", "url", "title", "hint", "note")
            }
            values |= {"host": host, "digest": address_digest(entry.url)}
            rows.setdefault(
                address_digest(entry.url), {**values, "found": entry.found or now, "due": entry.due or now}
            )
        if not rows:
            return 0
        return self._database.write(lambda connection: self._insert(connection, rows, again=again))

    def _insert(
        self, connection: Connection, rows: dict[bytes, dict[str, object]], *, again: bool = False
    ) -> int:
        rows = _of_sites(connection, rows)
        table = schema.queue
        for digest in sorted(rows) if again else ():
            sooner = update(table).where(table.c.digest == digest, table.c.due > rows[digest]["due"])
            connection.execute(sooner.values(due=rows[digest]["due"]))
        waiting: dict[bytes, int | None] = dict(WAITING.all(connection, list(rows)))
        read: dict[bytes, int | None] = {} if again else dict(READ.all(connection, list(rows)))
        for digest in sorted(_taken_back(connection, rows, waiting)):
            mine = {
                name: rows[digest][name] for name in ("site_id", "source_id", "title", "hint", "note", "due")
            }
            connection.execute(update(table).where(table.c.digest == digest).values({**mine, **UNREAD}))
        known = waiting.keys() | (read.keys() - _taken_back(connection, rows, read))
        # In one order, so that two workers that add the same ones wait for each other and not in a ring.
        fresh = [rows[digest] for digest in sorted(rows.keys() - known)]
        for name in sorted({str(row["host"]) for row in fresh}):
            know_host(self._database, connection, name)
        added = self._database.insert_new(schema.queue).returning(schema.queue.c.id)
        return len(connection.execute(added, fresh).all()) if fresh else 0

    def count(
        self, site_id: int | None = None, *, due_by: dt.datetime | None = None, at_most: int = 10_000
    ) -> int:
        """Count what waits, of a site or of all, and by `due_by` only what is due by then.

        A larger number is told as `at_most`.
        """
        chosen = select(schema.queue.c.id)
        if site_id is not None:
            chosen = chosen.where(schema.queue.c.site_id == site_id)
        if due_by is not None:
            chosen = chosen.where(schema.queue.c.due <= due_by)
        with self._database.asking() as connection:
            counted = select(func.count()).select_from(chosen.limit(at_most).subquery())
            return int(connection.execute(counted).scalar_one())

    @contextmanager
    def claim(
        self,
        now: dt.datetime | None = None,
        *,
        due_by: dt.datetime | None = None,
        sites: Collection[int] | None = None,
    ) -> Iterator[QueueClaim | None]:
        """Claim an address that is due, on a host that may be asked; `None` if there is none.

        `due_by` leaves alone what became due after it, `sites` what is of other sites than those with these numbers.
        """
        with self._claims.claimed("queue", now, due_by, sites) as hold:
            yield None if hold is None else QueueClaim(hold)


def _of_sites(connection: Connection, rows: dict[bytes, dict[str, object]]) -> dict[bytes, dict[str, object]]:
    """Leave out rows of sites that are not followed any more, and let those of paused ones sleep.

    A source that was removed meanwhile is not told as the one that found them.
    """
    asked = {"numbers": list({row["site_id"] for row in rows.values()})}
    states: dict[object, str] = {row.id: row.state for row in connection.execute(STATES, asked)}
    rows = {digest: row for digest, row in rows.items() if states.get(row["site_id"], "left") != "left"}
    told = (row["source_id"] for row in rows.values())
    sources = there(connection, schema.source, told)  # type: ignore[arg-type]  # numbers, as they came
    return {
        digest: {
            **row,
            "source_id": row["source_id"] if row["source_id"] in sources else None,
            "due": row["due"] if states[row["site_id"]] == "active" else NEVER,
        }
        for digest, row in rows.items()
    }


def _taken_back(
    connection: Connection, rows: dict[bytes, dict[str, object]], known: dict[bytes, int | None]
) -> set[bytes]:
    """Tell which addresses are known of another site, though they are those of the one that adds them."""
    foreign = {at for at, site_id in known.items() if site_id not in {None, rows[at]["site_id"]}}
    if not foreign:
        return set()
    owners = owners_of(connection, [str(rows[at]["url"]) for at in foreign])
    owned = {at: owners.get(str(rows[at]["url"])) for at in foreign}
    return {at for at, site in owned.items() if site is not None and site.id == rows[at]["site_id"]}


def settle(database: Database, connection: Connection, urls: Iterable[str], note: str) -> None:
    """Remember addresses as known that lead to no article."""
    now = database.clock()
    rows = {address_digest(url): {"url": url, "seen": now, "note": note} for url in urls}
    for digest in sorted(rows):
        connection.execute(database.insert_new(schema.address).values(digest=digest, **rows[digest]))
