"""Connections that are kept between requests to one host, so that not each of them begins anew."""

from __future__ import annotations

import ssl
import threading
import time
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType

import httpx

from lugas.network import NOWHERE, Backend, Budget, Resolver, Transport

__all__ = ["Connections", "Line", "origin_of", "with_places"]

MOST_IDLE = 64
LONGEST_IDLE_S = 20.0  # servers close what is idle, many after a minute, some after five seconds


class Line:
    """A connection to one origin, for one request at a time; `used` tells that it had one before.

    `private` are the places that could be private when it was made: it is lent only where they may be.
    """

    def __init__(self, origin: str, private: frozenset[str], backend: Backend, transport: Transport) -> None:
        self.origin, self.private = origin, private
        self.used = False
        self.since = time.monotonic()
        self._backend = backend
        self._transport = transport

    def ask(self, request: httpx.Request, budget: Budget) -> httpx.Response:
        """Send a request within a budget, and give the answer with its body still to come."""
        self._backend.budget = budget
        return self._transport.handle_request(request)

    def close(self) -> None:
        """Close the connection."""
        self._transport.close()


class Connections:
    """Lends lines, and keeps those that come back for a while; may be shared by threads."""

    def __init__(
        self,
        allow_private: bool | frozenset[str],
        ssl_context: ssl.SSLContext | None = None,
        resolve: Resolver | None = None,
    ) -> None:
        self._allow_private = allow_private
        self._ssl_context = ssl_context
        self._resolve = resolve
        self._guard = threading.Lock()
        self._stopped = False
        self._under_way: set[Budget] = set()
        # The one that came back last is at the end.
        self._idle: OrderedDict[tuple[str, frozenset[str]], Line] = OrderedDict()

    @contextmanager
    def asking(self, budget: Budget) -> Iterator[None]:
        """Let a budget be stopped from another thread while the block runs."""
        with self._guard:
            self._under_way.add(budget)
            if self._stopped:
                budget.stop()
        try:
            yield
        finally:
            with self._guard:
                self._under_way.discard(budget)

    def stop(self) -> None:
        """End what is under way, and let nothing begin any more."""
        with self._guard:
            self._stopped = True
            for budget in self._under_way:
                budget.stop()

    def borrow(
        self, origin: str, budget: Budget, private: frozenset[str] = NOWHERE, *, new: bool = False
    ) -> Line:
        """Give a line to an origin, a `new` one or one that was kept; `private` are places that may be private too."""
        if not new:
            with self._guard:
                kept = self._idle.pop((origin, private), None)
            if kept is not None:
                if time.monotonic() - kept.since <= LONGEST_IDLE_S:
                    return kept
                kept.close()
        allowed = with_places(self._allow_private, private)
        backend = Backend(budget, allowed, resolve=self._resolve)
        return Line(origin, private, backend, Transport(backend, self._ssl_context))

    def give_back(self, line: Line) -> None:
        """Keep a line for the next request; the ones that were idle for longest are closed."""
        line.used = True
        line.since = time.monotonic()
        closing: list[Line] = []
        with self._guard:
            twin = self._idle.pop((line.origin, line.private), None)
            if twin is not None:
                closing.append(twin)
            self._idle[line.origin, line.private] = line
            while len(self._idle) > MOST_IDLE or self._is_stale(line.since):
                closing.append(self._idle.popitem(last=False)[1])
        for each in closing:
            each.close()

    def _is_stale(self, now: float) -> bool:
        return now - next(iter(self._idle.values())).since > LONGEST_IDLE_S

    def close(self) -> None:
        """Close all that are idle."""
        with self._guard:
            lines = list(self._idle.values())
            self._idle.clear()
        for line in lines:
            line.close()

    def __enter__(self) -> Connections:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def origin_of(url: httpx.URL) -> str:
    """Give the scheme, host and port of an address."""
    return f"{url.scheme}://{url.netloc.decode('ascii')}"


def with_places(allowed: bool | frozenset[str], places: frozenset[str]) -> bool | frozenset[str]:
    """Give what may be private with some places more."""
    return allowed if allowed is True else (allowed or NOWHERE) | places
