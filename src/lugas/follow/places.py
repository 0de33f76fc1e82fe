"""Private places: which hosts and ports of this machine or a private network may be asked, and for which site.

A place that one site may have is no other's: it comes with each request for the site, and with no other.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from urllib.parse import urlsplit

from lugas.errors import UsageError
from lugas.follow.turns import PORTS
from lugas.network import NOWHERE, is_named, place
from lugas.store import Store
from lugas.store.sites import places_of

__all__ = ["Places", "named_places", "places_near"]

FRESH_S = 3.0  # for which what the store says is believed


class Places:
    """The private places of each site, as the store has them; may be shared by threads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._places: Mapping[int, frozenset[str]] = {}
        self._seen: set[int] = set()  # the sites that were asked about
        self._at: float | None = None

    def renew(self, site_id: int) -> None:
        """Look them up again: for a site that is new at once, else where what is known is some seconds old."""
        now = time.monotonic()
        if site_id not in self._seen or self._at is None or now - self._at > FRESH_S:
            self._places = self._store.sites.private()
            self._seen.add(site_id)
            self._at = now

    def of(self, site_id: int) -> frozenset[str]:
        """Give the places that requests for a site may go to though they are private."""
        return self._places.get(site_id, NOWHERE)


def named_places(urls: list[str], named: frozenset[str]) -> frozenset[str]:
    """Give the host and port of each address whose place is among those that were named."""
    every = ((urlsplit(url).hostname or "", _port(url)) for url in urls)
    return frozenset(place(host, port) for host, port in every if host and is_named(host, port, named))


def places_near(store: Store, url: str) -> frozenset[str]:
    """Give the private places of the site that an address belongs to, none where it belongs to none."""
    try:
        site = store.sites.find(url if "://" in url else f"http://{url}")
    except UsageError:
        return NOWHERE
    return NOWHERE if site is None else places_of(site)


def _port(url: str) -> int:
    parts = urlsplit(url)
    return parts.port or PORTS.get(parts.scheme, 0)
