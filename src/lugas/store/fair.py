"""The order in which the threads of one process write to a file."""

from __future__ import annotations

from _thread import RLock
from threading import Lock

__all__ = ["FairLock"]

PATIENCE_S = 0.05  # some tens of transactions: to hand each over in its turn would cost more than it gives


class FairLock(RLock):  # type: ignore[misc]  # its stub calls it final, and it is not
    """A lock that who holds it may take again, and that who has waited long for it has before all others.

    Python's own locks go to whoever is there when they are free. A thread that writes without a pause is there each
    time, before those who wait are awake. It is for `with` alone, and given back by Python's own code, which nothing
    interrupts.
    """

    def __init__(self) -> None:
        self._gate = Lock()  # held by whoever has waited long; all others wait before it

    def __enter__(self) -> bool:  # type: ignore[override]  # `with` gives no arguments
        if self._is_held():
            return super().__enter__()
        try:
            with self._gate:
                pass
            if not self.acquire(timeout=PATIENCE_S):
                with self._gate:
                    self.acquire()
            return True
        except BaseException:  # Ctrl-C, also where it is held already
            if self._is_held():
                self.release()
            raise

    def _is_held(self) -> bool:
        """Tell whether this thread has it, as `threading.Condition` asks."""
        held: bool = self._is_owned()  # type: ignore[attr-defined]  # its stub does not name it
        return held
