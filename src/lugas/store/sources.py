"""What is visited for new addresses: feeds, sitemaps, front pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Unpack

from sqlalchemy import Connection, case, delete, literal, select, update

from lugas.errors import UsageError
from lugas.store import schema
from lugas.store.claims import DUE, Claims, Hold
from lugas.store.columns import Instant, address_digest
from lugas.store.database import Database
from lugas.store.records import HostRow, SourceChanges, SourceRow, Visit
from lugas.store.rows import batches, columns_of, host_of, know_host, record, refuse_unknown, there

__all__ = ["SourceClaim", "Sources"]


class SourceClaim:
    """A source that is due, claimed: nobody else visits it or its host until the block ends.

    A block that is left without `finish` leaves the source as due as it was.
    """

    def __init__(self, hold: Hold) -> None:
        self._hold = hold
        self.source = record(SourceRow, hold.due)

    @property
    def host(self) -> HostRow:
        """The host that is asked."""
        return self._hold.host

    def keep_robots(self, robots: str, read: dt.datetime, note: str = "") -> None:
        """Remember the host's robots.txt, and when it was read."""
        self._hold.keep_robots(robots, read, note)

    def note(self, visit: Visit) -> None:
        """Remember a request that was made beside the one for the source."""
        self._hold.note(visit)

    def memory(self) -> str:
        """Give what was seen of the source, in words of whoever decides; it may be megabytes."""
        chosen = select(schema.source.c.memory).where(schema.source.c.id == self.source.id)
        return str(self._hold.ask(chosen) or "")

    def finish(
        self, visit: Visit | None = None, rest: dt.datetime | None = None, **changes: Unpack[SourceChanges]
    ) -> None:
        """Write, as one, what is known of the source now, the visit for the log, and until when its host rests.

        A source that was woken since it was claimed stays as due as that.
        """
        values: dict[str, Any] = _changed(dict(changes))
        if "due" in values:
            due, new = schema.source.c.due, literal(values["due"], Instant())
            values["due"] = case((due == self.source.due, new), (due < new, due), else_=new)

        def write(connection: Connection) -> None:
            self._hold.log(connection, visit, rest)
            if values.get("host"):
                know_host(self._hold.database, connection, str(values["host"]))
            if values:
                mine = schema.source.c.id == self.source.id
                connection.execute(update(schema.source).where(mine).values(values))

        self._hold.end(write)


class Sources:
    """Adds, finds, changes, removes and claims sources."""

    def __init__(self, database: Database, claims: Claims) -> None:
        self._database = database
        self._claims = claims
        self._columns = columns_of(schema.source, SourceRow)
        source, site = schema.source, schema.site
        due = (
            select(*self._columns)
            .join(site, site.c.id == source.c.site_id)
            .where(source.c.due <= DUE, source.c.state == "active", site.c.state == "active")
            .order_by(source.c.due, source.c.id)
        )
        claims.know("source", due)

    def add(self, site_id: int, kind: str, url: str, /, **changes: Unpack[SourceChanges]) -> SourceRow:
        """Add a source of a site, due now if not told otherwise, or give the one that is there.

        Raises `UsageError` where there is no such site, or no source with the number of `parent_id`.
        """
        refuse_unknown(changes, SourceChanges.__annotations__)
        now = self._database.clock()
        values = {"state": "active", "due": now, "added": now, **changes, **_placed(url)}
        values |= {"site_id": site_id, "kind": kind}
        return self._database.write(lambda connection: self._add(connection, values))

    def _add(self, connection: Connection, values: dict[str, Any]) -> SourceRow:
        table, site_id, parent = schema.source, values["site_id"], values.get("parent_id")
        if not there(connection, schema.site, [site_id]):
            raise UsageError(f"there is no site {site_id}", name="site_id", remedy="add it first")
        if parent is not None and not there(connection, table, [parent]):
            raise UsageError(f"there is no source {parent}", name="parent_id", remedy="leave it out")
        know_host(self._database, connection, str(values["host"]))
        connection.execute(self._database.insert_new(table).values(values))
        mine = (table.c.site_id == site_id) & (table.c.digest == values["digest"])
        return record(SourceRow, connection.execute(select(*self._columns).where(mine)).mappings().one())

    def get(self, source_id: int) -> SourceRow | None:
        """Give a source by its number."""
        with self._database.asking() as connection:
            chosen = select(*self._columns).where(schema.source.c.id == source_id)
            row = connection.execute(chosen).mappings().first()
        return None if row is None else record(SourceRow, row)

    def followed(self, urls: Iterable[str]) -> dict[str, int]:
        """Tell which of some addresses are sources of sites that are followed, and of which."""
        source, site = schema.source, schema.site
        chosen = select(source.c.digest, source.c.site_id).join(site, site.c.id == source.c.site_id)
        found: dict[str, int] = {}
        for batch in batches(urls):
            names = {address_digest(url): url for url in batch}
            mine = chosen.where(source.c.digest.in_(list(names)), site.c.state != "left")
            with self._database.asking() as connection:
                for row in connection.execute(mine.order_by(source.c.id.desc())):
                    found[names[row.digest]] = row.site_id
        return found

    def of_site(self, site_id: int, *, limit: int = 1_000) -> tuple[SourceRow, ...]:
        """Give a site's sources in the order they were added."""
        chosen = select(*self._columns).where(schema.source.c.site_id == site_id)
        with self._database.asking() as connection:
            rows = connection.execute(chosen.order_by(schema.source.c.id).limit(limit)).mappings()
            return tuple(record(SourceRow, row) for row in rows)

    def with_hubs(
        self, until: dt.datetime, *, sites: Collection[int] | None = None, limit: int = 1_000
    ) -> tuple[SourceRow, ...]:
        """Give active sources whose hub has not agreed, or only until before a time, to tell of their news.

        Of the sites with these numbers alone, where `sites` tells some.
        """
        source, site = schema.source, schema.site
        lacking = source.c.leased.is_(None) | (source.c.leased < until)
        active = (source.c.state == "active") & (site.c.state == "active")
        chosen = select(*self._columns).join(site, site.c.id == source.c.site_id)
        chosen = chosen.where(source.c.hub != "", active, lacking).order_by(source.c.id).limit(limit)
        if sites is not None:
            chosen = chosen.where(source.c.site_id.in_(sites))
        with self._database.asking() as connection:
            return tuple(record(SourceRow, row) for row in connection.execute(chosen).mappings())

    def change(self, source_id: int, **changes: Unpack[SourceChanges]) -> None:
        """Change some of a source."""
        values = _changed(dict(changes))
        if not values:
            return
        with self._database.writing() as connection:
            if values.get("host"):
                know_host(self._database, connection, str(values["host"]))
            connection.execute(update(schema.source).where(schema.source.c.id == source_id).values(values))

    def wake(self, site_id: int) -> None:
        """Let all that is visited of a site be due now."""
        table = schema.source
        mine = (table.c.site_id == site_id) & (table.c.state == "active")
        with self._database.writing() as connection:
            connection.execute(update(table).where(mine).values(due=self._database.clock()))

    def remove(self, source_id: int) -> None:
        """Remove a source; what it found stays."""
        with self._database.writing() as connection:
            connection.execute(delete(schema.source).where(schema.source.c.id == source_id))

    @contextmanager
    def claim(
        self,
        now: dt.datetime | None = None,
        *,
        due_by: dt.datetime | None = None,
        sites: Collection[int] | None = None,
    ) -> Iterator[SourceClaim | None]:
        """Claim a source that is due, of an active site, on a host that may be asked; `None` if there is none.

        `due_by` leaves alone what became due after it, `sites` what is of other sites than those with these numbers.
        """
        with self._claims.claimed("source", now, due_by, sites) as hold:
            yield None if hold is None else SourceClaim(hold)


def _placed(url: str) -> dict[str, object]:
    return {"url": url, "digest": address_digest(url), "host": host_of(url)}


def _changed(changes: dict[str, object]) -> dict[str, object]:
    refuse_unknown(changes, SourceChanges.__annotations__)
    return {**changes, **_placed(str(changes["url"]))} if "url" in changes else changes
