"""Pages that were made a moment ago, given again: many who ask at once are answered with one making."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["Memory"]

MOST_PAGES = 64
LARGEST = 256_000  # bytes of a page that is remembered
LONGEST_KEY = 2_000
NEVER = (
    "/accounts/", "/api/", "/epub/", "/feed/", "/fever", "/keeper", "/login", "/picture/", "/reader/", "/static/",
)  # fmt: skip

Key = tuple[bytes, bytes, str, bool]


@dataclass(frozen=True)
class Made:
    """A page as it was sent, and until when it is given again."""

    until: float
    messages: tuple[Message, ...]


class Memory:
    """Remembers pages for some seconds. What the reader changes is seen at once, what comes in a little later.

    It stands outside of what packs answers, so that packing is done once too.
    """

    def __init__(self, app: ASGIApp, seconds: float) -> None:
        self._app, self._seconds = app, seconds
        self._made: OrderedDict[Key, Made] = OrderedDict()
        self._making: dict[Key, asyncio.Event] = {}
        self._changes = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from memory, or have the answer made."""
        if scope["type"] == "http" and scope["method"] not in {"GET", "HEAD"}:
            try:
                await self._app(scope, receive, send)
            finally:
                self._changes += 1
                self._made.clear()
            return
        key = key_of(scope) if self._seconds > 0 else None
        if key is None:
            await self._app(scope, receive, send)
            return
        making = self._making.get(key)
        if making is not None:
            await making.wait()
        made = self._made.get(key)
        if made is None or made.until < time.monotonic():
            await self._make(key, scope, receive, send)
            return
        for message in made.messages:
            await send(copied(message))

    async def _make(self, key: Key, scope: Scope, receive: Receive, send: Send) -> None:
        """Have a page made, and remember it where nothing was changed meanwhile."""
        messages: list[Message] = []
        size, changes = 0, self._changes
        mine = self._making.setdefault(key, asyncio.Event())

        async def keeping(message: Message) -> None:
            nonlocal size
            size += len(message.get("body", b""))
            if size <= LARGEST:
                messages.append(copied(message))
            await send(message)

        try:
            await self._app(scope, receive, keeping)
            if size <= LARGEST and changes == self._changes and is_page(messages):
                self._made[key] = Made(time.monotonic() + self._seconds, tuple(messages))
                self._made.move_to_end(key)
                while len(self._made) > MOST_PAGES:
                    self._made.popitem(last=False)
        finally:
            if self._making.get(key) is mine:
                del self._making[key]
            mine.set()


def copied(message: Message) -> Message:
    """Give a message whose headers are its own: what stands outside adds to them."""
    return {**message, "headers": list(message["headers"])} if "headers" in message else message


def key_of(scope: Scope) -> Key | None:
    """Give what tells a page from others, `None` for what is not remembered."""
    if scope["type"] != "http" or scope["method"] != "GET" or scope["path"].startswith(NEVER):
        return None
    headers = Headers(scope=scope)
    path, query = scope.get("raw_path") or scope["path"].encode(), scope["query_string"]
    language = headers.get("accept-language", "")
    if len(path) + len(query) + len(language) > LONGEST_KEY:
        return None
    host = headers.get("host", "").encode()  # pages name the desk's own address
    return path + b" " + host, query, language, "gzip" in headers.get("accept-encoding", "")


def is_page(messages: list[Message]) -> bool:
    """Tell whether what was sent is a whole page of the desk's."""
    if not messages or messages[0]["type"] != "http.response.start" or messages[-1].get("more_body"):
        return False
    headers = Headers(raw=messages[0]["headers"])
    return messages[0]["status"] == 200 and headers.get("content-type", "").startswith("text/html")
