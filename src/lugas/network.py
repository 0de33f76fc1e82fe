"""Connections that stay on the public network, within a time and a size.

Loaded only to fetch, since it needs the extra `lugas[fetch]`. A name is resolved here, its addresses are
checked here, and the connection is made to the very address that was checked: a name that answers differently
the second time (DNS rebinding) gains nothing. The check stands at the connection, so every redirect passes it
as well.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any

import httpcore
import httpx
from msgspec import Struct

from lugas.errors import FetchError
from lugas.vocabulary import FetchTrouble

__all__ = [
    "FAILURES",
    "NOWHERE",
    "Backend",
    "Budget",
    "Transport",
    "explain",
    "is_address",
    "is_named",
    "is_public",
    "kind_of",
    "place",
]

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolver = Callable[[str, int], list[str]]

# A remedy is read on the command line and in Python, so it names the option of both.
LARGER = "if it is a page at all, download it and read the file, or in Python give FetchLimits(max_bytes=...)"
SLOWER = "try again, or allow more time with --timeout SECONDS (in Python, FetchLimits(timeout_s=...))"
PRIVATE = "if this is meant, give --allow-private (in Python, FetchLimits(allow_private=True))"
STEP_S = 0.5  # of waiting for an answer, after which it is seen whether anybody still wants it
NOWHERE: frozenset[str] = frozenset()
MOST_ADDRESSES = 4  # tried for one name, one after the other

# Not for the public, though not in every Python version's tables: shared address space (RFC 6598), the 6to4
# relay (RFC 7526), local NAT64 (RFC 8215), site-local (RFC 3879), documentation (RFC 9637), segment routing
# (RFC 9602).
NOT_PUBLIC = tuple(
    map(
        ipaddress.ip_network,
        (
            "100.64.0.0/10",
            "192.88.99.0/24",
            "192.0.0.0/24",
            "64:ff9b:1::/48",
            "fec0::/10",
            "3fff::/20",
            "5f00::/16",
        ),
    )
)
NAT64 = ipaddress.ip_network("64:ff9b::/96")


def is_address(host: str) -> bool:
    """Tell whether a host is an IP address, in brackets or not, and no name."""
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


def is_public(address: str) -> bool:
    """Tell whether an IP address belongs to the public network, and so does every IPv4 address inside it."""
    try:
        ip: Address = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or (ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF) if ip in NAT64 else None)
        if inner:
            return is_public(str(inner))
        if ip.teredo or (ip.sixtofour and not is_public(str(ip.sixtofour))):
            return False
    if any(ip in network for network in NOT_PUBLIC):
        return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def is_named(host: str, port: int, places: frozenset[str]) -> bool:
    """Tell whether some places hold a host with all its ports (`paper.lan`), or with this one (`paper.lan:8080`)."""
    name = host.strip("[]").lower().rstrip(".")
    return not places.isdisjoint((name, place(name, port)))


def place(host: str, port: int) -> str:
    """Give the place that a host's port is: `paper.lan:8080`, and of an address of IPv6 `[::1]:8080`."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


class Budget:
    """What one fetch of `source` may still take: seconds on the clock, and bytes from the wire."""

    def __init__(self, source: str, seconds: float, size: int) -> None:
        self.source = source
        self.seconds = seconds
        self.left = size
        self._end = time.monotonic() + seconds
        self._stopped = False

    def stop(self) -> None:
        """Leave nothing, from another thread: what is under way ends within half a second, unless it is connecting."""
        self._stopped = True

    def wait(self, seconds: float) -> None:
        """Let so many seconds not count, which were waited before anything was asked."""
        self._end += seconds

    def time(self, limit: float | None = None) -> float:
        """Give the seconds that a step may take; raises `FetchError` when there are none left."""
        if self._stopped:
            raise self.refusal("was broken off", "ask again", FetchTrouble.STOPPED)
        rest = self._end - time.monotonic()
        if rest <= 0:
            raise self.refusal(f"took longer than {self.seconds:g} s", SLOWER, FetchTrouble.SLOW)
        return rest if limit is None else min(rest, limit)

    def take(self, size: int) -> None:
        """Count bytes that came; raises `FetchError` when there were too many."""
        self.left -= size
        if self.left < 0:
            raise self.too_large("sends more than is allowed")

    def too_large(self, problem: str) -> FetchError:
        """Say that the source exceeds the size that is allowed."""
        return self.refusal(problem, LARGER, FetchTrouble.LARGE)

    def refusal(self, problem: str, remedy: str = "", kind: FetchTrouble = FetchTrouble.OTHER) -> FetchError:
        """Say what went wrong with the source."""
        return FetchError(self.source, problem, remedy=remedy, kind=kind)


class _Stream(httpcore.NetworkStream):
    """A connection whose every step is within the budget that its backend has at the time."""

    def __init__(self, inner: httpcore.NetworkStream, backend: Backend) -> None:
        self._inner = inner
        self._backend = backend

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        budget = self._backend.budget
        end = time.monotonic() + (float("inf") if timeout is None else timeout)
        while True:
            try:
                content = self._inner.read(max_bytes, budget.time(STEP_S))
            except httpcore.ReadTimeout:
                budget.time()  # raises where it was the budget's end
                if time.monotonic() >= end:
                    raise
            else:
                budget.take(len(content))
                return content

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._backend.budget.time(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        limit = self._backend.budget.time(timeout)
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, limit), self._backend)

    def get_extra_info(self, info: str) -> Any:  # as httpcore has it
        return self._inner.get_extra_info(info)


class Backend(httpcore.NetworkBackend):
    """Opens connections to addresses that were checked, to private ones where all or those of some places may be.

    A connection that is kept for several requests gets the `budget` of each one before it is sent.
    """

    def __init__(
        self,
        budget: Budget,
        allow_private: bool | frozenset[str],
        *,
        inner: httpcore.NetworkBackend | None = None,
        resolve: Resolver | None = None,
    ) -> None:
        self.budget = budget
        self._allow_private = allow_private
        self._inner = inner or httpcore.SyncBackend()
        self._resolve = resolve or look_up

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Resolve a host, check its addresses, and connect to the first of them that answers."""
        addresses = self._checked(host, port)
        failure: Exception | None = None
        for index, address in enumerate(addresses):
            limit = self.budget.time(timeout) / (len(addresses) - index)
            try:
                stream = self._inner.connect_tcp(address, port, limit, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _Stream(stream, self)
        self.budget.time()
        raise failure or httpcore.ConnectError(f"{host} has no address")

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.NetworkStream:
        """Refuse: a socket of this machine is not a page."""
        del timeout, socket_options
        raise self.budget.refusal(
            f"{path} is a socket of this machine", "give an http or https address", FetchTrouble.ADDRESS
        )

    def sleep(self, seconds: float) -> None:
        """Wait, within the time left."""
        self._inner.sleep(self.budget.time(seconds))

    def _checked(self, host: str, port: int) -> list[str]:
        """Give the addresses of a host that may be connected to."""
        found = within(self.budget.time(), lambda: self._resolve(host, port))
        if found is None:
            self.budget.time()
            raise self.budget.refusal(
                f"{host} is not resolved in time", "check the network, and try again", FetchTrouble.SLOW
            )
        if not found:
            raise self.budget.refusal(
                f"there is no host {host}", "check the address and the network", FetchTrouble.UNKNOWN_HOST
            )
        if self._allow_private is not True and not is_named(host, port, self._allow_private or NOWHERE):
            public = [address for address in found if is_public(address)]
            if not public:
                raise self.budget.refusal(
                    f"{host} is a private address ({found[0]})", PRIVATE, FetchTrouble.PRIVATE
                )
            found = public
        return found[:MOST_ADDRESSES]


class _Body(httpx.SyncByteStream):
    """The bytes of an answer, as they come."""

    def __init__(self, stream: Iterable[bytes]) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        yield from self._stream

    def close(self) -> None:
        close = getattr(self._stream, "close", None)
        if close:
            close()


class Transport(httpx.BaseTransport):
    """Sends requests over connections of a `Backend`, and follows nothing by itself."""

    def __init__(self, backend: Backend, ssl_context: ssl.SSLContext | None = None) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=ssl_context or _trusted(), max_connections=1, network_backend=backend
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request, and give the answer with its body still to come."""
        url = httpcore.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        )
        answer = self._pool.handle_request(
            httpcore.Request(
                request.method,
                url,
                headers=request.headers.raw,
                content=request.read(),
                extensions=request.extensions,
            )
        )
        if not isinstance(answer.stream, Iterable):
            raise TypeError("a synchronous pool gives a synchronous stream")
        return httpx.Response(
            answer.status, headers=answer.headers, stream=_Body(answer.stream), request=request
        )

    def close(self) -> None:
        """Close every connection."""
        self._pool.close()


@cache
def _trusted() -> ssl.SSLContext:
    """Load the certificates that are trusted: once, for it takes longer than many a page."""
    return httpx.create_ssl_context()


class _Answer(Struct):
    """What a step in another thread gave."""

    addresses: list[str] | None = None


def look_up(host: str, port: int) -> list[str]:
    """Give the IP addresses of a host, none for one that does not exist."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return []
    return list(dict.fromkeys(str(address[4][0]) for address in found))


def within(seconds: float, step: Callable[[], list[str]]) -> list[str] | None:
    """Run a step that has no limit of its own, like asking for a name; `None` when it takes too long."""
    answer = _Answer()

    def run() -> None:
        answer.addresses = step()

    thread = threading.Thread(target=run, daemon=True)  # the system's resolver cannot be called off
    thread.start()
    thread.join(seconds)
    return answer.addresses


FAILURES = (
    httpcore.TimeoutException,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.UnsupportedProtocol,
    httpx.HTTPError,
    httpx.InvalidURL,
    OSError,
)


def explain(failure: Exception) -> tuple[str, str]:
    """Say in plain words what a failure of the connection means, and what would help."""
    kind = kind_of(failure)
    problem, remedy = _MEANINGS.get(kind, _MEANINGS[FetchTrouble.OTHER])
    return problem.format(str(failure)[:200]), remedy


def kind_of(failure: Exception) -> FetchTrouble:
    """Say in one word what a failure of the connection is."""
    reasons = [str(failure), str(failure.__cause__ or ""), str(failure.__context__ or "")]
    if any("CERTIFICATE_VERIFY_FAILED" in reason for reason in reasons):
        return FetchTrouble.CERTIFICATE
    return next((kind for kinds, kind in _KINDS if isinstance(failure, kinds)), FetchTrouble.OTHER)


_KINDS: tuple[tuple[tuple[type[Exception], ...], FetchTrouble], ...] = (
    ((httpcore.TimeoutException, httpx.TimeoutException), FetchTrouble.SLOW),
    ((httpcore.ConnectError, httpx.ConnectError), FetchTrouble.UNREACHABLE),
    ((httpcore.RemoteProtocolError, httpx.RemoteProtocolError), FetchTrouble.NOT_HTTP),
    ((httpcore.NetworkError, httpx.NetworkError, OSError), FetchTrouble.BROKEN_OFF),
)
_MEANINGS = {
    FetchTrouble.CERTIFICATE: (
        "has no valid certificate",
        "check the address; if it is right, save the page from a browser",
    ),
    FetchTrouble.SLOW: ("does not answer in time", SLOWER),
    FetchTrouble.UNREACHABLE: ("cannot be reached ({})", "check the address and the network"),
    FetchTrouble.NOT_HTTP: ("does not answer as a web server does ({})", "check the address"),
    FetchTrouble.BROKEN_OFF: ("breaks the connection off", "try again"),
    FetchTrouble.OTHER: ("cannot be asked for ({})", "check the address"),
}
