"""Reading a store's lines into an empty store."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, Float, exists, insert, select, text
from sqlalchemy.exc import IntegrityError

from lugas.errors import DecodeError, LugasError, StoreError
from lugas.parcel.face import face_of
from lugas.parcel.packing import pack, read_article
from lugas.store import schema
from lugas.store.columns import Digest, Instant, Plain, address_digest
from lugas.store.database import Database
from lugas.store.indexing import Indexing
from lugas.store.keeper import SECRETS
from lugas.store.transfer import FORMAT, LEFT_OUT, TABLES, opened

__all__ = ["load_file", "load_lines"]

LONGEST_LINE = 1 << 28
ROWS_AT_ONCE = 200
BYTES_AT_ONCE = 4 << 20  # of lines: a row may be megabytes
WITH_ADDRESS = {"source", "queue", "address"}


class WrongLineError(Exception):
    """A line is not what a store writes."""


def load_file(database: Database, indexing: Indexing, path: Path) -> int:
    """Read the lines of a file, packed where its name ends in `.gz`; tells how many rows came in."""
    try:
        with opened(path, "rb") as file:
            return load_lines(database, indexing, iter(lambda: file.readline(LONGEST_LINE), b""), str(path))
    except (OSError, EOFError) as error:
        told = getattr(error, "strerror", None) or str(error)
        raise StoreError(str(path), f"cannot be read: {told}", "see whether it is all there") from error


def load_lines(database: Database, indexing: Indexing, lines: Iterable[bytes], name: str = "lines") -> int:
    """Read lines into an empty store, all of them or, where one is wrong, none; tells how many rows came in.

    Raises `DecodeError`, which names the line, and `StoreError` where the store is not empty.
    """
    number = 0
    with database.filling() as connection:
        _refuse_full(database, connection)
        loader = Loader(database, indexing, connection)
        indexing.index.fill(connection, begins=True)
        try:
            for number, line in enumerate(lines, 1):  # noqa: B007 - the number is told where one is wrong
                loader.take(line)
            loader.finish()
            indexing.index.fill(connection, begins=False)
            if not database.is_sqlite:
                connection.execute(
                    text("ANALYZE")
                )  # a server looks at new tables by itself only after a minute
        except (WrongLineError, msgspec.MsgspecError, UnicodeError, OverflowError, LugasError) as error:
            raise DecodeError(name, f"line {number}: {error}") from error
        except IntegrityError as error:
            raise DecodeError(name, f"line {number} or shortly before: {error.orig}") from error
    return loader.rows


def _refuse_full(database: Database, connection: Connection) -> None:
    for table in TABLES.values():
        if connection.execute(select(table).limit(1)).first() is not None:
            raise StoreError(database.where.shown, "is not empty", "read the lines into a new store")


class Loader:
    """Takes line after line, and writes rows some hundred at a time."""

    def __init__(self, database: Database, indexing: Indexing, connection: Connection) -> None:
        self.rows = 0
        self._database = database
        self._indexing = indexing
        self._connection = connection
        self._table = ""
        self._waiting: list[dict[str, Any]] = []
        self._weight = 0  # bytes of lines that wait
        self._begun = False
        self._ended = False

    def take(self, line: bytes) -> None:
        """Take the next line."""
        told = msgspec.json.decode(line, type=dict[str, msgspec.Raw])
        if len(told) != 1 or self._ended:
            raise WrongLineError("is not one of a store's lines")
        ((name, raw),) = told.items()
        if not self._begun:
            self._begin(name, raw)
        elif name == "counters":
            self._count_from(msgspec.json.decode(raw, type=dict[str, int]))
        elif name == "end":
            self._end(msgspec.json.decode(raw, type=dict[str, int]))
        elif name in TABLES:
            self._row(name, msgspec.json.decode(raw, type=dict[str, msgspec.Raw]))
        else:
            raise WrongLineError(f"has an unknown kind of row, {name[:100]!r}")

    def finish(self) -> None:
        """See that the last line was there."""
        if not self._ended:
            raise WrongLineError("is the last one there is: the end is missing")
        told = select(schema.article.c.id).where(
            ~exists().where(schema.prose.c.place == schema.article.c.place)
        )
        bare = self._connection.execute(told.limit(1)).scalar()
        if bare is not None:
            raise WrongLineError(f"comes, and the newest version of article {bare} is missing")

    def _begin(self, name: str, raw: msgspec.Raw) -> None:
        if name != "lugas_store":
            raise WrongLineError("does not begin what a store writes")
        told = msgspec.json.decode(raw, type=dict[str, int])
        if told.get("format") != FORMAT:
            raise WrongLineError(f"names format {told.get('format')}, written by another release")
        self._begun = True

    def _row(self, name: str, told: dict[str, msgspec.Raw]) -> None:
        full = len(self._waiting) >= ROWS_AT_ONCE or self._weight >= BYTES_AT_ONCE
        if name != self._table or full:
            self._write()
            self._table = name
        table = TABLES[name]
        values = {
            column.name: _value(column.type, told[column.name])
            for column in table.c
            if column.name not in LEFT_OUT.get(name, ()) and column.name in told
        }
        if name in WITH_ADDRESS:
            values["digest"] = address_digest(str(values["url"]))
        self.rows += 1
        if name == "setting" and values.get("name") in SECRETS:
            return  # another store's
        self._weight += sum(len(bytes(raw)) for raw in told.values())
        if name == "version":
            self._version(values, bytes(told["article"]))
        else:
            self._waiting.append(values)

    def _write(self) -> None:
        if self._waiting:
            self._connection.execute(insert(TABLES[self._table]), self._waiting)
        self._waiting, self._weight = [], 0

    def _version(self, values: dict[str, Any], data: bytes) -> None:
        article = read_article(data, f"stored article {values['article_id']}")
        self._connection.execute(insert(schema.version).values(**values, packed=pack(data)))
        table = schema.article
        chosen = select(table.c.place, table.c.site_id, table.c.version)
        row = self._connection.execute(chosen.where(table.c.id == values["article_id"])).first()
        if row is not None and row.version == values["number"]:
            self._indexing.put(self._connection, row.place, row.site_id, face_of(article), fresh=True)

    def _count_from(self, told: dict[str, int]) -> None:
        for name, last in told.items():
            table = TABLES.get(name)
            if table is None or "id" not in table.c or last < 1:
                continue
            values = {"name": name, "last": last}
            if self._database.is_sqlite:
                asked = "INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :last)"
            else:
                asked = "SELECT setval(pg_get_serial_sequence(:name, 'id'), :last)"
            self._connection.execute(text(asked), values)

    def _end(self, told: dict[str, int]) -> None:
        self._write()
        if told.get("rows") != self.rows:
            raise WrongLineError(f"tells of {told.get('rows')} rows where {self.rows} came: some are missing")
        self._ended = True


def _value(kind: object, raw: msgspec.Raw) -> object:
    if bytes(raw) == b"null":
        return None
    if isinstance(kind, Instant):
        return msgspec.json.decode(raw, type=dt.datetime)
    if isinstance(kind, Plain):
        return msgspec.json.decode(raw, type=str)
    if isinstance(kind, Digest):
        try:
            return base64.b64decode(msgspec.json.decode(raw, type=str), validate=True)
        except binascii.Error as error:
            raise WrongLineError(str(error)) from error
    if isinstance(kind, Float):
        return msgspec.json.decode(raw, type=float)
    return msgspec.json.decode(raw, type=int)
