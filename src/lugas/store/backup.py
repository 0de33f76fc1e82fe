"""A copy of a store that is in use, as it is at one moment."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from lugas.errors import StoreError, UsageError
from lugas.store.database import Database
from lugas.store.transfer import write_file
from lugas.store.trouble import telling

__all__ = ["back_up"]


def back_up(database: Database, target: Path) -> None:
    """Write a copy to a file, which is there when all of it is there; nobody who reads or writes has to wait.

    A name that ends in `.jsonl` or `.jsonl.gz` gets the lines that any store reads in; any other one a store's file,
    which SQLite alone can give.
    """
    if target.name.endswith((".jsonl", ".jsonl.gz")):
        write_file(database, target)
        return
    if database.where.file is None:
        remedy = "name a file that ends in .jsonl or .jsonl.gz, or use the server's pg_dump"
        raise UsageError("a PostgreSQL store has no file to copy", name="target", remedy=remedy)
    if target.exists() and target.samefile(database.where.file):
        raise UsageError("the backup would replace the store", name="target", remedy="name another file")
    partial = target.with_name(f"{target.name}.partial")
    try:
        partial.unlink(missing_ok=True)
        os.close(os.open(partial, os.O_CREAT | os.O_RDWR, 0o600))
        with telling(str(partial)):
            _copy(database.where.file, partial)
        partial.replace(target)
    except OSError as error:
        remedy = "see whether the folder exists and has room"
        raise StoreError(str(target), f"cannot be written: {error.strerror or error}", remedy) from error
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)


def _copy(file: Path, target: Path) -> None:
    # In one step: with the write-ahead log a reader holds nobody up, and a copy in many steps would begin anew
    # whenever another process writes.
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy, pages=-1)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, which holds everything
