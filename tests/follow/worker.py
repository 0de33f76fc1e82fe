"""A worker that updates a store, and says what it did: `python -m tests.follow.worker STORE PACE BEGUN`.

The store's clock begins at an instant and passes `PACE` seconds in each of ours.
"""

from __future__ import annotations

import datetime as dt
import sys
import time

from lugas.decide.manners import Manners
from lugas.follow.events import Ended, Event, Read
from lugas.follow.settings import Settings
from lugas.follow.updating import update
from lugas.store import open_store

SETTINGS = Settings(
    allow_private=True, manners=Manners(delay_s=0, slow_times=0), askers=6, readers=1, log_days=None
)
PACE = 30.0


def clock_of(begun: float, start: dt.datetime) -> dt.datetime:
    """Tell the time of a clock that began at a real one."""
    return start + dt.timedelta(seconds=PACE * (time.time() - begun))


def main(address: str, begun: str, start: str) -> None:
    """Update, and say each article that was stored."""
    first = dt.datetime.fromisoformat(start)

    def listen(event: Event) -> None:
        if isinstance(event, Read) and event.article_id is not None:
            print(event.outcome, event.article_id, event.url, flush=True)
        elif isinstance(event, Ended):
            print("ended", int(event.stopped), "-", flush=True)

    with open_store(address, clock=lambda: clock_of(float(begun), first)) as store:
        print("ready", flush=True)
        update(store, SETTINGS, listener=listen)


if __name__ == "__main__":
    main(*sys.argv[1:])
