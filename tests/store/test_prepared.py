"""Prepared statements do what SQLAlchemy's own way of running them does, on both databases."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, bindparam, insert, select, text
from sqlalchemy.exc import IntegrityError

from lugas.errors import StoreError, UsageError
from lugas.store import schema
from lugas.store.database import Database, connect, utc_now
from lugas.store.prepared import Prepared, PreparedList
from lugas.store.upgrade import bring_up
from lugas.store.where import find

NOW = dt.datetime(2026, 3, 3, 12, 30, 15, 123456, tzinfo=dt.UTC)
HOST, VISIT = schema.host.c, schema.visit.c
ADD = Prepared(insert(schema.host))
RESTING = select(HOST.name, HOST.ready, HOST.robots_read).where(
    HOST.ready <= bindparam("now", type_=HOST.ready.type)
)
NAMES = [f"host {number}" for number in range(9)]


@pytest.fixture
def database(new_database: str) -> Iterator[Database]:
    """Give an empty store's database, of each kind."""
    opened = connect(find(new_database), utc_now)
    bring_up(opened)
    yield opened
    opened.close()


def filled(connection: Connection) -> None:
    """Add some hosts."""
    ADD.run_each(connection, [{"name": name, "ready": NOW} for name in NAMES])


def test_rows_are_those_of_execute(database: Database) -> None:
    """Values come back as their columns' types give them: times with their zone, nothing as nothing."""
    with database.writing() as connection:
        filled(connection)
        asked = {"now": NOW}
        whole = [tuple(row) for row in connection.execute(RESTING.order_by(HOST.name), asked)]
        prepared = Prepared(RESTING.order_by(HOST.name))
        assert prepared.all(connection, asked) == whole == [(name, NOW, None) for name in NAMES]
        assert prepared.first(connection, asked) == whole[0]
        assert prepared.scalar(connection, asked) == NAMES[0]
        assert prepared.named(whole[0]) == {"name": NAMES[0], "ready": NOW, "robots_read": None}
        later = {"now": NOW - dt.timedelta(microseconds=1)}
        assert (prepared.first(connection, later), prepared.scalar(connection, later)) == (None, None)


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4, 5, 8, 9])
def test_lists_of_every_length(database: Database, count: int) -> None:
    """However many values are asked for, each is found once, and nothing else is."""
    known = PreparedList(select(HOST.name).order_by(HOST.name), HOST.name)
    with database.writing() as connection:
        filled(connection)
        found = known.all(connection, [*NAMES[:count], *(["no such host"] if count else [])])
    assert found == [(name,) for name in NAMES[:count]]


@pytest.mark.parametrize(
    "asked",
    [HOST.name.in_(bindparam("names", expanding=True)), HOST.name.in_(NAMES[2:4])],
    ids=["given", "fixed"],
)
def test_a_text_that_is_not_the_same_each_time(database: Database, asked: object) -> None:
    """A statement that cannot be prepared is run all the same."""
    prepared = Prepared(select(HOST.name).where(asked).order_by(HOST.name))  # type: ignore[arg-type]  # a condition
    values = {"names": NAMES[2:4]} if "expanding" in repr(asked) or "POSTCOMPILE" in str(asked) else {}
    with database.writing() as connection:
        filled(connection)
        assert prepared.all(connection, values) == [(NAMES[2],), (NAMES[3],)]


def test_columns_whose_values_the_driver_tells(database: Database) -> None:
    """Numbers with a fraction come back as such on both databases."""
    with database.writing() as connection:
        connection.execute(insert(schema.site).values(host="one.example", added=NOW))
        site_id = connection.execute(select(schema.site.c.id)).scalar_one()
        connection.execute(insert(schema.visit).values(site_id=site_id, url="u", started=NOW, seconds=1.5))
        assert Prepared(select(VISIT.seconds)).scalar(connection, {}) == 1.5


def test_what_the_database_refuses(database: Database) -> None:
    """An error is SQLAlchemy's, of the right class, and names no value; what was written before it is undone."""
    with database.engine.connect() as connection:
        ADD.run(connection, {"name": "twice", "ready": NOW})
        with pytest.raises(IntegrityError) as caught:
            ADD.run(connection, {"name": "twice", "ready": NOW})
        assert caught.value.params is None
        assert caught.value.orig is not None
        connection.rollback()
        assert Prepared(select(HOST.name)).all(connection, {}) == []


def test_what_a_column_refuses(database: Database) -> None:
    """A value that a column's type refuses is told as that type tells it."""
    with pytest.raises(UsageError, match="has no zone"), database.writing() as connection:
        ADD.run(connection, {"name": "one", "ready": NOW.replace(tzinfo=None)})


def test_the_first_statement_begins_a_transaction(database: Database) -> None:
    """What is written by a prepared statement first is undone with its transaction."""
    with database.engine.connect() as connection:
        ADD.run(connection, {"name": "one", "ready": NOW})
        assert connection.in_transaction()
        connection.rollback()
        assert Prepared(select(HOST.name)).all(connection, {}) == []


def test_a_server_that_ends_a_connection(database: Database, capfd: pytest.CaptureFixture[str]) -> None:
    """It is told as that, quietly, and the next question is asked over another connection."""
    if database.is_sqlite:
        pytest.skip("a file ends no connection")
    asked, end = Prepared(text("SELECT 1")), text("SELECT pg_terminate_backend(:number)")

    def ask(connection: Connection) -> None:
        number = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
        with database.engine.connect() as other:
            other.execute(end, {"number": number})
        asked.run(connection, {})

    for block in (database.asking, database.writing):
        with pytest.raises(StoreError, match="the server ended the connection"), block() as connection:
            ask(connection)
        with block() as connection:
            assert asked.scalar(connection, {}) == 1
    assert capfd.readouterr().err == ""
