"""The order in which the threads of one process write to a file."""

from __future__ import annotations

import threading

__all__ = ["FairLock"]

PATIENCE_S = 0.05  # some tens of transactions: to hand each over in its turn would cost more than it gives


class FairLock:
    """A lock that who holds it may take again, and that who has waited long for it has before all others.

    Python's own locks go to whoever is there when they are free. A thread that writes without a pause is there each
    time, before those who wait are awake.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._gate = threading.Lock()  # held by whoever has waited long; all others wait before it
        self._own = threading.local()

    def __enter__(self) -> None:
        held = getattr(self._own, "held", 0)
        if not held:
            with self._gate:
                pass
            if not self._lock.acquire(timeout=PATIENCE_S):
                with self._gate:
                    self._lock.acquire()
        self._own.held = held + 1

    def __exit__(self, *_error: object) -> None:
        self._own.held -= 1
        if not self._own.held:
            self._lock.release()
