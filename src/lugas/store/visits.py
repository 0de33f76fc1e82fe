"""The log of visits, for each site."""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import insert, select

from lugas.store import schema
from lugas.store.database import Database
from lugas.store.records import Visit
from lugas.store.rows import columns_of, record

__all__ = ["ADD_VISIT", "Visits", "visit_values"]

ADD_VISIT = insert(schema.visit)  # made once: to put a statement together takes longer than to run it


def visit_values(visit: Visit) -> dict[str, Any]:
    """Give what is written of a visit: all but the number, which it gets."""
    values = msgspec.structs.asdict(visit)
    del values["id"]
    return values


class Visits:
    """Writes and tells the log."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._columns = columns_of(schema.visit, Visit)

    def add(self, visit: Visit) -> None:
        """Write a visit down that belongs to no claim."""
        with self._database.writing() as connection:
            connection.execute(ADD_VISIT, visit_values(visit))

    def of_site(self, site_id: int, *, before: int | None = None, limit: int = 50) -> tuple[Visit, ...]:
        """Give a site's last visits, the newest first; for those before, give the number of the last one."""
        table = schema.visit
        chosen = select(*self._columns).where(table.c.site_id == site_id)
        if before is not None:
            chosen = chosen.where(table.c.id < before)
        with self._database.asking() as connection:
            rows = connection.execute(chosen.order_by(table.c.id.desc()).limit(limit)).mappings()
            return tuple(record(Visit, row) for row in rows)
