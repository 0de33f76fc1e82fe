"""Desks that a browser opens: the one over the demo world's week, served with its pictures."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp

from lugas.demo import Clock, World, serve
from lugas.desk import Settings, open_desk
from lugas.store import Store, open_store
from tests.desk.filled import Moving, fill

__all__ = ["OPEN", "served", "week_of"]

# The lists of a desk that need no address of their own.
OPEN = ("/", "/latest", "/new", "/saved", "/browse")


@contextmanager
def served(app: ASGIApp) -> Iterator[str]:
    """Serve a desk from a thread, and give its address."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield f"http://localhost:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        listening.close()


@contextmanager
def week_of(folder: Path) -> Iterator[tuple[str, Store]]:
    """Give the address of a desk over the demo world's week, with pictures, and its store."""
    world = World()
    clock = Moving(world.time(1, "00:00"))
    with serve(world, Clock(world.end)) as papers, open_store(folder / "week.db", clock=clock) as store:
        fill(store, world, clock, papers.addresses)
        clock.now = world.time(7, "23:45")
        settings = Settings(zone="Asia/Jakarta", pictures=folder, allow_private=frozenset({"127.0.0.1"}))
        with served(open_desk(store, settings, clock=clock)) as address:
            yield address, store
