"""The places from which the right password came: the store holds them, so that a desk that begins anew knows them."""

from __future__ import annotations

import threading
from contextlib import suppress

import msgspec

from lugas.errors import StoreError
from lugas.store import Store
from lugas.store.keeper import PROVEN_PLACES

__all__ = ["HERE", "Proven"]

HERE = "loopback"  # the desk's own machine
LASTS, A_DAY = 30 * 86_400.0, 86_400.0  # seconds for which a place is trusted; after which it is noted again
MOST = 100

_PLACES: msgspec.json.Decoder[dict[str, float]] = msgspec.json.Decoder(dict[str, float])


class Proven:
    """Knows the places of the last 30 days. Every method may be called from any thread; all may ask the store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._guard = threading.Lock()
        self._places: dict[str, float] | None = None

    def has(self, place: str) -> bool:
        """Tell whether a place is trusted."""
        if place == HERE:
            return True
        with self._guard:
            if self._places is None:
                self._places = self._kept()
            return self._now() - self._places.get(place, -LASTS) < LASTS

    def add(self, place: str) -> None:
        """Trust a place from now on."""
        if place == HERE:
            return
        now = self._now()
        with self._guard:
            if self._places is not None and now - self._places.get(place, -LASTS) < A_DAY:
                return
            known = {**self._kept(), place: now}
            newest = sorted(known.items(), key=lambda pair: -pair[1])[:MOST]
            self._places = {name: moment for name, moment in newest if now - moment < LASTS}
            with suppress(StoreError):  # whoever gave the right password is let in all the same
                self._store.keeper.set(**{PROVEN_PLACES: msgspec.json.encode(self._places).decode()})

    def _now(self) -> float:
        return self._store.now().timestamp()

    def _kept(self) -> dict[str, float]:
        """Give what the store holds; another desk over it may have added some."""
        try:
            return _PLACES.decode(self._store.keeper.setting(PROVEN_PLACES) or "{}")
        except msgspec.MsgspecError:
            return {}
