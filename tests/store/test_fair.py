"""Who writes in turn: a thread that never pauses keeps nobody out."""

from __future__ import annotations

import signal
import threading
import time
from contextlib import suppress

import pytest

from lugas.store.fair import FairLock


def test_who_has_waited_long_has_it_next() -> None:
    """A thread that takes it again at once after it gave it back gets it after the one that has waited."""
    lock, begun, order = FairLock(), threading.Event(), list[str]()

    def wait() -> None:
        begun.set()
        with lock:
            order.append("who waited")

    waiting = threading.Thread(target=wait)
    with lock:
        waiting.start()
        begun.wait()
        time.sleep(1)
    with lock:
        order.append("who is always there")
    waiting.join()
    assert order == ["who waited", "who is always there"]


def test_one_at_a_time() -> None:
    """Whoever holds it may take it again; nobody else has it until the last of these ends, an error included."""
    lock, inside = FairLock(), list[int]()
    most = 0

    def work(number: int) -> None:
        nonlocal most
        for _ in range(200):
            try:
                with lock, lock:
                    inside.append(number)
                    most = max(most, len(inside))
                    with lock:
                        time.sleep(0)
                    inside.remove(number)
                    raise KeyError(number)
            except KeyError:
                pass

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1
    assert inside == []


class TimerError(Exception):
    """What the timer raises, wherever the thread is."""


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="needs a timer that interrupts")
def test_interrupted() -> None:
    """Whoever is interrupted, wherever that is, does not keep the lock."""

    def interrupt(*_: object) -> None:
        raise TimerError

    def take(lock: FairLock) -> None:
        taken.append(lock.acquire(timeout=10))

    taken: list[bool] = []
    before = signal.signal(signal.SIGALRM, interrupt)
    try:
        for _ in range(300):
            lock = FairLock()
            with suppress(TimerError):
                signal.setitimer(signal.ITIMER_REAL, 0.0003)
                while True:
                    with lock:
                        pass
            other = threading.Thread(target=take, args=(lock,))
            other.start()
            other.join()
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert taken == [True] * 300
