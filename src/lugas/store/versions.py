"""The versions of an article."""

from __future__ import annotations

from sqlalchemy import Connection, select, update

from lugas.errors import DecodeError
from lugas.model import Article
from lugas.parcel.packing import Parcel, article_in
from lugas.store import schema
from lugas.store.database import Database
from lugas.store.records import VersionRow
from lugas.store.rows import columns_of, record

__all__ = ["Versions"]


class Versions:
    """Gives an article as it was."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._columns = columns_of(schema.version, VersionRow)

    def of(self, article_id: int, *, before: int | None = None, limit: int = 100) -> tuple[VersionRow, ...]:
        """Give an article's versions, the newest first; for those before, give the number of the last one."""
        table = schema.version
        chosen = select(*self._columns).where(table.c.article_id == article_id)
        if before is not None:
            chosen = chosen.where(table.c.number < before)
        with self._database.asking() as connection:
            rows = connection.execute(chosen.order_by(table.c.number.desc()).limit(limit)).mappings()
            return tuple(record(VersionRow, row) for row in rows)

    def get(self, article_id: int, number: int) -> Article | None:
        """Give a version; raises `DecodeError` where it is stored but cannot be read any more."""
        table = schema.version
        mine = (table.c.article_id == article_id) & (table.c.number == number)
        with self._database.asking() as connection:
            packed = connection.execute(select(table.c.packed).where(mine)).scalar()
        return (
            None if packed is None else article_in(packed, f"stored article {article_id}, version {number}")
        )

    def mend(self, article_id: int, parcel: Parcel) -> None:
        """Write those of an article's versions anew that cannot be read any more and are what is in the parcel."""
        self._database.write(lambda connection: self._mend(connection, article_id, parcel))

    @staticmethod
    def _mend(connection: Connection, article_id: int, parcel: Parcel) -> None:
        table, article = schema.version, schema.article
        mine = (table.c.article_id == article_id) & (table.c.digest == parcel.digest)
        for number, packed in connection.execute(select(table.c.number, table.c.packed).where(mine)).all():
            try:
                article_in(packed, f"stored article {article_id}, version {number}")
            except DecodeError:
                values = {"size": parcel.size, "packed": parcel.packed}
                connection.execute(update(table).where(mine, table.c.number == number).values(values))
                more = article.c.bytes + (len(parcel.packed) - len(packed))
                connection.execute(update(article).where(article.c.id == article_id).values(bytes=more))
