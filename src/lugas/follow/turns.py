"""Whose turn it is to ask a host, also where nobody has claimed it: behind a redirect, or as a hub.

A claim of the store holds a host, and whoever has it leaves the pauses. What a visit is led to beyond that host is
asked one request at a time as well, with a pause after the last one of anybody, and not while it asks to be left alone.
"""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from msgspec import Struct

from lugas.decide.manners import Manners, is_own, pause_after
from lugas.network import Budget
from lugas.vocabulary import FetchTrouble

__all__ = ["LONGEST_REST_S", "LONGEST_WAIT_S", "PORTS", "Turns", "same_host"]

LONGEST_WAIT_S = 10.0  # for a turn, beyond which it is tried another time
LONGEST_REST_S = 6 * 3_600  # that a host gets which asks to be left alone
STEP_S = 0.5  # after which it is seen whether anybody still wants it
MOST_HOSTS = 10_000
PORTS = {"http": 80, "https": 443}


class _Turn(Struct):
    """What is known of a host: whether it is asked now, and since when; from when on it may be, by our clock.

    `ready` is after the last request, `lent` after the last of somebody who was led there, `until` when it asks to be
    left alone, and `delay` what its robots.txt asks for. `led` tells whether who asks it now was led there. `owners`
    is how many wait for it who leave the pauses there themselves: they go first.
    """

    busy: bool = False
    led: bool = False
    owners: int = 0
    began: float = 0.0
    ready: float = 0.0
    lent: float = 0.0
    until: dt.datetime | None = None
    delay: float | None = None


class Turns:
    """Gives hosts to one request after the other; made to be shared by threads."""

    def __init__(self, manners: Manners, clock: Callable[[], dt.datetime]) -> None:
        self._manners, self._clock = manners, clock
        self._changed = threading.Condition()
        self._turns: OrderedDict[str, _Turn] = OrderedDict()
        # Hosts, each with a thread that leaves the pauses there itself.
        self._own: set[tuple[str, int]] = set()

    @contextmanager
    def own(self, url: str) -> Iterator[None]:
        """Let this thread leave the pauses at the host of an address itself in the block, wherever it comes from."""
        mark = (_host(url), threading.get_ident())
        with self._changed:
            new = mark not in self._own
            self._own.add(mark)
        try:
            yield
        finally:
            with self._changed:
                if new:
                    self._own.discard(mark)

    def take(self, url: str, budget: Budget, *, led: bool = False) -> None:
        """Wait until the host of an address may be asked; raises `FetchError`, as busy, where that is not soon.

        `led` is somebody who was redirected there, and left no pause. What is waited is not the request's time.
        """
        host = _host(url)
        mark = (host, threading.get_ident())
        with self._changed:
            turn = self._turn(host)
            led = led and mark not in self._own
            turn.owners += not led
            try:
                self._await(turn, host, budget, led=led)
            finally:
                turn.owners -= not led
            turn.busy, turn.led, turn.began = True, led, time.monotonic()

    def _await(self, turn: _Turn, host: str, budget: Budget, *, led: bool) -> None:
        """Wait for a turn, with one end to all of it: for those before, and for the pause after them."""
        now = time.monotonic()
        end = now + LONGEST_WAIT_S
        while True:
            ready = turn.ready if led else turn.lent
            if now >= end or ready > end or (led and self._rest(turn) > 0):
                problem = f"{host[:200]} is to be left alone for now"
                raise budget.refusal(problem, "try again later", FetchTrouble.BUSY)
            behind = turn.busy or (led and turn.owners > 0)
            if not behind and ready <= now:
                return
            self._changed.wait(min(STEP_S, (end if behind else ready) - now))
            before, now = now, time.monotonic()
            budget.wait(now - before)
            budget.time()

    def done(self, url: str) -> None:
        """Let the next one ask the host of an address, after a pause."""
        host, now = _host(url), time.monotonic()
        with self._changed:
            turn = self._turn(host)
            own = is_own(urlsplit(f"//{host}").hostname or "")
            turn.ready = now + pause_after(now - turn.began, turn.delay, self._manners, own=own)
            if turn.led:
                turn.lent = turn.ready
            turn.busy = False
            self._changed.notify_all()

    def slow_down(self, url: str, delay_s: float) -> None:
        """Leave so many seconds between two requests to the host of an address, as its robots.txt asks for."""
        with self._changed:
            self._turn(_host(url)).delay = delay_s

    def leave_alone(self, url: str, seconds: float) -> None:
        """Leave the host of an address alone for so long, as it asks for."""
        with self._changed:
            turn = self._turn(_host(url))
            seconds = min(max(seconds, self._rest(turn)), LONGEST_REST_S)
            turn.until = self._clock() + dt.timedelta(seconds=seconds)

    def rest(self, url: str) -> float:
        """Give for how many seconds a host that is claimed is left alone, because others were led there.

        A pause that is short is no rest: it is waited for.
        """
        with self._changed:
            turn = self._turns.get(_host(url))
            if turn is None:
                return 0.0
            left = turn.lent - time.monotonic()
            return max(left if left > LONGEST_WAIT_S else 0.0, self._rest(turn))

    def _rest(self, turn: _Turn) -> float:
        """Give for how many seconds a host still asks to be left alone; an end too far ahead is by a wrong clock."""
        left = (turn.until - self._clock()).total_seconds() if turn.until is not None else 0.0
        return left if 0 < left <= LONGEST_REST_S else 0.0

    def _turn(self, host: str) -> _Turn:
        """Give what is known of a host; those that nobody asked for longest are forgotten."""
        turn = self._turns.get(host)
        if turn is None:
            turn = self._turns[host] = _Turn()
            while len(self._turns) > MOST_HOSTS:
                oldest, known = next(iter(self._turns.items()))
                if known.busy or known.owners or known.ready > time.monotonic() or self._rest(known) > 0:
                    self._turns.move_to_end(oldest)
                    break
                del self._turns[oldest]
        else:
            self._turns.move_to_end(host)
        return turn


def same_host(first: str, second: str) -> bool:
    """Tell whether two addresses are of one host, under whatever scheme."""
    return _host(first) == _host(second)


def _host(url: str) -> str:
    """Give the host of an address, with its port where that is not the usual one."""
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port
    if ":" in host:
        host = f"[{host}]"
    return host if port is None or port == PORTS.get(parts.scheme) else f"{host}:{port}"
