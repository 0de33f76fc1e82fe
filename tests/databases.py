"""A fresh database for each test: once a file, once on a server that the tests start themselves."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from lugas.store import open_store
from tests.store.server import ServerMissingError, running_server

counter = itertools.count()


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """Give the address of a server, in which a database lies ready that has a store's tables."""
    try:
        with running_server() as address:
            _run(address, "CREATE DATABASE ready")
            open_store(database(address, "ready")).close()
            yield address
    except ServerMissingError as missing:
        pytest.skip(str(missing))


def database(address: str, name: str) -> str:
    """Give the address of another database of the server."""
    return address.replace("/postgres?", f"/{name}?")


def _run(address: str, statement: str) -> None:
    engine = create_engine(address.replace("postgresql:", "postgresql+psycopg:"))
    with engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(text(statement))
    engine.dispose()


@pytest.fixture
def new_database(server: str) -> str:
    """Give the address of a fresh store on the server."""
    return fresh(server)


@pytest.fixture
def other_database(server: str) -> str:
    """Give the address of another one."""
    return fresh(server)


def fresh(server: str) -> str:
    """Make a database that has a store's tables."""
    name = f"test{next(counter)}"
    _run(server, f"CREATE DATABASE {name} TEMPLATE ready")
    return database(server, name)


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the address of a store of each kind."""
    if request.param == "sqlite":
        return str(tmp_path / "store.db")
    address: str = request.getfixturevalue("new_database")
    return address
