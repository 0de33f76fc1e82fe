"""The program that visits what is followed: `watch` over the desk's store, in a process of its own."""

from __future__ import annotations

import datetime as dt
import threading
import time
from pathlib import Path

import msgspec
from msgspec import Struct

from lugas.decide.manners import Manners
from lugas.desk.keeper.children import Pace, Trouble, clock_of, ended_with_input, say, told_at_start
from lugas.errors import LugasError
from lugas.follow.events import Event
from lugas.follow.settings import Settings
from lugas.follow.updating import watch
from lugas.store import open_store
from lugas.store.times import NEVER

__all__ = ["Alive", "Bell", "Order", "Report", "main", "settings_of"]

BREATH = 10.0  # seconds between two signs of life
STILL = 60.0  # seconds without a look at the clock after which there are none


class Order(Struct, frozen=True, kw_only=True):
    """How to visit: which store, by whose clock, with which file of cookies, how politely."""

    store: str = ""
    pace: Pace | None = None
    contact: str = ""
    cookies: str = ""
    allow_private: bool | frozenset[str] = False
    delay_s: float = Manners().delay_s
    slow_times: float = Manners().slow_times
    askers: int = 8
    readers: int = 1
    keep_days: float | None = None
    keep_bytes: int | None = None


class Alive(Struct, frozen=True, tag="alive"):
    """The loop goes round."""


Report = Event | Alive | Trouble


def settings_of(order: Order) -> Settings:
    """Give the settings of following; raises `UsageError` for what they cannot be."""
    return Settings(
        contact=order.contact,
        cookies=Path(order.cookies) if order.cookies else None,
        allow_private=order.allow_private,
        manners=Manners(delay_s=order.delay_s, slow_times=order.slow_times),
        askers=order.askers,
        readers=order.readers,
        keep_days=order.keep_days,
        keep_bytes=order.keep_bytes,
    )


class Bell(threading.Event):
    """What the loop waits by until it is to end: rung, it looks around at once.

    Only the main thread, in which the loop goes round, hears it. Others wait by it for a host to have rested.
    """

    def __init__(self) -> None:
        super().__init__()
        self._rung = threading.Event()

    def wait(self, timeout: float | None = None) -> bool:
        """Wait, and tell whether it is to end."""
        if threading.current_thread() is not threading.main_thread():
            return super().wait(timeout)
        self._rung.wait(timeout)
        self._rung.clear()
        return self.is_set()

    def set(self) -> None:
        """Let it end."""
        super().set()
        self._rung.set()

    def ring(self) -> None:
        """Let the loop look around."""
        self._rung.set()


def main() -> None:
    """Visit until the input ends."""
    order = msgspec.json.decode(told_at_start(), type=Order)
    stop = Bell()
    ended_with_input(stop.set, stop.ring)
    clock, looked = clock_of(order.pace), [time.monotonic()]

    def seen_clock() -> dt.datetime:
        looked[0] = time.monotonic()
        return clock()

    def live() -> None:
        while not stop.wait(BREATH):
            if time.monotonic() - looked[0] < STILL:
                say(Alive())

    threading.Thread(target=live, name="lugas signs of life", daemon=True).start()
    try:
        with open_store(order.store, clock=seen_clock) as store:
            # Because of `until` each round looks at the clock, and so shows that the loop goes round.
            watch(store, settings_of(order), listener=say, until=NEVER, stop=stop)
    except LugasError as error:
        say(Trouble(str(error)))
