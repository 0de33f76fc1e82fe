"""A store that holds the demo world's week, filled once, and clients of a desk over it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from lugas.demo import World
from lugas.desk import Settings, open_desk
from lugas.store import Store, open_store
from tests.desk.filled import Moving, fill, origins_of

__all__ = ["Opener"]

Opener = Callable[..., TestClient]
ADDRESS = "http://localhost:8710"
HERE = ("127.0.0.1", 50_000)


@pytest.fixture(scope="session")
def world() -> World:
    """Give the five papers, read once."""
    return World()


@pytest.fixture(scope="session")
def filled(world: World, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the file of a store with everything the papers wrote, which no test changes."""
    file = tmp_path_factory.mktemp("desk") / "week.db"
    clock = Moving(world.time(1, "00:00"))
    with open_store(file, clock=clock) as store:
        fill(store, world, clock, origins_of(world))
        store.backup(file.with_name("whole.db"))  # one file, without a log beside it
    return file.with_name("whole.db")


@pytest.fixture
def clock(world: World) -> Moving:
    """Give a clock that stands at the end of the papers' week."""
    return Moving(world.time(7, "23:45"))


@pytest.fixture
def store(filled: Path, tmp_path: Path, clock: Moving) -> Iterator[Store]:
    """Give a copy of the filled store, which a test may change."""
    with open_store(shutil.copy(filled, tmp_path / "store.db"), clock=clock) as opened:
        yield opened


@pytest.fixture
def empty(tmp_path: Path, clock: Moving) -> Iterator[Store]:
    """Give a store with nothing in it."""
    with open_store(tmp_path / "empty.db", clock=clock) as opened:
        yield opened


@pytest.fixture
def opener(clock: Moving) -> Iterator[Opener]:
    """Give what opens a desk over a store, and a client that follows no redirects."""
    clients: list[TestClient] = []

    def opened(over: Store, **given: object) -> TestClient:
        settings = Settings(**{"zone": "Asia/Jakarta", "language": "en", "page_seconds": 0.0, **given})  # type: ignore[arg-type] # told by name
        client = TestClient(
            open_desk(over, settings, clock=clock), base_url=ADDRESS, follow_redirects=False, client=HERE
        )
        client.__enter__()
        clients.append(client)
        return client

    yield opened
    for client in clients:
        client.__exit__(None, None, None)


@pytest.fixture
def client(store: Store, opener: Opener) -> TestClient:
    """Give a client of a desk over the filled store."""
    return opener(store)
