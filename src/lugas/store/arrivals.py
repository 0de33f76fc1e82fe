"""Articles in the order in which they came in: what reader apps ask for, to learn what they do not have yet."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, func, select

from lugas.parcel.words import label_key
from lugas.store import schema
from lugas.store.columns import LARGEST
from lugas.store.database import Database
from lugas.store.records import Arrival, Arrived
from lugas.store.rows import columns_of, record

__all__ = ["EVERYTHING", "Arrivals"]

EVERYTHING = Arrived()
MOST = 1_000_000
# So many that came in since a time are looked at one by one to find the first; of more, all are.
FEW = 2_000
UNREAD = schema.article.c.id.in_(select(schema.unread.c.article_id))
SAVED = schema.article.c.id.in_(select(schema.saved.c.article_id))


class Arrivals:
    """Lists articles by when they came in, which their numbers tell, and marks what a list holds as read."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(
        self, arrived: Arrived = EVERYTHING, *, oldest_first: bool = False, limit: int = 20
    ) -> tuple[Arrival, ...]:
        """Give what came in, the last one first unless `oldest_first`; the number of the last leads to the next."""
        table = schema.article
        with self._database.asking() as connection:
            wanted = conditions(connection, arrived)
            order = table.c.id if oldest_first else table.c.id.desc()
            asked = select(*columns_of(table, Arrival)).where(*wanted).order_by(order)
            rows = connection.execute(asked.limit(max(0, min(limit, MOST)))).mappings()
            return tuple(record(Arrival, row) for row in rows)

    def count(self, arrived: Arrived = EVERYTHING) -> int:
        """Count what came in."""
        with self._database.asking() as connection:
            asked = select(func.count()).select_from(schema.article)
            return int(connection.execute(asked.where(*conditions(connection, arrived))).scalar_one())

    def unread(self) -> dict[int, tuple[int, dt.datetime]]:
        """Give by site how many articles are unread, and when the last of them was first seen."""
        table = schema.article
        asked = select(table.c.site_id, func.count(), func.max(table.c.first_seen)).join(
            schema.unread, schema.unread.c.article_id == table.c.id
        )
        with self._database.asking() as connection:
            rows = connection.execute(asked.group_by(table.c.site_id).order_by(table.c.site_id)).all()
        return {site_id: (count, last) for site_id, count, last in rows}

    def mark_read(self, arrived: Arrived) -> None:
        """Mark all that a list holds as read."""
        self._database.write(lambda connection: self._mark_read(connection, arrived))

    @staticmethod
    def _mark_read(connection: Connection, arrived: Arrived) -> None:
        wanted = conditions(connection, arrived)
        chosen = delete(schema.unread)
        if wanted:
            numbers = select(schema.article.c.id).where(*wanted)
            chosen = chosen.where(schema.unread.c.article_id.in_(numbers))
        connection.execute(chosen)


def conditions(connection: Connection, arrived: Arrived) -> list[ColumnElement[bool]]:
    """Give what is true of the articles of a list."""
    table = schema.article
    wanted: list[Any] = []
    if arrived.site_ids is not None:
        wanted.append(table.c.site_id.in_(sorted(arrived.site_ids)))
    if arrived.section is not None:
        label, labelled = schema.label, schema.labelled
        mine = (label.c.kind == "section") & (label.c.key == label_key(arrived.section))
        places = select(labelled.c.place).join(label, label.c.id == labelled.c.label_id).where(mine)
        wanted.append(table.c.place.in_(places))
    if arrived.unread is not None:
        wanted.append(UNREAD if arrived.unread else ~UNREAD)
    if arrived.saved is not None:
        wanted.append(SAVED if arrived.saved else ~SAVED)
    after = arrived.after
    if arrived.since is not None:
        wanted.append(table.c.first_seen >= arrived.since)
        seen = select(table.c.id).where(wanted[-1]).order_by(table.c.first_seen).limit(FEW + 1)
        numbers = connection.execute(seen).scalars().all()
        if len(numbers) <= FEW:
            after = max(after or 0, min(numbers, default=LARGEST) - 1)
    if arrived.until is not None:
        wanted.append(table.c.first_seen <= arrived.until)
    if after is not None:
        wanted.append(table.c.id > max(-LARGEST, min(after, LARGEST)))
    if arrived.before is not None:
        wanted.append(table.c.id < max(-LARGEST, min(arrived.before, LARGEST)))
    return wanted
