"""The demo world in a process of its own, its pages made beforehand: `python -m bench.follow.served SITES ARTICLES`.

A page costs more to make than to read, and a real network's pages are made elsewhere. So everything is asked for once
before the measuring begins, and kept packed; what answering takes then is told at the end.
"""

from __future__ import annotations

import json
import sys
import time

from lugas.demo import Clock, World, house, serve
from lugas.demo.site import Request

PACKED = {"accept-encoding": "gzip"}


def main(sites: int, articles: int) -> None:
    """Serve until the input ends; says where, and which addresses there are, then what it took."""
    house.PAGES_BYTES = 1 << 30
    house.SITES_KEPT = sites + 1
    world = World(sites=sites, articles=articles)
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
    main(int(sys.argv[1]), int(sys.argv[2]))
