"""Servers of this machine that behave, or misbehave, as a test asks."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from lugas.errors import FetchError
from lugas.fetch import FetchLimits, fetch

PAGE = b"<!doctype html><title>Judul</title><p>Harga beras naik.</p>"
LOCAL = FetchLimits(allow_private=frozenset({"localhost"}), timeout_s=5)

Answer = Callable[[socket.socket, bytes], None]


@contextlib.contextmanager
def serving(answer: Answer, context: ssl.SSLContext | None = None) -> Iterator[str]:
    """Run a server that reads a request and leaves the answer to a function; give its address."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve(connection: socket.socket) -> None:
        try:
            with context.wrap_socket(connection, server_side=True) if context else connection as plain:
                plain.settimeout(10)
                request = b""
                while b"\r\n\r\n" not in request and (part := plain.recv(65536)):
                    request += part
                answer(plain, request)
        except OSError:
            pass  # the client has had enough

    def accept() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=serve, args=(connection,), daemon=True).start()

    thread = threading.Thread(target=accept, daemon=True)
    thread.start()
    try:
        yield f"http{'s' if context else ''}://localhost:{listener.getsockname()[1]}"
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(5)


def sends(*headers: str, body: bytes = PAGE, status: str = "200 OK", length: bool = True) -> Answer:
    """Answer with a status, headers and a body."""
    lines = [f"HTTP/1.1 {status}", *headers, *([f"Content-Length: {len(body)}"] if length else []), "", ""]

    def answer(connection: socket.socket, _: bytes) -> None:
        connection.sendall("\r\n".join(lines).encode("latin-1") + body)

    return answer


def problem(url: str, limits: FetchLimits = LOCAL) -> str:
    """Give what the failure to fetch says, and see that it names the source and a remedy."""
    with pytest.raises(FetchError) as caught:
        fetch(url, limits=limits)
    assert caught.value.source == url
    assert caught.value.remedy
    return str(caught.value)


def drip(head: bytes, piece: bytes) -> Answer:
    """Answer with a head, then a little now and then, for ever."""

    def answer(connection: socket.socket, _: bytes) -> None:
        connection.sendall(head)
        while True:
            time.sleep(0.05)
            connection.sendall(piece)

    return answer


def flood(head: bytes, piece: bytes) -> Answer:
    """Answer with a head, then the same for ever, as fast as it goes."""

    def answer(connection: socket.socket, _: bytes) -> None:
        connection.sendall(head)
        while True:
            connection.sendall(piece)

    return answer
