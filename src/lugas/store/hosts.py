"""The hosts that are asked: when each may be asked again, and what its robots.txt said."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import bindparam, select, update

from lugas.store import schema
from lugas.store.claims import REST
from lugas.store.database import Database
from lugas.store.records import HostRow
from lugas.store.rows import columns_of, know_host, record

__all__ = ["Hosts"]

# One that somebody adds to is free: that locks it less than a claim does.
FREE = (
    select(schema.host.c.ready)
    .where(schema.host.c.name == bindparam("named"))
    .with_for_update(key_share=True, skip_locked=True)
)


class Hosts:
    """Tells of a host what asking it politely needs. It is written by who holds the host's claim (`claims.py`).

    Who looks a site over has nothing to claim, and takes its host for a while: until then nobody claims it.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._columns = columns_of(schema.host, HostRow)
        self._taken: dict[str, dt.datetime] = {}

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
            ready: dt.datetime | None = connection.execute(FREE, {"named": name}).scalar()
            if ready is None:
                return now + dt.timedelta(seconds=1)
            if ready > now:
                return ready
            connection.execute(update(table).where(table.c.name == name).values(ready=until))
            self._taken[name] = until
        return None

    def leave(self, name: str, until: dt.datetime) -> None:
        """Leave a host alone until a time; one that is claimed is left to who has claimed it.

        Where somebody else wants it to be left alone for longer, that holds.
        """
        asked = {"named": name, "known": self._taken.pop(name, None), "until": until}
        with self._database.writing() as connection:
            if connection.execute(FREE, {"named": name}).first() is not None:
                REST.run(connection, asked)
