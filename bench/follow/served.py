"""The demo world in a process of its own, pages made beforehand: `python -m bench.follow.served SITES ARTICLES MONDAY`.

A page costs more to make than to read, and a real network's pages are made elsewhere. So everything is asked for once
before the measuring begins, and kept packed; what answering takes then is told at the end.
"""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from lugas.demo import Clock, World, house, serve
from lugas.demo.site import Request
from lugas.demo.world import FIRST_DAY

__all__ = ["served"]

PACKED = {"accept-encoding": "gzip"}


@contextmanager
def served(
    sites: int, articles: int, cost: dict[str, float], start: dt.date = FIRST_DAY
) -> Iterator[dict[str, Any]]:
    """Serve the world from a process of its own; what that takes is in `cost` at the end."""
    command = [sys.executable, "-m", "bench.follow.served", str(sites), str(articles), start.isoformat()]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        try:
            yield json.loads(server.stdout.readline())
        finally:
            server.stdin.close()
            cost.update(json.loads(server.stdout.readline() or "{}"))


def main(sites: int, articles: int, start: dt.date) -> None:
    """Serve until the input ends; says where, and which addresses there are, then what it took."""
    house.PAGES_BYTES = 1 << 30
    house.SITES_KEPT = sites + 1
    world = World(sites=sites, articles=articles, start=start)
    clock = Clock(world.end)
    with serve(world, clock) as papers:
        feeds, pages = {}, []
        for name, origin in papers.addresses.items():
            site = papers.house.site(name)
            feeds[origin] = origin + (site.design.feed_path or "/rss")
            mine = [site.design.article_path(version.article) for version in site.edition.versions]
            pages += [origin + path for path in mine]
            for path in ("/robots.txt", feeds[origin].removeprefix(origin), *mine):
                papers.house.answer(name, Request("GET", path, headers=PACKED))
        told = {"port": papers.port, "start": clock.now().isoformat(), "feeds": feeds, "pages": pages}
        print(json.dumps(told), flush=True)
        begun = time.process_time()
        sys.stdin.read()
        print(json.dumps({"cpu": time.process_time() - begun, "asked": len(papers.log)}), flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), dt.date.fromisoformat(sys.argv[3]))
