"""The hosts that are asked: when each may be asked again, and what its robots.txt said."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select, update

from lugas.store import schema
from lugas.store.database import Database
from lugas.store.records import HostRow
from lugas.store.rows import columns_of, know_host, record

__all__ = ["Hosts"]


class Hosts:
    """Tells of a host what asking it politely needs. It is written by who holds the host's claim (`claims.py`).

    Who looks a site over has nothing to claim, and takes its host for a while: until then nobody claims it.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._columns = columns_of(schema.host, HostRow)

    def get(self, name: str) -> HostRow | None:
        """Give what is known of a host."""
        with self._database.asking() as connection:
            chosen = select(*self._columns).where(schema.host.c.name == name)
            row = connection.execute(chosen).mappings().first()
        return None if row is None else record(HostRow, row)

    def take(self, name: str, until: dt.datetime) -> dt.datetime | None:
        """Take a host for a request that should have ended by a time, and give `None`; where it rests, until when.

        One that another worker has claimed on PostgreSQL rests for a second more. On SQLite a claim shows when it ends.
        """
        table, now = schema.host, self._database.clock()
        with self._database.writing() as connection:
            know_host(self._database, connection, name)
            free = select(table.c.ready).where(table.c.name == name).with_for_update(skip_locked=True)
            ready: dt.datetime | None = connection.execute(free).scalar()
            if ready is None:
                return now + dt.timedelta(seconds=1)
            if ready > now:
                return ready
            connection.execute(update(table).where(table.c.name == name).values(ready=until))
        return None

    def leave(self, name: str, until: dt.datetime) -> None:
        """Leave a host alone until a time; one that is claimed is left to who has claimed it."""
        table = schema.host
        free = select(table.c.name).where(table.c.name == name).with_for_update(skip_locked=True)
        with self._database.writing() as connection:
            if connection.execute(free).first() is not None:
                connection.execute(update(table).where(table.c.name == name).values(ready=until))
