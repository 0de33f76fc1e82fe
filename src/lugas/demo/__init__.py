"""The demo world: made-up newspapers on loopback, whose week passes as fast as one likes.

    from lugas.demo import World, serve

    with serve(World()) as papers:
        print(papers.addresses)

Five papers are written for it, each in its own language and with its own templates; `World(sites=1000)` makes as many
as measuring needs. See `docs/demo.md`.
"""

from __future__ import annotations

from lugas.demo import misdeeds
from lugas.demo.clock import Clock
from lugas.demo.gold import Gold, gold_of
from lugas.demo.serve import Papers, serve
from lugas.demo.world import World

__all__ = ["Clock", "Gold", "Papers", "World", "gold_of", "misdeeds", "serve"]
