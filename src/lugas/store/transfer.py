"""Everything as lines of JSON, and what a line holds.

Passwords and logins stay where they are, and so does what hubs sign with: a store that the lines are read into is known
to no hub, and asks each anew under a secret of its own.

The first line names the format, the last one counts the others; between them is a line for each row, table by table,
in one order. What can be made again of the rest is left out: the index of words, what labels which article, digests
of addresses. Written, read in and written again, the lines are the same bytes, whatever database is between.
"""

from __future__ import annotations

import gzip
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any, cast

import msgspec
from sqlalchemy import Connection, Table, select, text

from lugas.errors import StoreError
from lugas.parcel.packing import unpack
from lugas.store import schema
from lugas.store.database import Database
from lugas.store.keeper import SECRETS

__all__ = ["FORMAT", "LEFT_OUT", "TABLES", "counters", "export_lines", "opened", "write_file"]

FORMAT = 1

# In the order in which rows may be written: what is pointed at comes first.
TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        schema.host,
        schema.site,
        schema.source,
        schema.queue,
        schema.label,
        schema.article,
        schema.version,
        schema.trait,
        schema.address,
        schema.moved,
        schema.saved,
        schema.unread,
        schema.presence,
        schema.setting,
        schema.visit,
    )
}
LEFT_OUT = {
    "source": {"digest", "secret", "leased"},
    "queue": {"digest"},
    "address": {"digest"},
    "version": {"packed"},
}
# So that a few megabytes are held at once: a source may remember four, a host half of one, a page's hint a tenth.
ROWS_AT_ONCE = {"version": 10, "source": 2, "host": 10, "queue": 50}


def export_lines(database: Database) -> Iterator[bytes]:
    """Give the lines, as the store is at one moment, however long it takes to write them."""
    with database.reading() as connection:
        last = counters(database, connection)  # asked first: with it begins the moment that is seen
        yield _line("lugas_store", {"format": FORMAT})
        yield _line("counters", last)
        rows = 0
        for name, table in TABLES.items():
            for line in _lines_of(connection, name, table):
                rows += 1
                yield line
        yield _line("end", {"rows": rows})


def _lines_of(connection: Connection, name: str, table: Table) -> Iterator[bytes]:
    columns = [column for column in table.c if column.name not in LEFT_OUT.get(name, ())]
    asked = columns if name != "version" else [*columns, table.c.packed]
    ordered = select(*asked).order_by(*table.primary_key.columns)
    streamed = connection.execute(ordered.execution_options(yield_per=ROWS_AT_ONCE.get(name, 500)))
    for row in streamed.mappings():
        if name == "setting" and row["name"] in SECRETS:
            continue
        values: dict[str, Any] = {column.name: row[column.name] for column in columns}
        if name == "version":
            values["article"] = msgspec.Raw(unpack(row["packed"], f"stored article {row['article_id']}"))
        yield _line(name, values)


def _line(name: str, values: dict[str, Any]) -> bytes:
    return msgspec.json.encode({name: values}) + b"\n"


def counters(database: Database, connection: Connection) -> dict[str, int]:
    """Give the last number that each table gave to a row: no number is ever given again."""
    names = [name for name, table in TABLES.items() if "id" in table.c and name != "moved"]
    if database.is_sqlite:
        found = connection.execute(text("SELECT name, seq FROM sqlite_sequence"))
        told = {name: int(last) for name, last in found}
        return {name: told.get(name, 0) for name in names}
    asked = text("SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {}")
    return {
        name: int(connection.execute(text(asked.text.format(f"{name}_id_seq"))).scalar_one())
        for name in names
    }


@contextmanager
def opened(path: Path, mode: str) -> Iterator[IO[bytes]]:
    """Open a file of lines, packed where its name ends in `.gz`; the same lines make the same bytes."""
    with path.open(mode) as plain:
        if path.name.removesuffix(".partial").endswith(".gz"):
            with gzip.GzipFile(filename="", mode=mode, fileobj=plain, compresslevel=6, mtime=0) as packed:
                yield cast("IO[bytes]", packed)
        else:
            yield cast("IO[bytes]", plain)


def write_file(database: Database, path: Path) -> None:
    """Write the lines to a file, which is there when all of it is there."""
    partial = path.with_name(f"{path.name}.partial")
    try:
        partial.unlink(missing_ok=True)  # a link there would be followed, and its rights kept
        os.close(os.open(partial, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        with opened(partial, "wb") as file:
            for line in export_lines(database):
                file.write(line)
        partial.replace(path)
    except OSError as error:
        remedy = "see whether the folder exists and has room"
        raise StoreError(str(path), f"cannot be written: {error.strerror or error}", remedy) from error
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
