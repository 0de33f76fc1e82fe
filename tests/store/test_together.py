"""Several writes as one transaction: done as a whole or not at all."""

from __future__ import annotations

import threading
from contextlib import suppress

from lugas.store import Store, Visit, Waiting, open_store
from tests.store.made import START, Clock, make


def fill(store: Store) -> None:
    """Write something of several kinds."""
    site = store.sites.add("https://one.example/")
    store.sources.add(site.id, "feed", "https://one.example/feed")
    store.queue.add([Waiting(url="https://one.example/a", site_id=site.id)])
    saved = store.articles.save(make(), site_id=site.id, addresses=["https://one.example/b"])
    store.articles.seen_again(saved.id, ["https://one.example/c"])
    store.visits.add(Visit(site_id=site.id, url="https://one.example/b", started=START))


def counted(store: Store) -> tuple[int, ...]:
    """Count what was written."""
    known = store.articles.known(["https://one.example/b", "https://one.example/c"])
    sources = store.sources.followed(["https://one.example/feed"])
    sites = list(store.sites.every())
    visits = [visit for site in sites for visit in store.visits.of_site(site.id)]
    return len(sites), store.articles.count(), len(known), len(sources), len(visits)


def test_all_or_nothing(store: Store, address: str, clock: Clock) -> None:
    """What is written in the block is seen there at once, by others when it has ended, and gone where it fails."""
    with open_store(address, clock=clock) as other:
        with suppress(KeyError), store.together():
            fill(store)
            assert counted(store) == (1, 1, 2, 1, 1)
            assert counted(other) == (0, 0, 0, 0, 0)
            raise KeyError
        assert counted(store) == counted(other) == (0, 0, 0, 0, 0)
        with store.together():
            fill(store)
            assert counted(other) == (0, 0, 0, 0, 0)
        assert counted(store) == counted(other) == (1, 1, 2, 1, 1)


def test_other_threads_are_not_joined(store: Store) -> None:
    """A block is of its thread: another one sees nothing of it until it has ended, and writes by itself."""
    seen: list[tuple[int, ...]] = []
    with store.together():
        fill(store)
        looking = threading.Thread(target=lambda: seen.append(counted(store)))
        looking.start()
        looking.join(20)
        writing = threading.Thread(target=store.sites.add, args=("https://two.example/",))
        writing.start()
    writing.join(20)
    assert seen == [(0, 0, 0, 0, 0)]
    assert counted(store)[0] == 2


def test_sources_that_are_followed(store: Store) -> None:
    """Addresses are told with the site that visits them; a site that was left has none."""
    one, two = (store.sites.add(f"https://{name}.example/").id for name in ("one", "two"))
    store.sources.add(two, "feed", "https://feeds.example/x")
    store.sources.add(one, "feed", "https://feeds.example/x")
    store.sources.add(two, "feed", "https://feeds.example/y")
    asked = [f"https://feeds.example/{name}" for name in "xyz"]
    assert store.sources.followed(asked) == {asked[0]: two, asked[1]: two}
    store.sites.remove(two)
    assert store.sources.followed(asked) == {asked[0]: one}
