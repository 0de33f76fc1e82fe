"""From rows to records, and what several parts of the store write alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from typing import Any, TypeVar
from urllib.parse import urlsplit

import msgspec
from sqlalchemy import Column, Connection, RowMapping, Select, Table, bindparam, select, text

from lugas.errors import UsageError
from lugas.store import schema
from lugas.store.database import Database
from lugas.store.prepared import Prepared, PreparedList

__all__ = [
    "batches",
    "columns_of",
    "hold_site",
    "host_of",
    "know_host",
    "record",
    "record_of",
    "refuse_unknown",
    "shared",
    "there",
]

Record = TypeVar("Record", bound=msgspec.Struct)
Item = TypeVar("Item")
MOST_AT_ONCE = 500  # rows or values in one statement
# It ends with its transaction, also where its worker dies. The cast tells it from the lock on one number of 64 bits.
LOCK = Prepared(text("SELECT pg_advisory_xact_lock(CAST(:kind AS integer), CAST(:site_id AS integer))"))
LOCK_KIND = 0x4C55


def columns_of(table: Table, kind: type[msgspec.Struct]) -> list[Column[Any]]:
    """Give the columns of a table that a record holds."""
    return [table.c[name] for name in kind.__struct_fields__]


def record(kind: type[Record], row: RowMapping | Mapping[str, Any]) -> Record:
    """Make a record of a row; columns that it does not hold are left."""
    return kind(**{name: row[name] for name in kind.__struct_fields__})


def record_of(kind: type[Record], values: Iterable[Any]) -> Record:
    """Make a record of a row's values, which are those of `columns_of`."""
    return kind(**dict(zip(kind.__struct_fields__, values, strict=True)))


def batches(items: Iterable[Item], size: int = MOST_AT_ONCE) -> Iterator[Sequence[Item]]:
    """Give the items in lists of so many at most."""
    source = iter(items)
    while batch := list(islice(source, size)):
        yield batch


def shared(chosen: Select[Any]) -> Select[Any]:
    """Let rows that are chosen stay until the transaction ends; others may change them.

    Whoever locks rows of several tables does so in one order, so that no two wait for each other: a site, then its
    articles or sources, then what waits, then the log.
    """
    return chosen.with_for_update(read=True, key_share=True)


def there(connection: Connection, table: Table, numbers: Iterable[int | None]) -> set[int]:
    """Tell which of some numbers are rows', and let those stay until the transaction ends."""
    asked = {number for number in numbers if number is not None}
    return {number for (number,) in _there(table).all(connection, sorted(asked))}


def hold_site(database: Database, connection: Connection, site_id: int) -> None:
    """Let nobody else hold a site until the transaction ends. Who asks first has it first, however many ask."""
    if not database.is_sqlite:  # a file has one writer at a time anyway
        LOCK.run(connection, {"kind": LOCK_KIND, "site_id": site_id % (1 << 31)})


@cache
def _there(table: Table) -> PreparedList:
    number = table.c.id
    return PreparedList(shared(select(number).order_by(number)), number)


def refuse_unknown(changes: Mapping[str, object], known: Iterable[str]) -> None:
    """Raise `UsageError` for a change of what cannot be changed."""
    known = sorted(known)
    for name in changes:
        if name not in known:
            raise UsageError(
                f"{name} cannot be changed", name=name, remedy=f"change one of {', '.join(known)}"
            )


def host_of(url: str) -> str:
    """Give an address' host in small letters, with its port where one is told; `UsageError` if it has none."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        host, port = "", None
    if not host or len(host) > 253 or len(url) > schema.LONGEST_ADDRESS:
        remedy = f"give an absolute address of at most {schema.LONGEST_ADDRESS:,} characters"
        raise UsageError(
            f"the address {url[:200]!r} names no host, or is too long", name="url", remedy=remedy
        )
    return f"{host}:{port}" if port is not None else host


KEPT_HOST = Prepared(shared(select(schema.host.c.name).where(schema.host.c.name == bindparam("named"))))


def know_host(database: Database, connection: Connection, name: str) -> None:
    """See that a host has its row, and keeps it until the transaction ends: it may be asked from now on."""
    values = {"name": name, "ready": database.clock()}
    for _ in range(2):
        connection.execute(database.insert_new(schema.host).values(values))
        if database.is_sqlite or KEPT_HOST.first(connection, {"named": name}) is not None:
            return
        # It was there, and was dropped before it could be locked.
