"""One errand: the requests that asking for one address takes, over kept connections."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from urllib.parse import urldefrag, urlencode

import httpcore
import httpx

from lugas.errors import FetchError
from lugas.exchange import HEADER_ROOM, Arrival, Bounds, Exchange
from lugas.follow.connections import Connections, Line, origin_of
from lugas.follow.turns import Turns, same_host
from lugas.follow.unpacking import EXPANDERS
from lugas.network import FAILURES, NOWHERE, Budget, explain, kind_of
from lugas.page.urls import clean_address
from lugas.vocabulary import FetchTrouble

__all__ = ["Allowed", "Errand"]

Allowed = Callable[[str], bool]
Headers = Callable[[str], Mapping[str, str]]

# How a connection fails that was kept, and that its server has closed meanwhile.
STALE = (httpcore.RemoteProtocolError, httpcore.ReadError, httpcore.WriteError)


class Errand:
    """Asks for an address, and for those it redirects to where `allowed` does not say no.

    `headers` gives what is sent to an address; with a `form` its fields are posted. `private` are places that may be
    private for all of it. Afterwards `arrival` is the last answer, `None` where there is none, and then `trouble` and
    `note` say why; `status`, `hops`, `seconds` and `bytes` tell how far it came.
    """

    def __init__(
        self,
        connections: Connections,
        headers: Headers,
        allowed: Allowed | None = None,
        form: Mapping[str, str] | None = None,
        private: frozenset[str] = NOWHERE,
        *,
        turns: Turns,
    ) -> None:
        self.arrival: Arrival | None = None
        self.trouble = FetchTrouble.NONE
        self.note = ""
        self.status = 0
        self.hops: tuple[str, ...] = ()
        self.seconds = 0.0
        self.bytes = 0
        self._connections = connections
        self._headers = headers
        self._allowed = allowed
        self._form = form
        self._private = private
        self._turns, self._turn, self._asked = turns, "", ""
        self._waited = 0.0
        self._line: Line | None = None

    def run(self, url: str, bounds: Bounds, timeout_s: float) -> None:
        """Ask. Never raises for what a server does."""
        start, room = time.monotonic(), bounds.max_bytes + HEADER_ROOM
        budget = Budget(url, timeout_s, room)
        exchange = Exchange(lambda address: self._send(address, budget), bounds, budget, EXPANDERS)
        try:
            address = urldefrag(clean_address(url)).url
            if not address:
                raise budget.refusal("is not an http or https address", kind=FetchTrouble.ADDRESS)
            with self._connections.asking(budget):
                budget.time()  # raises where nothing may be asked any more
                self.arrival = exchange.run(address)
        except FetchError as error:
            self.trouble, self.note = error.kind, error.problem
        except FAILURES as error:
            self.trouble, self.note = kind_of(error), explain(error)[0]
        finally:
            self._end()
        self.status, self.hops = exchange.status, tuple(exchange.hops)
        self.seconds = max(time.monotonic() - start - self._waited, 0.0)  # that hosts took
        self.bytes = room - max(budget.left, 0)

    def _send(self, address: str, budget: Budget) -> httpx.Response:
        """Send one request, and give the answer with its body still to come."""
        began = time.monotonic()
        if self._line is not None:  # a redirect: the answer before was read as far as anybody wants it
            self._end_turn()
            if self._allowed is not None and not self._allowed(address):
                problem = f"redirects to {address[:200]}, where robots.txt lets no program go"
                raise budget.refusal(problem, kind=FetchTrouble.ROBOTS)
            line, self._line = self._line, None  # from here on it may be anybody's
            self._connections.give_back(line)
        # a redirect within a host is followed at once
        self._turns.take(address, budget, led=not (self._asked and same_host(address, self._asked)))
        self._turn = self._asked = address
        self._waited += time.monotonic() - began
        request = self._request(address)
        origin = origin_of(request.url)
        self._line = self._connections.borrow(origin, budget, self._private)
        try:
            return self._line.ask(request, budget)
        except STALE:
            if not self._line.used:
                raise
        self._line.close()
        self._line = self._connections.borrow(origin, budget, self._private, new=True)
        return self._line.ask(request, budget)

    def _request(self, address: str) -> httpx.Request:
        if self._form is None:
            return httpx.Request("GET", address, headers=self._headers(address))
        return httpx.Request("POST", address, headers=self._headers(address), content=urlencode(self._form))

    def _end_turn(self) -> None:
        """Let the host that was asked last be asked by others."""
        turn, self._turn = self._turn, ""
        if turn:
            self._turns.done(turn)

    def _end(self) -> None:
        """Give the turn and the connection back, or close it where something went wrong on it."""
        self._end_turn()
        line, self._line = self._line, None
        if line is not None and self.arrival is not None:
            self._connections.give_back(line)
        elif line is not None:
            line.close()
