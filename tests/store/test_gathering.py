"""Works of several threads in one transaction: each gets its own result, and none suffers from another one."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import Connection, event, insert, select

from lugas.store import schema
from lugas.store.database import Database, connect, utc_now
from lugas.store.gathering import MOST, Gathering
from lugas.store.upgrade import bring_up
from lugas.store.where import find

WORKS = 6


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
    gathering, together = Gathering(database), Barrier(len(names))

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
    names = [f"name {number}" for number in range(WORKS)]
    assert write_all(database, names) == [name.upper() for name in names]
    writing = [each for each in begun if each.get_execution_options().get("writes")]
    assert len(writing) == 1
    assert set(kept(database)) - before == set(names)


def test_a_work_that_fails(database: Database) -> None:
    """A work that fails tells its own thread alone, and takes nothing of the others' with it."""
    names = [*(f"name {number}" for number in range(WORKS)), "twice", "twice"]
    told = write_all(database, names)
    assert told[:WORKS] == [name.upper() for name in names[:WORKS]]
    assert sorted(told[WORKS:]) == ["StoreError", "TWICE"]
    assert set(names) <= set(kept(database))


def test_more_than_one_transaction_holds(database: Database) -> None:
    """However many come at once, all of them are done."""
    names = [f"name {number}" for number in range(3 * MOST + 1)]
    assert write_all(database, names) == [name.upper() for name in names]
