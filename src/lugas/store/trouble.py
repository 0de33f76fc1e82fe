"""What a database's errors mean, and what to do about them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError, StatementError

from lugas.errors import LugasError, StoreError

__all__ = ["passes", "telling", "trouble"]

# The beginning of SQLite's name for an error: what it means, and the remedy.
SQLITE = (
    ("SQLITE_BUSY", "is locked by another process", "wait until that has ended, or end it"),
    ("SQLITE_LOCKED", "is locked", "try again"),
    (
        "SQLITE_READONLY",
        "cannot be written",
        "see who owns the file and its folder, or name another with --store",
    ),
    (
        "SQLITE_PERM",
        "cannot be written",
        "see who owns the file and its folder, or name another with --store",
    ),
    ("SQLITE_CANTOPEN", "cannot be opened", "see that the folder exists and may be written"),
    ("SQLITE_FULL", "has no room left on its disk", "make room, or keep fewer articles"),
    ("SQLITE_NOTADB", "is not a store", "name another file with --store"),
    ("SQLITE_CORRUPT", "is damaged", "restore a backup, or export what can be read"),
    ("SQLITE_IOERR", "cannot be read or written", "see whether the disk is full or failing"),
)

# The beginning of a SQLSTATE, the longer ones first.
POSTGRESQL = (
    (
        "28",
        "the server refuses this user",
        "see the user and password of the address, and the server's pg_hba.conf",
    ),
    ("3D000", "has no such database", "make it first, with createdb"),
    ("42501", "this user may not do that", "let the user own the schema, or create it for them"),
    ("53100", "the server's disk is full", "make room, or keep fewer articles"),
    ("53300", "the server has no connection left", "close other clients, or raise its max_connections"),
    ("55P03", "is locked by another process", "wait until that has ended, or end it"),
    ("25006", "cannot be written: the server is read-only", "name the primary server"),
    ("57", "the server ended the connection", "try again when it is up"),
    ("08", "the server cannot be reached", "see whether it runs, and the host and port of the address"),
)

# Two workers met: one of them goes first, and the other does its work again.
PASSING = ("40001", "40P01", "23505", "23503")


@contextmanager
def telling(shown: str) -> Iterator[None]:
    """Raise a database's error as a `StoreError` that names the store and the remedy."""
    try:
        yield
    except SQLAlchemyError as error:
        if isinstance(error, StatementError) and isinstance(error.orig, LugasError):
            raise error.orig from error  # a value that a column's type refused
        raise trouble(shown, error) from error
    except sqlite3.Error as error:
        raise trouble(shown, error) from error


def trouble(shown: str, error: SQLAlchemyError | sqlite3.Error) -> StoreError:
    """Say what an error means."""
    cause: BaseException | None = error.orig if isinstance(error, DBAPIError) else error
    name = str(getattr(cause, "sqlite_errorname", "") or "")
    state = str(getattr(cause, "sqlstate", "") or "")
    if isinstance(error, DBAPIError) and not name and not state and _is_connecting(cause):
        state = _state_told(str(cause))
    for known, told in ((SQLITE, name), (POSTGRESQL, state)):
        for begin, problem, remedy in known:
            if told.startswith(begin):
                return StoreError(shown, problem, remedy)
    words = " ".join(str(cause or error).split())[:300]
    return StoreError(shown, f"does not answer as it should: {words}")


def passes(error: DBAPIError | StoreError) -> bool:
    """Whether an error is two workers' meeting, which passes when one of them does its work again."""
    cause = error.__cause__ if isinstance(error, StoreError) else error
    return isinstance(cause, DBAPIError) and str(getattr(cause.orig, "sqlstate", "") or "") in PASSING


def _is_connecting(cause: BaseException | None) -> bool:
    return type(cause).__name__ in {"OperationalError", "ConnectionTimeout"}


def _state_told(message: str) -> str:
    """Give the code that a server's refusal to connect leaves out: the driver has only its words then."""
    if "authentication failed" in message or "pg_hba.conf" in message or "no password supplied" in message:
        return "28000"
    if "does not exist" in message and "database" in message:
        return "3D000"
    if "role" in message and "does not exist" in message:
        return "28000"
    if "too many" in message:
        return "53300"
    return "08001"
