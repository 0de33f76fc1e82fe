"""Serving the desk: to this machine alone, or to others."""

from __future__ import annotations

import ipaddress
import socket
import sys
from collections.abc import Callable

import uvicorn
from msgspec import Struct
from starlette.applications import Starlette

from lugas.errors import SourceError, UsageError

__all__ = ["LOOPBACK", "Listen", "listen_at", "serve"]

LOOPBACK = "127.0.0.1"
BACKLOG = 512
# How long a thread that computes keeps the others waiting. Python's own 5 ms are felt: the loop that hands pages out
# waits so long each time that it has something to do while a page is made.
SECONDS_A_TURN = 0.001
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
        remedy = "give another with --port" if listen.host == LOOPBACK else "give another with --listen"
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
    with listening:
        ready(listen.shown(listening.getsockname()[1]))
        uvicorn.Server(config).run(sockets=[listening])
