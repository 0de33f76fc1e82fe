"""The log of visits, for each site."""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import bindparam, insert, select

from lugas.store import schema
from lugas.store.database import Database
from lugas.store.prepared import Prepared
from lugas.store.records import Visit
from lugas.store.rows import columns_of, record, shared

__all__ = ["ADD_VISIT", "Visits", "visit_values"]

_TOLD = {
    column.name: column for column in schema.visit.c if column.name not in {"id", "site_id", "source_id"}
}
_SITE, _SOURCE = (
    shared(select(table.c.id).where(table.c.id == bindparam(name, type_=table.c.id.type)))
    for name, table in (("site_id", schema.site), ("source_id", schema.source))
)

# Made once: to put a statement together takes longer than to run it. A site may be removed while it is visited, and
# a source: then nothing is written of the one, and what is written of the other names none. The site is locked first,
# as by all who lock both.
ADD_VISIT = Prepared(
    insert(schema.visit).from_select(
        ["site_id", "source_id", *_TOLD],
        select(
            _SITE.subquery().c.id,
            _SOURCE.scalar_subquery(),
            *(bindparam(name, type_=column.type) for name, column in _TOLD.items()),
        ),
    )
)


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
        """Write a visit down that belongs to no claim; of a site that is there no more, none."""
        with self._database.writing() as connection:
            ADD_VISIT.run(connection, visit_values(visit))

    def of_site(self, site_id: int, *, before: int | None = None, limit: int = 50) -> tuple[Visit, ...]:
        """Give a site's last visits, the newest first; for those before, give the number of the last one."""
        table = schema.visit
        chosen = select(*self._columns).where(table.c.site_id == site_id)
        if before is not None:
            chosen = chosen.where(table.c.id < before)
        with self._database.asking() as connection:
            rows = connection.execute(chosen.order_by(table.c.id.desc()).limit(limit)).mappings()
            return tuple(record(Visit, row) for row in rows)
