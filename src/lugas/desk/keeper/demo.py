"""The demo world and a desk that follows it, on this machine alone."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from lugas.demo import Clock, World, serve
from lugas.demo.world import last_week
from lugas.desk.keeper.children import Pace
from lugas.desk.keeper.keeping import Upkeep
from lugas.desk.keeper.visiting import Order

__all__ = ["HOST", "demo_upkeep"]

HOST = "127.0.0.1"
SPEED = 60.0  # seconds there in one here
START = (6, "18:00")  # late in the papers' week: there is much to read already


@contextmanager
def demo_upkeep(port: int) -> Iterator[Upkeep]:
    """Serve the papers while the block runs, and give how a desk is kept that follows them.

    Their ports follow `port`; with 0 the system chooses. Pauses are those of the papers' own time, which passes fast.
    """
    world = World(start=last_week())
    pace = Pace(start=world.time(*START), since=time.time(), speed=SPEED)
    with serve(world, Clock(pace.start, speed=pace.speed), port=port) as papers:
        order = Order(allow_private=frozenset({HOST}), askers=4)
        fixed = {"delay_s": "2", "contact": ""}
        first = tuple(f"{url}/" for url in papers.addresses.values())
        yield Upkeep(update=True, fixed=fixed, pace=pace, first=first, order=order)
