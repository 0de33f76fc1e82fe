"""The sites that are followed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Unpack

from sqlalchemy import Connection, delete, select, update

from lugas.errors import UsageError
from lugas.store import schema
from lugas.store.database import Database
from lugas.store.owners import nearest, owners_of
from lugas.store.records import SiteChanges, SiteRow
from lugas.store.retention import Retention
from lugas.store.rows import columns_of, hold_site, host_of, record, refuse_unknown
from lugas.store.times import NEVER

__all__ = ["Sites", "places_of"]

STATES = ("active", "paused", "left")


class Sites:
    """Adds, finds, changes and removes sites. A site is one for its host without `www.`."""

    def __init__(self, database: Database, retention: Retention) -> None:
        self._database = database
        self._retention = retention
        self._columns = columns_of(schema.site, SiteRow)

    def add(self, url: str, *, name: str = "", language: str = "") -> SiteRow:
        """Add a site by an address of it, or give the one that is there; one that was left is active again."""
        host = host_of(url).removeprefix("www.")
        table = schema.site
        values = {"host": host, "name": name, "url": url, "language": language, "state": "active"}
        with self._database.writing() as connection:
            row = {**values, "added": self._database.clock()}
            connection.execute(self._database.insert_new(table).values(row))
            back = update(table).where(table.c.host == host, table.c.state == "left").values(state="active")
            is_back = connection.execute(back).rowcount
            chosen = select(*self._columns).where(table.c.host == host)
            site = record(SiteRow, connection.execute(chosen).mappings().one())
            if is_back:  # what waits is there still where whoever removed it was broken off
                self._change(connection, site.id, {"state": "active"})
            return site

    def get(self, site_id: int) -> SiteRow | None:
        """Give a site by its number."""
        with self._database.asking() as connection:
            chosen = select(*self._columns).where(schema.site.c.id == site_id)
            row = connection.execute(chosen).mappings().first()
        return None if row is None else record(SiteRow, row)

    def find(self, url: str) -> SiteRow | None:
        """Give the site that an address' host belongs to: the host itself, or the nearest above it.

        Raises `UsageError` for what is no address.
        """
        with self._database.asking() as connection:
            return nearest(connection, url)

    def owners(self, urls: Iterable[str]) -> dict[str, SiteRow]:
        """Give the sites that addresses belong to, as `find` does, of those that are followed, paused or not.

        What stands at such an address is that site's, whoever lists it or redirects there. The other addresses are left
        out.
        """
        with self._database.asking() as connection:
            return owners_of(connection, urls)

    def every(self, state: str | None = None) -> Iterator[SiteRow]:
        """Give all sites, or those of a state, in the order they were added."""
        last = 0
        while True:
            chosen = select(*self._columns).where(schema.site.c.id > last)
            if state is not None:
                chosen = chosen.where(schema.site.c.state == state)
            with self._database.asking() as connection:
                rows = connection.execute(chosen.order_by(schema.site.c.id).limit(500)).mappings().all()
            yield from (record(SiteRow, row) for row in rows)
            if len(rows) < 500:
                return
            last = rows[-1]["id"]

    def private(self) -> dict[int, frozenset[str]]:
        """Give, by the number of each active site that has some, the private places that may be asked for it alone."""
        table = schema.site
        told = select(table.c.id, table.c.private).where(table.c.private != "", table.c.state == "active")
        with self._database.asking() as connection:
            return {row.id: frozenset(row.private.split()) for row in connection.execute(told)}

    def with_articles(self) -> frozenset[int]:
        """Give the numbers of the sites that have articles, in whatever state they are."""
        own = select(schema.article.c.id).where(schema.article.c.site_id == schema.site.c.id)
        with self._database.asking() as connection:
            return frozenset(connection.execute(select(schema.site.c.id).where(own.exists())).scalars())

    def change(self, site_id: int, **changes: Unpack[SiteChanges]) -> None:
        """Change some of a site: its name, address, language, state (`active`, `paused` or `left`), note, hosts.

        While it is not active, nothing of it is claimed; what waits to be read is due again when it is. What a visit
        under way brings meanwhile waits as well.
        """
        refuse_unknown(changes, SiteChanges.__annotations__)
        if changes.get("state", "active") not in STATES:
            raise UsageError(f"state is {changes['state']!r}", name="state", remedy=f"give one of {STATES}")
        if not changes:
            return
        self._database.write(lambda connection: self._change(connection, site_id, dict(changes)))

    def _change(self, connection: Connection, site_id: int, changes: dict[str, object]) -> None:
        connection.execute(update(schema.site).where(schema.site.c.id == site_id).values(changes))
        waiting = update(schema.queue).where(schema.queue.c.site_id == site_id)
        asleep = schema.queue.c.due == NEVER
        if changes.get("state") == "active":
            connection.execute(waiting.where(asleep).values(due=self._database.clock()))
        elif "state" in changes:
            connection.execute(waiting.where(~asleep).values(due=NEVER))

    def remove(self, site_id: int, *, articles: bool = False) -> None:
        """Stop following a site: its sources, its log and what waits go. With `articles` they go too.

        Articles go a few hundred at a time, so that others can write in between, and the last ones with the
        site; broken off, it can be done again.
        """
        self.change(site_id, state="left")
        self._database.write(partial(self._empty, site_id=site_id))
        gone = not articles
        while not gone:
            self._retention.drop_site(site_id)
            self._retention.drop_unused()
            gone = self._database.write(partial(self._drop, site_id=site_id))

    def _empty(self, connection: Connection, site_id: int) -> None:
        """Delete what is visited of a site, what waits, and its log; nobody adds to them until the transaction ends."""
        hold_site(self._database, connection, site_id)  # who stores articles of it lets others come after it
        _clear(connection, site_id)

    def _drop(self, connection: Connection, site_id: int) -> bool:
        """Delete a site, with the articles that visits under way have brought since the others were dropped.

        Tells whether that is done: who stores articles without holding the site may bring one more. The articles are
        locked before the site, as by all who lock both.
        """
        hold_site(self._database, connection, site_id)
        with self._database.joined(connection, again=True):
            self._retention.drop_site(site_id)
        _clear(connection, site_id)
        left = select(schema.article.c.id).where(schema.article.c.site_id == site_id).limit(1)
        if connection.execute(left).first() is not None:
            return False
        connection.execute(delete(schema.site).where(schema.site.c.id == site_id))
        return True


def _clear(connection: Connection, site_id: int) -> None:
    connection.execute(select(schema.site.c.id).where(schema.site.c.id == site_id).with_for_update())
    for table in (schema.queue, schema.source, schema.visit):
        connection.execute(delete(table).where(table.c.site_id == site_id))


def places_of(site: SiteRow) -> frozenset[str]:
    """Give the private places that may be asked for a site now: none while it is not active."""
    return frozenset(site.private.split()) if site.state == "active" else frozenset()
