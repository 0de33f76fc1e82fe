"""Stores full of made-up articles, kept for the next time where that is wanted, and copies that may be written to."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg

from bench.store.made import lines
from lugas.store import open_store
from tests.store.server import running_server

__all__ = ["copied", "filled"]

SQLITE, POSTGRESQL = "sqlite", "postgresql"


@contextmanager
def filled(kind: str, count: int, keep: Path | None) -> Iterator[str]:
    """Give the address of a store with so many made-up articles; with `keep` it is looked for there, and left there."""
    with ExitStack() as opened:
        folder = keep or Path(opened.enter_context(tempfile.TemporaryDirectory(prefix="lugas-bench-")))
        folder = folder.resolve() / f"{kind}-{count}"
        folder.mkdir(parents=True, exist_ok=True)
        if kind == POSTGRESQL:
            where = opened.enter_context(running_server(folder / "data"))
        else:
            where = str(folder / "store.db")
        done = folder / "filled"
        if not done.exists():
            with open_store(where) as store:
                store.load(lines(count))
            if kind == POSTGRESQL:
                ordered(
                    where, "CHECKPOINT"
                )  # the server is ended at once, and would have all of it to do again
            done.touch()
        yield where


@contextmanager
def copied(where: str, folder: Path) -> Iterator[str]:
    """Give the address of a copy, which is gone at the end; nobody else may have the store open meanwhile."""
    if "://" not in where:
        copy = folder / "copy.db"
        with open_store(where) as store:
            store.backup(copy)
        yield str(copy)
        return
    ordered(
        where, "DROP DATABASE IF EXISTS copy", "CREATE DATABASE copy TEMPLATE postgres STRATEGY file_copy"
    )
    try:
        yield where.replace("/postgres?", "/copy?")
    finally:
        ordered(where, "DROP DATABASE IF EXISTS copy WITH (FORCE)")


def ordered(where: str, *orders: str) -> None:
    """Have a server do something, from a database beside: one that is copied may have no guests."""
    with psycopg.connect(where.replace("/postgres?", "/template1?"), autocommit=True) as connection:
        for order in orders:
            connection.execute(order)
