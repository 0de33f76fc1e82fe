"""Serves the demo world on loopback, from a thread of its own.

with serve(World()) as papers:
    papers.clock.set(papers.world.time(3, "08:00"))
    httpx.get(papers.addresses["warta"])
    papers.misbehave("warta", busy(after="5"), path="/rss")
    papers.log[-1].headers["user-agent"]
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import secrets
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lugas.demo.clock import Clock
from lugas.demo.house import Asked, House, asked
from lugas.demo.hub import Hub
from lugas.demo.lobby import Lobby
from lugas.demo.misdeeds import Misdeed, Stream
from lugas.demo.server import Connection
from lugas.demo.site import HUB_PATH, Answer, Request
from lugas.demo.world import World
from lugas.errors import SourceError

__all__ = ["Papers", "serve"]

HOST = "127.0.0.1"
LOBBY = ""  # the name under which the log holds what asks for the lobby
LOOK_SECONDS = 0.2  # how often the hub looks whether its papers have something new
MOST_PORTS = 200


@dataclass(frozen=True)
class Papers:
    """The demo world while it is served.

    `addresses` are the papers' origins by name, `lobby` the address that lists them and bears the control address,
    `key` what the control address asks for. The clock may be set and moved at any time.
    """

    world: World
    clock: Clock
    lobby: str
    port: int
    key: str
    house: House
    hub: Hub

    @property
    def addresses(self) -> dict[str, str]:
        """The papers' origins by name, without a slash at the end."""
        return self.house.origins

    @property
    def log(self) -> list[Asked]:
        """All requests so far, the oldest first."""
        return list(self.house.log)

    def misbehave(self, name: str, misdeed: Misdeed, path: str = "*", times: int | None = None) -> None:
        """Let a paper misbehave at the addresses that match a pattern, for so many requests or for ever."""
        self.house.misbehave(name, misdeed, path, times)

    def behave(self, name: str = "") -> None:
        """Let a paper, or all of them, behave again."""
        self.house.behave(name)


@contextlib.contextmanager
def serve(
    world: World | None = None,
    clock: Clock | None = None,
    *,
    port: int = 0,
    names: bool = False,
    control: bool = False,
) -> Iterator[Papers]:
    """Serve a world while the block runs, and give the `Papers`.

    Each paper gets a port of its own on 127.0.0.1: `port` is the lobby's, the papers' follow; with 0 the system
    chooses all of them. With `names`, and where there are more than 200 papers, all are under one port, told apart by
    the Host header: `http://site-0001.localhost:8700`. Without a `clock` it is the end of the week and stands still.
    Raises `SourceError` where a port is taken.
    """
    world = world or World()
    clock = clock or Clock(world.end)
    house = House(world, clock)
    key = secrets.token_urlsafe(18) if control else ""
    loop = asyncio.new_event_loop()
    front = Front(house, Lobby(house, key))
    thread = threading.Thread(target=run, args=(loop,), name="demo world", daemon=True)
    thread.start()
    try:
        by_name = names or len(world.names) > MOST_PORTS
        lobby_port = asyncio.run_coroutine_threadsafe(front.open(port, by_name), loop).result()
        lobby = f"http://{HOST}:{lobby_port}"
        yield Papers(world, clock, lobby, lobby_port, key, house, front.hub)
    finally:
        asyncio.run_coroutine_threadsafe(front.close(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
        front.hub.close()


def run(loop: asyncio.AbstractEventLoop) -> None:
    """Run an event loop until it is stopped."""
    asyncio.set_event_loop(loop)
    loop.run_forever()


class Front:
    """The ports: which paper a request is for, the log, the hub's rounds."""

    def __init__(self, house: House, lobby: Lobby) -> None:
        self._house, self._lobby = house, lobby
        self._servers: list[asyncio.Server] = []
        self._ports: dict[int, str] = {}
        self._hosts: dict[str, str] = {}
        self._connections: set[Connection] = set()
        self._rounds: asyncio.Task[None] | None = None
        self.hub = Hub(self._knows)

    async def open(self, port: int, by_name: bool) -> int:
        """Open the ports, and give the lobby's."""
        lobby = await self._listen(port)
        for place, name in enumerate(self._house.world.names, 1):
            if by_name:
                host = f"{name}.localhost:{lobby}"
                self._hosts[host] = name
                self._house.origins[name] = f"http://{host}"
            else:
                own = await self._listen(port + place if port else 0)
                self._ports[own] = name
                self._house.origins[name] = f"http://{HOST}:{own}"
        if any(paper.hub for paper in self._house.world.papers[:5]):
            self._rounds = asyncio.get_running_loop().create_task(self._look_round())
        return lobby

    async def _listen(self, port: int) -> int:
        loop = asyncio.get_running_loop()
        try:
            server = await loop.create_server(self._connect, HOST, port, backlog=512)
        except OSError as error:  # its text names the address once more
            why = os.strerror(error.errno) if error.errno else str(error)
            remedy = (
                "give another with --port (in Python, port=...); each newspaper takes one of those after it"
            )
            raise SourceError(f"port {port}", f"cannot be used: {why}", remedy=remedy) from error
        self._servers.append(server)
        number: int = server.sockets[0].getsockname()[1]
        return number

    def _connect(self) -> Connection:
        connection = Connection(self.answer)
        self._connections.add(connection)
        connection.on_end = self._connections.discard
        return connection

    async def close(self) -> None:
        """Close the ports and every connection."""
        if self._rounds is not None:
            self._rounds.cancel()
        for server in self._servers:
            server.close()
        for connection in list(self._connections):
            connection.abort()
        waiting = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        await asyncio.sleep(0)

    def answer(self, request: Request, port: int) -> Answer | Stream:
        """Answer a request that came to a port, and log it."""
        name = self._ports.get(port) or self._hosts.get(request.headers.get("host", "").lower(), LOBBY)
        misdeed = ""
        result: Answer | Stream
        if name == LOBBY:
            result = self._lobby.answer(request)
        elif request.path == HUB_PATH and request.method == "POST" and self._house.world.paper(name).hub:
            result = self.hub.take(request)
        else:
            result, misdeed = self._house.answer(name, request)
        sent = 0 if isinstance(result, Stream) or request.method == "HEAD" else len(result.body)
        if name != LOBBY:
            told = (result.status, sent, misdeed)
            self._house.log.append(asked(name, request, self._house.clock.now(), told))
        return result

    def _knows(self, topic: str) -> bool:
        return topic in self._topics()

    def _topics(self) -> dict[str, str]:
        with_hub = [name for name in self._house.origins if self._house.world.paper(name).hub]
        return {
            self._house.origins[name] + self._house.site(name).design.feed_path: name for name in with_hub
        }

    async def _look_round(self) -> None:
        """Send the feeds that have changed to those who want to hear of them."""
        seen: dict[str, Any] = {}
        while True:
            for topic, name in self._topics().items():
                site = self._house.site(name)
                if seen.get(name, site.edition) is not site.edition:
                    answer = site.answer(Request("GET", site.design.feed_path))
                    self.hub.publish(topic, site.design.url(HUB_PATH), answer)
                seen[name] = site.edition
            await asyncio.sleep(LOOK_SECONDS)
