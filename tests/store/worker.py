"""A worker that saves an article for all that waits, and says so: `python -m tests.store.worker STORE`."""

from __future__ import annotations

import sys

from lugas.store import open_store
from tests.store.made import make


def main(address: str) -> None:
    """Save an article for every address that waits, a second version for some; end when nothing waits."""
    with open_store(address) as store:
        print("ready", flush=True)
        while store.queue.count(at_most=1):
            with store.queue.claim() as claim:
                if claim is None:
                    continue
                url = claim.entry.url
                addresses = [url, url.replace("/a", "/amp/a")]
                text = "A calm night at the harbour. " * 50
                tags = tuple(f"tag {letter}" for letter in url[-2:])
                article = make(f"Title of {url}", text, tags=tags, section=("News",))
                saved = store.articles.save(article, site_id=claim.entry.site_id, addresses=addresses)
                if claim.entry.id % 3 == 0:
                    changed = make(f"Title of {url}", text, "And an addition.", tags=tags)
                    store.articles.save(changed, site_id=claim.entry.site_id, addresses=addresses[::-1])
                print(saved.id, url, flush=True)
                claim.done()


if __name__ == "__main__":
    main(sys.argv[1])
