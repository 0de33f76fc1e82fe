"""A small HTTP/1.1 server for loopback, over asyncio's streams of bytes.

Python's `http.server` parses each head with the mail parser and takes a thread a connection: some hundred answers a
second. This one parses what it needs, keeps connections open, answers requests in order, and can misbehave.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from http import HTTPStatus

from lugas.demo.misdeeds import Stream
from lugas.demo.site import Answer, Request, plain_answer

__all__ = ["Connection", "Handler", "head_of"]

HEAD_BYTES = 64 * 1024
BODY_BYTES = 1 << 20
CRLF2 = b"\r\n\r\n"
PHRASES = {status.value: status.phrase for status in HTTPStatus}

# From a request and the port it came to, to what is sent.
Handler = Callable[[Request, int], Answer | Stream]


class Connection(asyncio.Protocol):
    """One client's connection."""

    def __init__(self, handler: Handler) -> None:
        self._handler = handler
        self._buffer = bytearray()
        self._transport: asyncio.Transport | None = None
        self._port = 0
        self._streaming: asyncio.Task[None] | None = None
        self._writable = asyncio.Event()
        self._writable.set()
        self.on_end: Callable[[Connection], None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - what `create_server` gives; for the type checker
        self._transport = transport
        self._port = transport.get_extra_info("sockname")[1]

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - asyncio names it
        """End, with whatever was still being sent."""
        self._transport = None
        self._writable.set()
        if self._streaming is not None:
            self._streaming.cancel()
        if self.on_end is not None:
            self.on_end(self)

    def abort(self) -> None:
        """Close the connection at once."""
        if self._transport is not None:
            self._transport.abort()

    def pause_writing(self) -> None:
        """Wait: the client does not read."""
        self._writable.clear()

    def resume_writing(self) -> None:
        """Go on."""
        self._writable.set()

    def data_received(self, data: bytes) -> None:
        """Take bytes, and answer the requests that are whole."""
        self._buffer += data
        if self._streaming is None:
            self._answer_all()

    def _answer_all(self) -> None:
        while self._transport is not None and not self._transport.is_closing() and self._streaming is None:
            found = take_request(self._buffer)
            if found is None:
                return
            if isinstance(found, Answer):
                self._transport.write(head_of(found, len(found.body), close=True) + found.body)
                self._transport.close()
                return
            self._answer(found)

    def _answer(self, request: Request) -> None:
        assert self._transport is not None  # noqa: S101 - `_answer_all` saw to it
        result = self._handler(request, self._port)
        close = request.headers.get("connection", "").lower() == "close"
        if isinstance(result, Stream):
            self._streaming = asyncio.get_running_loop().create_task(self._stream(result, request))
            return
        head = head_of(result, len(result.body), close=close)
        self._transport.write(head if request.method == "HEAD" else head + result.body)
        if close:
            self._transport.close()

    async def _stream(self, stream: Stream, request: Request) -> None:
        """Send a stream's pieces; the connection ends with them, as what they told of their length may be untrue."""
        if stream.status:
            shown = Answer(stream.status, headers=stream.headers)
            head = head_of(shown, stream.length, close=True)
        else:
            head = b""
        self._write(head)
        if request.method != "HEAD":
            for piece in stream.pieces:
                if isinstance(piece, bytes):
                    self._write(piece)
                await asyncio.sleep(0 if isinstance(piece, bytes) else piece)
                await self._writable.wait()
                if self._transport is None:
                    return
        if self._transport is not None:
            self._transport.close()

    def _write(self, data: bytes) -> None:
        if self._transport is not None and data:
            self._transport.write(data)


def take_request(buffer: bytearray) -> Request | Answer | None:
    """Take the first whole request off the buffer: `None` where it is not whole yet, an answer where it is wrong."""
    end = buffer.find(CRLF2)
    if end < 0:
        if len(buffer) > HEAD_BYTES:
            return plain_answer(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "the head is too large")
        return None
    first, *lines = bytes(buffer[:end]).decode("latin-1").split("\r\n")
    words = first.split(" ")
    if len(words) != 3 or not words[2].startswith("HTTP/1."):
        return plain_answer(HTTPStatus.BAD_REQUEST, "this is no request of HTTP/1.1")
    headers: dict[str, str] = {}
    for line in lines:
        name, colon, value = line.partition(":")
        if colon:
            headers[name.lower()] = value.strip()
    told = headers.get("content-length", "0")
    length = int(told) if told.isdecimal() and len(told) < 10 else BODY_BYTES + 1
    if length > BODY_BYTES or "transfer-encoding" in headers:
        return plain_answer(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "give a body with its length, up to 1 MiB")
    if len(buffer) < end + 4 + length:
        return None
    body = bytes(buffer[end + 4 : end + 4 + length])
    del buffer[: end + 4 + length]
    if words[2] == "HTTP/1.0":
        headers.setdefault("connection", "close")
    target = words[1]
    if "://" in target:  # as to a proxy: the host stands in the target
        _, _, rest = target.partition("://")
        headers["host"], _, target = rest.partition("/")
        target = "/" + target
    path, _, query = target.partition("?")
    return Request(words[0], path, query, headers, body)


def head_of(answer: Answer, length: int | None, *, close: bool) -> bytes:
    """Give an answer's head; without a length its body ends with the connection."""
    lines = [f"HTTP/1.1 {answer.status} {PHRASES.get(answer.status, 'Unknown')}"]
    lines += [f"{name}: {value}" for name, value in answer.headers]
    if length is not None and answer.status != HTTPStatus.NOT_MODIFIED:
        lines.append(f"Content-Length: {length}")
    if close:
        lines.append("Connection: close")
    return "\r\n".join([*lines, "", ""]).encode("latin-1", "replace")
