"""Serving the desk: to this machine alone, or to others."""

from __future__ import annotations

import ctypes
import ipaddress
import socket
import sys
from collections.abc import Callable
from contextlib import suppress

import uvicorn
from msgspec import Struct
from starlette.applications import Starlette

from lugas.errors import SourceError, UsageError

__all__ = ["LOOPBACK", "Listen", "give_back", "listen_at", "name_of", "proxies_of", "serve"]

LOOPBACK = "127.0.0.1"
BACKLOG = 512
# How long a thread that computes keeps the others waiting. Python's own 5 ms are felt: the loop that hands pages out
# waits so long each time that it has something to do while a page is made.
SECONDS_A_TURN = 0.001
MMAP_THRESHOLD, LARGE_PIECE = -3, 1_000_000  # mallopt's number for it; bytes
SECONDS_TO_END = 3  # for answers that are under way when the desk is stopped


class Listen(Struct, frozen=True):
    """Where to listen: an IP address of this machine, and a port; with 0 the system chooses one."""

    host: str = LOOPBACK
    port: int = 0

    @property
    def is_local(self) -> bool:
        """Whether nobody but this machine gets there."""
        return ipaddress.ip_address(self.host).is_loopback

    def shown(self, port: int) -> str:
        """Give the address to open in a browser."""
        number = ipaddress.ip_address(self.host)
        name = (
            "localhost"
            if number.is_loopback
            else socket.gethostname()
            if number.is_unspecified
            else self.host
        )
        return f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"


def listen_at(told: str, port: int) -> Listen:
    """Read where to listen: `127.0.0.1`, `0.0.0.0:8000`, `[::]:8000`, `localhost`; `port` where none is told.

    Raises `UsageError` for anything else.
    """
    host, colon, number = told.rpartition(":")
    if not colon or told.endswith("]") or (told.count(":") > 1 and not told.startswith("[")):
        host, number = told, str(port)
    host = {"localhost": LOOPBACK, "": LOOPBACK}.get(host, host.removeprefix("[").removesuffix("]"))
    try:
        ipaddress.ip_address(host)
        if not (number.isascii() and number.isdecimal() and int(number) < 65_536):
            raise ValueError(number)
    except ValueError as error:
        remedy = "give an address of this machine and a port, such as 0.0.0.0:8000 or [::1]:8000"
        raise UsageError(f"listen is {told[:100]!r}", name="listen", remedy=remedy) from error
    return Listen(host, int(number))


def proxies_of(told: str) -> str:
    """Read which proxies are believed: IP addresses and networks, with commas between. Raises `UsageError` else."""
    for one in filter(None, map(str.strip, told.split(","))):
        try:
            ipaddress.ip_network(one)
        except ValueError as error:
            remedy = "give IP addresses or networks with commas between, such as 127.0.0.1,10.88.0.0/16"
            raise UsageError(f"proxies names {one[:100]!r}", name="proxies", remedy=remedy) from error
    return told


def name_of(told: str) -> str:
    """Read a name under which the desk is reached, as browsers tell it, without the port. Raises `UsageError` else."""
    name = told.strip().lower().rstrip(".")
    if not name or any(letter in "/:@?#" or letter.isspace() for letter in name):
        remedy = "give the name alone, without https:// and without a port, such as news.example.org"
        raise UsageError(f"name is {told[:100]!r}", name="name", remedy=remedy)
    try:
        return name if name.isascii() else name.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise UsageError(f"name is {told[:100]!r}", name="name", remedy="give it in ASCII") from error


def give_back() -> None:
    """Have large pieces of memory given back to the system when they are free.

    Else glibc keeps what a picture took for the thread that made it, and then as much again for the next thread.
    """
    if sys.platform == "linux":
        with suppress(AttributeError, OSError):  # another C library
            ctypes.CDLL(None).mallopt(MMAP_THRESHOLD, LARGE_PIECE)


def serve(app: Starlette, listen: Listen, ready: Callable[[str], None], *, proxies: str = LOOPBACK) -> None:
    """Serve the desk until it is stopped; `ready` is told the address once it listens.

    `proxies` are the addresses, with commas between, of proxies that are believed who asks, and by which scheme.
    Raises `SourceError` where it cannot listen there.
    """
    family = socket.AF_INET6 if ":" in listen.host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((listen.host, listen.port))
        listening.listen(BACKLOG)  # who asks before the server has started waits for it
    except OSError as error:
        listening.close()
        problem = f"cannot be used: {error.strerror or error}"
        place = f"port {listen.port}" if listen.host == LOOPBACK else f"{listen.host}:{listen.port}"
        remedy = f"give another with {'--port or ' if listen.host == LOOPBACK else ''}--listen"
        raise SourceError(place, problem, remedy=remedy) from error
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        forwarded_allow_ips=proxies,
        timeout_graceful_shutdown=SECONDS_TO_END,
    )
    sys.setswitchinterval(SECONDS_A_TURN)
    give_back()
    with listening:
        ready(listen.shown(listening.getsockname()[1]))
        uvicorn.Server(config).run(sockets=[listening])
