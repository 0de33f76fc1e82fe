"""Serving the desk on this machine."""

from __future__ import annotations

import socket
from collections.abc import Callable

import uvicorn
from starlette.applications import Starlette

from lugas.errors import SourceError

__all__ = ["serve"]

HOST = "127.0.0.1"
BACKLOG = 512
SECONDS_TO_END = 3  # for answers that are under way when the desk is stopped


def serve(app: Starlette, port: int, ready: Callable[[str], None]) -> None:
    """Serve the desk to this machine alone until it is stopped; `ready` is told the address once it listens.

    With port 0 the system chooses. Raises `SourceError` where the port is taken.
    """
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((HOST, port))
        listening.listen(BACKLOG)  # who asks before the server has started waits for it
    except OSError as error:
        listening.close()
        problem = f"cannot be used: {error.strerror or error}"
        raise SourceError(f"port {port}", problem, remedy="give another with --port") from error
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=SECONDS_TO_END,
    )
    with listening:
        ready(f"http://localhost:{listening.getsockname()[1]}")
        uvicorn.Server(config).run(sockets=[listening])
