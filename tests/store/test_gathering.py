"""Works of several threads in one transaction: each gets its own result, and none suffers from another one."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier, Lock

import pytest
from sqlalchemy import Connection, event, insert, select

from lugas.errors import StoreError
from lugas.store import database as database_module
from lugas.store import gathering as gathering_module
from lugas.store import schema
from lugas.store.database import Database, connect, utc_now
from lugas.store.gathering import MOST, Gathering
from lugas.store.upgrade import bring_up
from lugas.store.where import find


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the first work wait long enough for the others on any machine."""
    monkeypatch.setattr(gathering_module, "GATHER_S", 2.0)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """Give an open file."""
    opened = connect(find(tmp_path / "store.db"), utc_now)
    bring_up(opened)
    yield opened
    opened.close()


def keep(connection: Connection, name: str) -> str:
    """Write something down under a name, and fail where that is there already."""
    connection.execute(insert(schema.setting).values(name=name, value="kept"))
    return name.upper()


def kept(database: Database) -> list[str]:
    """Give the names that were written down."""
    with database.asking() as connection:
        return list(
            connection.execute(select(schema.setting.c.name).order_by(schema.setting.c.name)).scalars()
        )


def write_all(database: Database, names: list[str]) -> list[str]:
    """Write names down from as many threads at a time; gives what each got, or the kind of its error."""
    gathering, together = Gathering(database, lambda: 2 * len(names)), Barrier(len(names))

    def write(name: str) -> str:
        together.wait()
        try:
            return gathering.write(lambda connection: keep(connection, name))
        except Exception as error:  # noqa: BLE001 - whatever it was, it is what came of the work
            return type(error).__name__

    with ThreadPoolExecutor(len(names)) as threads:
        return list(threads.map(write, names))


def test_works_are_one_transaction(database: Database) -> None:
    """What comes in one moment is written in one transaction, and each thread gets what its own work gave."""
    before = set(kept(database))
    begun: list[Connection] = []
    event.listen(database.engine, "begin", begun.append)
    names = [f"name {number}" for number in range(MOST)]
    assert write_all(database, names) == [name.upper() for name in names]
    writing = [each for each in begun if each.get_execution_options().get("writes")]
    assert len(writing) == 1
    assert set(kept(database)) - before == set(names)


def test_a_work_that_fails(database: Database) -> None:
    """A work that fails tells its own thread alone, and takes nothing of the others' with it."""
    names = [*(f"name {number}" for number in range(MOST - 2)), "twice", "twice"]
    told = write_all(database, names)
    assert told[:-2] == [name.upper() for name in names[:-2]]
    assert sorted(told[-2:]) == ["StoreError", "TWICE"]
    assert set(names) <= set(kept(database))


def test_no_transaction_holds_more_than_so_many(database: Database) -> None:
    """However many come at once, all of them are done, and none waits for too many others."""
    names, guard, works = [f"name {number}" for number in range(3 * MOST + 1)], Lock(), list[int]()

    def count(connection: Connection) -> None:
        with guard:
            if connection.get_execution_options().get("writes"):
                works.append(0)

    def add(connection: Connection, *_: object) -> None:
        if connection.get_execution_options().get("writes"):
            works[-1] += 1

    event.listen(database.engine, "begin", count)
    event.listen(database.engine, "before_cursor_execute", add)
    assert write_all(database, names) == [name.upper() for name in names]
    assert sum(works) == len(names)
    assert max(works) <= MOST


def test_a_file_that_another_process_holds(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no transaction can be begun, all are told so after one wait, not after one each."""
    database.close()
    monkeypatch.setattr(database_module, "SECONDS_TO_WAIT", 0.5)
    where = database.where
    other = sqlite3.connect(str(where.file), isolation_level=None)
    impatient = connect(where, utc_now)
    other.execute("BEGIN IMMEDIATE")
    try:
        began = time.monotonic()
        assert write_all(impatient, [f"name {number}" for number in range(MOST)]) == ["StoreError"] * MOST
        assert time.monotonic() - began < 0.5 * MOST / 2
    finally:
        other.close()
        impatient.close()


def test_a_work_within_a_transaction(database: Database) -> None:
    """A thread that has begun a transaction waits for nobody: the work is part of that."""
    gathering = Gathering(database, lambda: 2 * MOST)
    began = time.monotonic()
    with database.writing() as connection, database.joined(connection):
        assert gathering.write(lambda connection: keep(connection, "one")) == "ONE"
        connection.rollback()
    assert time.monotonic() - began < gathering_module.GATHER_S
    assert "one" not in kept(database)


class Interrupted(BaseException):
    """As Ctrl-C is."""


def test_a_leader_that_is_interrupted(database: Database) -> None:
    """Nobody takes for written what was not, and nobody waits for ever."""
    gathering, together = Gathering(database, lambda: 2 * MOST), Barrier(MOST)

    def interrupt(_: Connection) -> str:
        raise Interrupted

    def write(number: int) -> str:
        together.wait()
        try:
            return gathering.write(
                interrupt if number == 0 else lambda connection: keep(connection, f"name {number}")
            )
        except (Interrupted, StoreError) as error:
            return type(error).__name__

    with ThreadPoolExecutor(MOST) as threads:
        told = sorted(threads.map(write, range(MOST)))
    assert told == ["Interrupted"] + ["StoreError"] * (MOST - 1)
    assert not [name for name in kept(database) if name.startswith("name ")]
    assert write_all(database, ["after", "that"]) == ["AFTER", "THAT"]
