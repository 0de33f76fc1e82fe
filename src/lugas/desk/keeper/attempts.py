"""How often a password may be tried: few times from one address, and not many from all of them together."""

from __future__ import annotations

import ipaddress
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable

from lugas.desk.keeper.proven import HERE, Proven

__all__ = ["Attempts"]

WINDOW = 900.0  # seconds in which wrong passwords count
MOST, MOST_OF_ALL = 5, 100
MOST_PLACES = 1_000


class Attempts:
    """Counts wrong passwords by where they came from. Every method may be called from any thread.

    What strangers try in all must not keep the desk's reader out. So that sum holds for strange places alone: not for
    the desk's own machine, nor for a place that gave a right password; of these only their own tries count.
    """

    def __init__(self, proven: Proven, seconds: Callable[[], float] = time.monotonic) -> None:
        self._proven, self._seconds = proven, seconds
        self._guard = threading.Lock()
        self._places: OrderedDict[str, deque[float]] = OrderedDict()
        self._all: deque[float] = deque(maxlen=MOST_OF_ALL)

    def wait(self, address: str) -> float:
        """Give for how many seconds no more passwords are taken from an address, 0 where one is."""
        now, place = self._seconds(), place_of(address)
        trusted = self._proven.has(place)
        with self._guard:
            wait = left(self._places.get(place, ()), MOST, now)
            return wait if trusted else max(wait, left(self._all, MOST_OF_ALL, now))

    def fail(self, address: str) -> None:
        """Count a wrong password."""
        now, place = self._seconds(), place_of(address)
        trusted = self._proven.has(place)
        with self._guard:
            self._places.setdefault(place, deque(maxlen=MOST)).append(now)
            self._places.move_to_end(place)
            while len(self._places) > MOST_PLACES:
                self._places.popitem(last=False)
            if not trusted:
                self._all.append(now)

    def succeed(self, address: str) -> None:
        """Forget the wrong ones of an address that gave the right password, and trust it from now on."""
        place = place_of(address)
        with self._guard:
            for moment in self._places.pop(place, ()):
                if moment in self._all:
                    self._all.remove(moment)
        self._proven.add(place)


def left(moments: Iterable[float], most: int, now: float) -> float:
    """Give for how many seconds there have been too many."""
    fresh = [moment for moment in moments if now - moment < WINDOW]
    return fresh[-most] + WINDOW - now if len(fresh) >= most else 0.0


def place_of(address: str) -> str:
    """Give what counts as one place: an address, of IPv6 the network that one customer gets."""
    try:
        number = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address[:100]
    if isinstance(number, ipaddress.IPv6Address):
        if number.ipv4_mapped is None:
            network = ipaddress.ip_network((number, 64), strict=False)
            return HERE if number.is_loopback else str(network)
        number = number.ipv4_mapped
    return HERE if number.is_loopback else str(number)
