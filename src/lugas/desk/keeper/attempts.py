"""How often a password may be tried: few times from one address, and not many from all of them together."""

from __future__ import annotations

import ipaddress
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable

__all__ = ["Attempts"]

WINDOW = 900.0  # seconds in which wrong passwords count
MOST, MOST_OF_ALL = 5, 100
MOST_PLACES = 10_000


class Attempts:
    """Counts wrong passwords by where they came from. Every method may be called from any thread."""

    def __init__(self, seconds: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._guard = threading.Lock()
        self._places: OrderedDict[str, deque[float]] = OrderedDict()
        self._all: deque[float] = deque(maxlen=MOST_OF_ALL)

    def wait(self, address: str) -> float:
        """Give for how many seconds no more passwords are taken from an address, 0 where one is."""
        now, place = self._seconds(), place_of(address)
        with self._guard:
            waits = [0.0]
            for times, most in ((self._places.get(place, ()), MOST), (self._all, MOST_OF_ALL)):
                fresh = [moment for moment in times if now - moment < WINDOW]
                if len(fresh) >= most:
                    waits.append(fresh[-most] + WINDOW - now)
            return max(waits)

    def begin(self, address: str) -> None:
        """Count a try, before it is known whether it is right: many at once count all."""
        now, place = self._seconds(), place_of(address)
        with self._guard:
            self._places.setdefault(place, deque(maxlen=MOST)).append(now)
            self._places.move_to_end(place)
            while len(self._places) > MOST_PLACES:
                self._places.popitem(last=False)
            self._all.append(now)

    def succeed(self, address: str) -> None:
        """Forget the tries of an address that gave the right password."""
        with self._guard:
            for moment in self._places.pop(place_of(address), ()):
                if moment in self._all:
                    self._all.remove(moment)


def place_of(address: str) -> str:
    """Give what counts as one place: an address, of IPv6 the network that one customer gets."""
    try:
        number = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address[:100]
    if isinstance(number, ipaddress.IPv6Address):
        if number.ipv4_mapped is not None:
            return str(number.ipv4_mapped)
        return str(ipaddress.ip_network((number, 64), strict=False))
    return str(number)
