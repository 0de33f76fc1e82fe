"""Fetching a page: the one place that opens addresses."""

from __future__ import annotations

import datetime as dt
from contextlib import closing
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urldefrag

from msgspec import Struct

from lugas.errors import FetchError, UsageError
from lugas.model import Page
from lugas.page.urls import clean_address
from lugas.version import __version__
from lugas.vocabulary import FetchTrouble

if TYPE_CHECKING:
    import httpx

    from lugas.network import Budget

__all__ = ["FetchLimits", "fetch"]

MEBIBYTE = 1 << 20
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


class FetchLimits(Struct, frozen=True, kw_only=True):
    """Bounds of one fetch.

    `timeout_s` is the time for everything together, redirects included, in seconds; `max_bytes` the size of
    the page on the wire and after decompression. `allow_private` lets addresses of this machine and of
    private networks be opened: all of them, or those of the hosts named, a host with a port (`127.0.0.1:8701`) at
    that port alone.

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
        raise FetchError(url, "is not an http or https address", remedy=remedy, kind=FetchTrouble.ADDRESS)
    try:
        from lugas import exchange, network  # noqa: PLC0415  # need the extra
    except ImportError as error:
        remedy = 'install what fetching needs: pip install "lugas[fetch]"'
        raise FetchError(url, "cannot be fetched without httpx", remedy=remedy) from error
    budget = network.Budget(url, limits.timeout_s, limits.max_bytes + exchange.HEADER_ROOM)
    try:
        if transport is not None:
            return _follow(address, transport, limits, budget)
        with closing(network.Transport(network.Backend(budget, limits.allow_private))) as own:
            return _follow(address, own, limits, budget)
    except network.FAILURES as failure:
        problem, remedy = network.explain(failure)
        raise FetchError(url, problem, remedy=remedy, kind=network.kind_of(failure)) from failure


def _follow(address: str, transport: httpx.BaseTransport, limits: FetchLimits, budget: Budget) -> Page:
    """Ask for an address, and for the ones it redirects to."""
    from lugas.exchange import Bounds, Exchange, charset_of  # noqa: PLC0415  # needs the extra

    bounds = Bounds(max_bytes=limits.max_bytes, max_redirects=limits.max_redirects)
    arrival = Exchange(lambda url: _ask(url, transport), bounds, budget).run(address)
    if not 200 <= arrival.status < 300:
        problem, remedy = _meaning(arrival.status)
        raise budget.refusal(problem, remedy, FetchTrouble.STATUS)
    return Page(
        content=arrival.content,
        url=arrival.url,
        encoding=charset_of(arrival.headers) or None,
        fetched=dt.datetime.now(dt.UTC),
        name=arrival.url,
    )


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
