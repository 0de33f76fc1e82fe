"""Bringing a store to the version that this library works with: a new one, or one of an earlier release."""

from __future__ import annotations

import os
import threading
from pathlib import Path

from sqlalchemy import Connection, MetaData, inspect, text

from lugas.errors import StoreError
from lugas.store.database import Database
from lugas.store.schema import METADATA

__all__ = ["REVISIONS", "bring_up"]

# Every version that a store has had, the first one first; each is a file of `revisions/`.
REVISIONS = ("0001",)
VERSION_TABLE = "lugas_version"

APPLICATION = (
    0x4C554741  # "LUGA", in the header of the file: how a store is told from another program's database
)
HERE = Path(__file__).parent
ADVISORY_LOCK = 0x4C554741

alembic_is_global = threading.Lock()  # what a revision calls is kept in module variables while it runs


def bring_up(database: Database) -> None:
    """Make the tables, or change those of an earlier release; all in one transaction.

    Raises `StoreError` where the database is no store, or one of a newer release.
    """
    if database.where.file is not None:
        _prepare_file(database.where.file, database.where.shown)
    with database.asking() as connection:
        if _version(database, connection) == REVISIONS[-1]:
            return
    with alembic_is_global, database.writing() as connection:
        if database.is_sqlite:
            connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION}")
        else:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ADVISORY_LOCK})
            _make_schema(database, connection)
        if _version(database, connection) != REVISIONS[-1]:  # nobody else did it in the meantime
            _run(connection)


def _prepare_file(file: Path, shown: str) -> None:
    """Make the file, for its owner alone, or see that it is a database at all."""
    try:
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))
        with file.open("rb") as opened:
            begin = opened.read(16)
    except OSError as error:
        remedy = "see who owns the file and its folder, or name another with --store"
        raise StoreError(shown, f"cannot be opened: {error.strerror or error}", remedy) from error
    if begin and begin != b"SQLite format 3\x00":
        raise StoreError(shown, "is not a store", "name another file with --store")


def _version(database: Database, connection: Connection) -> str | None:
    """Tell which version a store has, `None` for an empty database."""
    shown = database.where.shown
    if database.is_sqlite:
        application = connection.exec_driver_sql("PRAGMA application_id").scalar()
        if application not in {0, APPLICATION}:
            raise StoreError(shown, "is another program's database", "name another file with --store")
    else:
        encoding = connection.exec_driver_sql("SHOW server_encoding").scalar()
        if encoding != "UTF8":
            raise StoreError(shown, f"holds text as {encoding}", "make the database with createdb -E UTF8")
    tables = set(inspect(connection).get_table_names())
    if not tables:
        return None
    if VERSION_TABLE not in tables:
        remedy = "name another file with --store" if database.is_sqlite else "name another with ?schema=name"
        raise StoreError(shown, "is another program's database", remedy)
    found = connection.exec_driver_sql(f"SELECT version_num FROM {VERSION_TABLE}").scalars().all()  # noqa: S608 - a name of ours
    newest = max(found, default=None)
    if newest is not None and newest not in REVISIONS:
        raise StoreError(shown, f"was written by a newer release (version {newest})", "upgrade lugas")
    return newest


def _make_schema(database: Database, connection: Connection) -> None:
    name = database.where.schema
    known = connection.execute(text("SELECT 1 FROM pg_namespace WHERE nspname = :name"), {"name": name})
    if known.first() is None:
        connection.exec_driver_sql(f'CREATE SCHEMA "{name}"')  # checked where the address was read


def _run(connection: Connection) -> None:
    # Alembic is loaded only where there is something to change.
    from alembic import command  # noqa: PLC0415 - only then, as said above
    from alembic.config import Config  # noqa: PLC0415 - only then, as said above

    config = Config()
    config.set_main_option("script_location", str(HERE / "migrations").replace("%", "%%"))
    config.set_main_option("version_locations", str(HERE / "revisions").replace("%", "%%"))
    config.set_main_option("path_separator", "newline")
    config.attributes["connection"] = connection
    config.attributes["version_table"] = VERSION_TABLE
    config.attributes["names"] = MetaData(naming_convention=METADATA.naming_convention)
    command.upgrade(config, "head")
