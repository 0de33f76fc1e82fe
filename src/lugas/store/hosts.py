"""The hosts that are asked: when each may be asked again, and what its robots.txt said."""

from __future__ import annotations

from sqlalchemy import select

from lugas.store import schema
from lugas.store.database import Database
from lugas.store.records import HostRow
from lugas.store.rows import columns_of, record

__all__ = ["Hosts"]


class Hosts:
    """Tells of a host what asking it politely needs. It is written by who holds the host's claim (`claims.py`)."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._columns = columns_of(schema.host, HostRow)

    def get(self, name: str) -> HostRow | None:
        """Give what is known of a host."""
        with self._database.asking() as connection:
            chosen = select(*self._columns).where(schema.host.c.name == name)
            row = connection.execute(chosen).mappings().first()
        return None if row is None else record(HostRow, row)
