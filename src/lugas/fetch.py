"""Fetching a page: the one place that opens addresses."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from contextlib import closing
from http import HTTPStatus
from typing import TYPE_CHECKING, cast
from urllib.parse import urldefrag

from msgspec import Struct

from lugas.errors import FetchError, UsageError
from lugas.model import Page
from lugas.page.expand import inflate
from lugas.page.urls import clean_address, join
from lugas.version import __version__

if TYPE_CHECKING:
    import httpx

    from lugas.network import Budget

__all__ = ["FetchLimits", "fetch"]

MEBIBYTE = 1 << 20
HEADER_ROOM = 256 * 1024  # bytes for the headers of all answers of one fetch, on top of the page
MOST_CODINGS = 2  # compressions one over the other
REDIRECTS = frozenset({301, 302, 303, 307, 308})
BROWSER = "save the page from a browser and read the file"
REMEDIES = {
    401: f"the site asks for a login: {BROWSER}",
    402: f"the site asks for payment: {BROWSER}",
    403: f"the site turns programs away: {BROWSER}",
    404: "check the address",
    410: "the page was taken down; try an archived copy",
    429: "the site asks for fewer requests: wait, and try again",
    451: "the page is blocked for legal reasons; try an archived copy",
}

_CHARSET = re.compile(r"charset\s{0,9}=\s{0,9}[\"']?([\w.:+-]{1,40})", re.IGNORECASE)


class FetchLimits(Struct, frozen=True, kw_only=True):
    """Bounds of one fetch.

    `timeout_s` is the time for everything together, redirects included, in seconds; `max_bytes` the size of
    the page on the wire and after decompression. `allow_private` lets addresses of this machine and of
    private networks be opened: all of them, or those of the hosts named.

    Raises `UsageError` when a value is out of its range.
    """

    timeout_s: float = 20.0
    max_bytes: int = 20 * MEBIBYTE
    max_redirects: int = 5
    allow_private: bool | frozenset[str] = False

    def __post_init__(self) -> None:
        if not 0 < self.timeout_s < float("inf"):
            raise UsageError(
                f"timeout_s is {self.timeout_s}", name="timeout_s", remedy="give more than 0 seconds"
            )
        if self.max_bytes < 1:
            raise UsageError(f"max_bytes is {self.max_bytes}", name="max_bytes", remedy="give at least 1")
        if self.max_redirects < 0:
            raise UsageError(
                f"max_redirects is {self.max_redirects}", name="max_redirects", remedy="give at least 0"
            )
        if not isinstance(self.allow_private, bool | frozenset):
            raise UsageError(
                f"allow_private is {self.allow_private!r}",
                name="allow_private",
                remedy="give a bool or a frozenset",
            )


DEFAULTS = FetchLimits()


def fetch(url: str, *, limits: FetchLimits = DEFAULTS, transport: httpx.BaseTransport | None = None) -> Page:
    """Fetch the page at an http or https address.

    Gives its bytes, decompressed, with the address it was found at after redirects, the encoding its header
    names, and the time. Nothing but the one address is opened: no cookies are kept, no proxy of the
    environment is used, and only public addresses are connected to unless `limits` allow more. `transport`
    stands in for the network in tests.

    Raises `FetchError` for an address that is refused, cannot be reached, answers with an error status, or
    exceeds the limits; and when the extra `lugas[fetch]` is not installed.
    """
    address = urldefrag(clean_address(url)).url
    if not address:
        remedy = "give the whole address of a page, such as https://example.com/news"
        raise FetchError(url, "is not an http or https address", remedy=remedy)
    try:
        from lugas import network  # noqa: PLC0415  # needs the extra
    except ImportError as error:
        remedy = 'install what fetching needs: pip install "lugas[fetch]"'
        raise FetchError(url, "cannot be fetched without httpx", remedy=remedy) from error
    budget = network.Budget(url, limits.timeout_s, limits.max_bytes + HEADER_ROOM)
    try:
        if transport is not None:
            return _follow(address, transport, limits, budget)
        with closing(network.Transport(network.Backend(budget, limits.allow_private))) as own:
            return _follow(address, own, limits, budget)
    except network.FAILURES as failure:
        problem, remedy = network.explain(failure)
        raise FetchError(url, problem, remedy=remedy) from failure


def _follow(address: str, transport: httpx.BaseTransport, limits: FetchLimits, budget: Budget) -> Page:
    """Ask for an address, and for the ones it redirects to."""
    for _ in range(limits.max_redirects + 1):
        answer = _ask(address, transport)
        with closing(answer):
            if answer.status_code in REDIRECTS and "location" in answer.headers:
                target = urldefrag(join(address, answer.headers["location"])).url
                if not target:
                    shown = answer.headers["location"][:200]
                    problem = f"redirects to {shown!r}, which is not an http or https address"
                    raise budget.refusal(problem, "check the address")
                address = target
                continue
            if not answer.is_success:
                raise budget.refusal(*_meaning(answer.status_code))
            content = _decompressed(_body(answer, limits, budget), answer.headers, limits, budget)
            charset = _CHARSET.search(answer.headers.get("content-type", ""))
        now = dt.datetime.now(dt.UTC)
        return Page(
            content=content, url=address, encoding=charset[1] if charset else None, fetched=now, name=address
        )
    remedy = f"it may wait for a cookie: {BROWSER}"
    raise budget.refusal(f"redirects more than {limits.max_redirects} times", remedy)


def _ask(address: str, transport: httpx.BaseTransport) -> httpx.Response:
    """Send one request, and give the answer with its body still to come."""
    import httpx  # noqa: PLC0415  # needs the extra

    headers = {
        "User-Agent": f"lugas/{__version__}",
        "Accept": "text/html, application/xhtml+xml, application/xml;q=0.9, text/plain;q=0.8, */*;q=0.1",
        "Accept-Encoding": "gzip, deflate",
        "Connection": "close",
    }
    return transport.handle_request(httpx.Request("GET", address, headers=headers))


def _meaning(status: int) -> tuple[str, str]:
    """Say what an answer without a page means, and what would help."""
    try:
        phrase = f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        phrase = str(status)
    later = "the site has a problem: try again later" if status >= 500 else "check the address"
    return f"the site answers {phrase}", REMEDIES.get(status, later)


def _body(answer: httpx.Response, limits: FetchLimits, budget: Budget) -> bytes:
    """Read an answer's body as it comes over the wire."""
    told = answer.headers.get("content-length", "")
    if told.isascii() and told.isdigit() and (len(told) > 15 or int(told) > limits.max_bytes):
        raise _too_large(limits, budget)
    parts, size = [], 0
    for part in cast("Iterable[bytes]", answer.stream):  # not iter_raw, which a stand-in may have used up
        budget.time()
        parts.append(part)
        size += len(part)
        if size > limits.max_bytes:
            raise _too_large(limits, budget)
    return b"".join(parts)


def _decompressed(content: bytes, headers: httpx.Headers, limits: FetchLimits, budget: Budget) -> bytes:
    """Undo the compressions that a header names, within the size that is allowed."""
    codings = [coding.strip().lower() for coding in headers.get("content-encoding", "").split(",")]
    codings = [coding.removeprefix("x-") for coding in codings if coding not in {"", "identity"}]
    if len(codings) > MOST_CODINGS or not {"gzip", "deflate"}.issuperset(codings):
        raise budget.refusal(
            f"sends a compression that was not asked for ({', '.join(codings)[:80]})", BROWSER
        )
    for _ in codings:
        expanded = inflate(content, limits.max_bytes)
        if expanded.cut_short and len(expanded.content) >= limits.max_bytes:
            raise _too_large(limits, budget)
        content = expanded.content
    return content


def _too_large(limits: FetchLimits, budget: Budget) -> FetchError:
    """Say that a page exceeds the size that is allowed."""
    return budget.too_large(f"is larger than {limits.max_bytes:,} bytes")
