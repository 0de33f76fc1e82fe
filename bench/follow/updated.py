"""Updates in a process of their own: `python -m bench.follow.updated STORE READERS ASKERS`.

It is told in one line when all begins, then in a line for each update which sites are new by then; it says what each
took, and at the end what all of them came to.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import resource
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from lugas.decide.manners import Manners
from lugas.follow.asking import Asker
from lugas.follow.events import Event
from lugas.follow.settings import Settings
from lugas.follow.updating import update
from lugas.store import Store, open_store

__all__ = ["local", "settings_of"]

MEBIBYTE = 1 << 20
LOOKS_A_SECOND = 10
PACE = 0.2  # of the store's clock: nothing that was read comes to be due again meanwhile


def local(host: str, port: int) -> list[str]:
    """Give this machine for every name: not every system knows that names under `.localhost` mean it."""
    del host, port
    return ["127.0.0.1"]


def settings_of(readers: int, askers: int) -> Settings:
    """Give settings that leave no host alone."""
    manners = Manners(delay_s=0, slow_times=0)
    return Settings(allow_private=True, manners=manners, askers=askers, readers=readers, seed=1)


def main(where: str, readers: int, askers: int) -> None:
    """Update for each line of the input, and say what it took."""
    begun, start = time.monotonic(), dt.datetime.fromisoformat(sys.stdin.readline().strip())

    def clock() -> dt.datetime:
        return start + dt.timedelta(seconds=PACE * (time.monotonic() - begun))

    settings = settings_of(readers, askers)
    with open_store(where, clock=clock) as store, Asker(settings, clock=clock, resolve=local) as asker:
        highest = Highest()
        for line in sys.stdin:
            for origin, feed in json.loads(line).items():
                store.sources.add(store.sites.add(f"{origin}/").id, "feed", feed)
            with highest:
                began, own, children = time.perf_counter(), time.process_time(), computed_by_children()
                ended = update(store, settings, listener=heard, asker=asker)
                told = {
                    "seconds": time.perf_counter() - began,
                    "cpu_seconds": time.process_time() - own,
                    "readers_cpu_seconds": computed_by_children() - children,
                    "read": ended.read,
                    "failed": ended.failed,
                }
            print(json.dumps(told), flush=True)
        print(json.dumps(outcome(store, highest)), flush=True)


def heard(_: Event) -> None:
    """Hear of a step, as progress does."""


def computed_by_children() -> float:
    """Give the seconds that processes have computed which this one started and which have ended."""
    return sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])


def outcome(store: Store, highest: Highest) -> dict[str, Any]:
    """Tell what is stored, and the most memory that it took."""
    return {
        "articles": store.articles.count(),
        "due": store.next_time(due_by=store.now()) is not None,
        "memory_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "readers_mib": highest.readers // MEBIBYTE,
        "cores": len(os.sched_getaffinity(0)),
    }


class Highest:
    """The most memory that the processes which this one started took, looked at a few times a second."""

    def __init__(self) -> None:
        self.readers = 0
        self._done = threading.Event()

    def _look(self) -> None:
        while not self._done.wait(1 / LOOKS_A_SECOND):
            self.readers = max(self.readers, sum(map(taken, children())))

    def __enter__(self) -> Highest:
        self._done.clear()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._done.set()
        self._thread.join()


def children() -> list[str]:
    """Give the numbers of the processes that any thread of this one started."""
    found: list[str] = []
    for task in Path("/proc/self/task").glob("*/children"):
        with suppress(OSError):  # a thread that has ended meanwhile
            found += task.read_text("ascii").split()
    return found


def taken(number: str) -> int:
    """Give the memory that a process takes."""
    try:
        pages = int(Path(f"/proc/{number}/statm").read_text("ascii").split()[1])
    except (OSError, IndexError):
        return 0
    return pages * resource.getpagesize()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
