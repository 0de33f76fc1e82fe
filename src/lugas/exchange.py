"""One address asked for, with all that it redirects to, within bounds: what `lugas.fetch` and following sites share.

Loaded only to fetch, since it needs the extra `lugas[fetch]`. Who sends the requests, over which connections and with
which headers, is the caller's part.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing, suppress
from typing import cast
from urllib.parse import urldefrag

import httpx
from msgspec import Struct

from lugas.errors import FetchError
from lugas.network import FAILURES, Budget
from lugas.page.expand import Expanded, inflate
from lugas.page.urls import join
from lugas.vocabulary import FetchTrouble

__all__ = ["BROWSER", "HEADER_ROOM", "Arrival", "Bounds", "Exchange", "charset_of"]

HEADER_ROOM = 256 * 1024  # bytes for the headers of all answers together, on top of the content
MOST_CODINGS = 2  # compressions one over the other
SMALL = (
    32 * 1024
)  # bytes of a body nobody wants that are read all the same, so that the connection can be used again
REDIRECTS = frozenset({301, 302, 303, 307, 308})
PERMANENT = frozenset({301, 308})
BROWSER = "save the page from a browser and read the file"

Send = Callable[[str], httpx.Response]
Expander = Callable[[bytes, int], Expanded]
GZIP_AND_DEFLATE: Mapping[str, Expander] = {"gzip": inflate, "deflate": inflate}

_CHARSET = re.compile(r"charset\s{0,9}=\s{0,9}[\"']?([\w.:+-]{1,40})", re.IGNORECASE)


class Bounds(Struct, frozen=True, kw_only=True):
    """Bounds of one exchange; with `cut` content that is larger is cut short and not refused."""

    max_bytes: int
    max_redirects: int
    cut: bool = False


class Arrival(Struct, frozen=True, kw_only=True):
    """The last answer: `url` is the address that gave it, `content` its bytes, decompressed, empty for an error.

    `moved_to` is the address that permanent redirects alone led to, "" where the first redirect was none.
    """

    url: str
    status: int
    headers: httpx.Headers
    content: bytes = b""
    moved_to: str = ""


class Exchange:
    """Asks for an address and for those it redirects to; tells how far it came even where it failed.

    `hops` are the addresses asked for, `status` is that of the last answer, 0 before the first. `send` gives an answer
    with its body still to come.
    """

    def __init__(
        self,
        send: Send,
        bounds: Bounds,
        budget: Budget,
        expanders: Mapping[str, Expander] = GZIP_AND_DEFLATE,
    ) -> None:
        self.hops: list[str] = []
        self.status = 0
        self._send = send
        self._bounds = bounds
        self._budget = budget
        self._expanders = expanders

    def run(self, address: str) -> Arrival:
        """Ask. Raises `FetchError` for what breaks the bounds, and whatever `send` raises."""
        moved_to, lasting = "", True
        for _ in range(self._bounds.max_redirects + 1):
            self.hops.append(address)
            answer = self._send(address)
            with closing(answer):
                self.status = answer.status_code
                if self.status not in REDIRECTS or "location" not in answer.headers:
                    content = self._content(answer)
                    return Arrival(
                        url=address,
                        status=self.status,
                        headers=answer.headers,
                        content=content,
                        moved_to=moved_to,
                    )
                address = self._target(address, answer.headers["location"])
                lasting = lasting and self.status in PERMANENT
                moved_to = address if lasting else moved_to
                self._leave(answer)
        problem = f"redirects more than {self._bounds.max_redirects} times"
        remedy = f"it may wait for a cookie: {BROWSER}"
        raise self._budget.refusal(problem, remedy, FetchTrouble.REDIRECTS)

    def _target(self, address: str, location: str) -> str:
        """Give the address that an answer redirects to."""
        target = urldefrag(join(address, location)).url
        if not target:
            problem = f"redirects to {location[:200]!r}, which is not an http or https address"
            raise self._budget.refusal(problem, "check the address", FetchTrouble.ADDRESS)
        return target

    def _content(self, answer: httpx.Response) -> bytes:
        """Give the content of an answer that has some."""
        if answer.is_success:
            return self._decompressed(self._body(answer), answer.headers)
        self._leave(answer)
        return b""

    def _body(self, answer: httpx.Response) -> bytes:
        """Read an answer's body as it comes over the wire."""
        most, cut = self._bounds.max_bytes, self._bounds.cut
        told = _told_length(answer)
        if told is not None and told > most and not cut:
            raise self._too_large()
        parts, size = [], 0
        for part in cast("Iterable[bytes]", answer.stream):  # not iter_raw: a stand-in may have used it up
            self._budget.time()
            parts.append(part)
            size += len(part)
            if size > most:
                if cut:
                    break
                raise self._too_large()
        return b"".join(parts)[:most]

    def _leave(self, answer: httpx.Response) -> None:
        """Read a short body that nobody wants, for the sake of the connection; what is longer ends with it."""
        told = _told_length(answer)
        if told is not None and told <= SMALL:
            with suppress(FetchError, *FAILURES):  # the answer is there, whatever becomes of its body
                for _ in cast("Iterable[bytes]", answer.stream):
                    self._budget.time()

    def _decompressed(self, content: bytes, headers: httpx.Headers) -> bytes:
        """Undo the compressions that a header names, within the size that is allowed."""
        codings = [coding.strip().lower() for coding in headers.get("content-encoding", "").split(",")]
        codings = [coding.removeprefix("x-") for coding in codings if coding not in {"", "identity"}]
        if len(codings) > MOST_CODINGS or not set(self._expanders).issuperset(codings):
            problem = f"sends a compression that was not asked for ({', '.join(codings)[:80]})"
            raise self._budget.refusal(problem, BROWSER, FetchTrouble.PACKING)
        most = self._bounds.max_bytes
        for coding in reversed(codings):  # the last one that was applied is the first to be undone
            expanded = self._expanders[coding](content, most)
            if expanded.trouble:
                problem = f"sends {expanded.trouble}"
                raise self._budget.refusal(problem, BROWSER, FetchTrouble.PACKING)
            if expanded.cut_short and len(expanded.content) >= most and not self._bounds.cut:
                raise self._too_large()
            content = expanded.content
        return content

    def _too_large(self) -> FetchError:
        """Say that the content exceeds the size that is allowed."""
        return self._budget.too_large(f"is larger than {self._bounds.max_bytes:,} bytes")


def charset_of(headers: httpx.Headers) -> str:
    """Give the encoding that a Content-Type header names, "" for none."""
    match = _CHARSET.search(headers.get("content-type", "")[:1_000])
    return match[1] if match else ""


def _told_length(answer: httpx.Response) -> int | None:
    """Give the length that the header tells, `None` for none."""
    told = answer.headers.get("content-length", "")
    if not (told.isascii() and told.isdigit()):
        return None
    return int(told) if len(told) <= 15 else 10**15
