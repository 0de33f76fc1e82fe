"""The demo world in a process of its own, pages made beforehand: `python -m bench.follow.served SITES ARTICLES MONDAY`.

A page costs more to make than to read, and a real network's pages are made elsewhere. So everything is asked for once
before the measuring begins, and kept packed; what answering takes then is told to whoever asks.
"""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO

from lugas.demo import Clock, World, house, serve
from lugas.demo.site import Request
from lugas.demo.world import FIRST_DAY

__all__ = ["Served", "served"]

PACKED = {"accept-encoding": "gzip"}


@dataclass(frozen=True)
class Served:
    """The world as it is served: `feeds` has the address of each site's feed, `pages` all articles' addresses."""

    start: dt.datetime
    feeds: dict[str, str]
    pages: list[str]
    _asks: IO[bytes]
    _says: IO[bytes]

    def taken(self) -> float:
        """Tell how many seconds answering has taken so far."""
        self._asks.write(b"\n")
        self._asks.flush()
        return float(self._says.readline())


@contextmanager
def served(sites: int, articles: int, start: dt.date = FIRST_DAY) -> Iterator[Served]:
    """Serve the world from a process of its own."""
    command = [sys.executable, "-m", "bench.follow.served", str(sites), str(articles), start.isoformat()]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        told = json.loads(server.stdout.readline())
        now = dt.datetime.fromisoformat(told["start"])
        yield Served(now, told["feeds"], told["pages"], server.stdin, server.stdout)


def main(sites: int, articles: int, start: dt.date) -> None:
    """Serve until the input ends; says where, and which addresses there are, then for each line what it took."""
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
        told = {"start": clock.now().isoformat(), "feeds": feeds, "pages": pages}
        print(json.dumps(told), flush=True)
        begun = time.process_time()
        for _ in sys.stdin:
            print(time.process_time() - begun, flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), dt.date.fromisoformat(sys.argv[3]))
