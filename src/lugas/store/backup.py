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

__all__ = ["back_up", "refuse_taken"]


def refuse_taken(target: Path, replace: bool) -> None:
    """Raise `UsageError` for a file that is there, unless it is to be replaced, and for a store in use in any case.

    What SQLite keeps beside a store that is open, or was when its process died, does not fit another file: a copy put
    in that store's place would be damaged by it.
    """
    logs = [target.with_name(target.name + ending) for ending in ("-wal", "-shm", "-journal")]
    log = next((log for log in logs if os.path.lexists(log)), None)
    if log is not None:
        problem = f"beside {target} lies {log.name}: it is a store in use, or was when its process died"
        raise UsageError(problem, name="target", remedy="name another file")
    if not os.path.lexists(target):
        return
    if target.exists() and not target.is_file():
        raise UsageError(f"{target} is no plain file", name="target", remedy="name another file")
    if not replace:
        remedy = "name another file, or replace it with --force (in Python, replace=True)"
        raise UsageError(f"{target} is there already", name="target", remedy=remedy)


def back_up(database: Database, target: Path, *, replace: bool = False) -> None:
    """Write a copy to a file, which is there when all of it is there; nobody who reads or writes has to wait.

    Raises `UsageError` where a file is there already, unless `replace` lets it be replaced, and for the file of a store
    that is in use.

    A name that ends in `.jsonl` or `.jsonl.gz` gets the lines that any store reads in; any other one a store's file,
    which SQLite alone can give.
    """
    if database.where.file is not None and target.exists() and target.samefile(database.where.file):
        raise UsageError("the backup would replace the store", name="target", remedy="name another file")
    refuse_taken(target, replace)
    if target.name.endswith((".jsonl", ".jsonl.gz")):
        write_file(database, target)
        return
    if database.where.file is None:
        remedy = "name a file that ends in .jsonl or .jsonl.gz, or use the server's pg_dump"
        raise UsageError("a PostgreSQL store has no file to copy", name="target", remedy=remedy)
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
