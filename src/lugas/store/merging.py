"""Two rows that turn out to be one article become one."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, RowMapping, delete, insert, select, update

from lugas.errors import UsageError
from lugas.parcel.face import face_of
from lugas.parcel.packing import article_in
from lugas.store import schema
from lugas.store.database import Database
from lugas.store.indexing import Indexing

__all__ = ["Merging"]


class Merging:
    """Makes two articles one."""

    def __init__(self, database: Database, indexing: Indexing) -> None:
        self._database = database
        self._indexing = indexing

    def merge(self, kept: int, gone: int) -> None:
        """Let the article `gone` become one with `kept`: its addresses lead there, and so does its number.

        The versions of both are numbered anew in the order they were seen, one directly after another of the same
        digest left out. `kept` stays listed where it is.
        """
        if kept == gone:
            raise UsageError("an article cannot become one with itself", name="gone", remedy="give another")
        self._database.write(lambda connection: self._merge(connection, kept, gone))

    def _merge(self, connection: Connection, kept: int, gone: int) -> None:
        table = schema.article
        both: dict[int, RowMapping] = {}
        for number in sorted((kept, gone)):
            chosen = select(table).where(table.c.id == number).with_for_update()
            row = connection.execute(chosen).mappings().first()
            if row is None:
                raise UsageError(f"there is no article {number}", name="article", remedy="look it up again")
            both[number] = row
        newest = self._renumber(connection, kept, gone)
        for pointing in (schema.address, schema.moved):
            chosen_rows = update(pointing).where(pointing.c.article_id == gone)
            connection.execute(chosen_rows.values(article_id=kept))
        self._keep_saved(connection, kept, gone)
        self._keep_read(connection, kept, gone)
        self._indexing.drop(connection, [both[gone]["place"]])
        connection.execute(delete(table).where(table.c.id == gone))
        connection.execute(insert(schema.moved).values(id=gone, article_id=kept))
        self._show(connection, kept, both, newest)

    @staticmethod
    def _keep_saved(connection: Connection, kept: int, gone: int) -> None:
        """Let the one be saved where the reader saved either."""
        table = schema.saved
        known = connection.execute(select(table.c.id).where(table.c.article_id == kept)).first()
        if known is None:
            chosen = update(table).where(table.c.article_id == gone)
            connection.execute(chosen.values(article_id=kept))

    @staticmethod
    def _keep_read(connection: Connection, kept: int, gone: int) -> None:
        """Let the one be read where the reader read either."""
        table = schema.unread
        unread = connection.execute(select(table.c.article_id).where(table.c.article_id == gone)).first()
        if unread is None:
            connection.execute(delete(table).where(table.c.article_id == kept))

    @staticmethod
    def _renumber(connection: Connection, kept: int, gone: int) -> int:
        """Put the versions of both in order, and give the number of the last."""
        table = schema.version
        columns = (table.c.article_id, table.c.number, table.c.seen, table.c.digest)
        rows = connection.execute(select(*columns).where(table.c.article_id.in_([kept, gone]))).all()
        rows = sorted(rows, key=lambda row: (row.seen, row.article_id != kept, row.number))
        last: bytes | None = None
        number = 0
        # First out of the way, below zero: a number that is free at the end may be taken until then.
        for row in rows:
            mine = (table.c.article_id == row.article_id) & (table.c.number == row.number)
            if row.digest == last:
                connection.execute(delete(table).where(mine))
                continue
            last = row.digest
            number += 1
            connection.execute(update(table).where(mine).values(article_id=kept, number=-number))
        ours = table.c.article_id == kept
        for at in range(1, number + 1):
            connection.execute(update(table).where(ours, table.c.number == -at).values(number=at))
        return number

    def _show(self, connection: Connection, kept: int, both: dict[int, RowMapping], newest: int) -> None:
        """Let the row of the article tell of its newest version."""
        table = schema.version
        chosen = select(table).where(table.c.article_id == kept, table.c.number == newest)
        row = connection.execute(chosen).mappings().one()
        face = face_of(article_in(row["packed"], f"stored article {kept}"))
        values: dict[str, Any] = {
            **face.values,
            "version": newest,
            "digest": row["digest"],
            "changed": row["seen"],
            "checked": max(one["checked"] for one in both.values()),
            "first_seen": min(one["first_seen"] for one in both.values()),
            "bytes": sum(one["bytes"] for one in both.values()),
        }
        connection.execute(update(schema.article).where(schema.article.c.id == kept).values(values))
        mine = both[kept]
        self._indexing.put(connection, mine["place"], mine["site_id"], face, fresh=False)
