"""Several writes as one transaction: done as a whole or not at all."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial

import pytest

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


def side_by_side(*works: Callable[[], object]) -> list[object]:
    """Do some works in a thread each, and give what each came to, or the error it ended with."""
    ends: dict[int, object] = {}

    def do(at: int) -> None:
        try:
            ends[at] = works[at]()
        except BaseException as problem:  # noqa: BLE001 - told in the test's own thread
            ends[at] = problem

    threads = [threading.Thread(target=do, args=(at,)) for at in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [ends[at] for at in range(len(works))]


def test_alone_with_a_site(store: Store, address: str, clock: Clock) -> None:
    """Work that is alone with a site sees all that such work before it has written, whoever did that."""
    site = store.sites.add("https://one.example/")

    def add(opened: Store) -> None:
        for _ in range(5):
            opened.articles.alone(site.id, lambda: save_next(opened, site.id))

    with open_store(address, clock=clock) as other:
        assert side_by_side(lambda: add(store), lambda: add(other)) == [None, None]
    assert store.articles.count() == 10
    assert store.articles.alone(99, lambda: save_next(store, 99)) is None


def save_next(store: Store, site_id: int) -> bool:
    """Save one article more than there are."""
    count = store.articles.count(site_id)
    address = f"https://one.example/{count}"
    return store.articles.save(make(), site_id=site_id, addresses=[address]).outcome == "new"


@pytest.mark.parametrize("at_the_end", [True, False])
def test_two_workers_that_wait_for_each_other(new_database: str, clock: Clock, at_the_end: bool) -> None:
    """Of two works in a ring one is done again as a whole, also where it is the end of a claim that waits."""
    address = f"{new_database}&options=-c%20deadlock_timeout%3D50ms"
    one_each = threading.Barrier(2)
    tries: list[int] = []
    with open_store(address, clock=clock) as store:
        sites = [store.sites.add(f"https://{name}.example/").id for name in ("one", "two")]
        urls = [f"https://host{number}.example/" for number in sites]
        for number, url in zip(sites, urls, strict=True):
            store.queue.add([Waiting(url=url, site_id=number)])
            store.articles.save(make(), site_id=number, addresses=[f"{url}old" if at_the_end else url])

        def save(site_id: int, order: list[str]) -> None:
            tries.append(site_id)
            for at, url in enumerate(order):
                title = f"Seen by {site_id}"
                store.articles.save(make(title), site_id=site_id, addresses=[url, f"{url}{site_id}"])
                if not at and len(tries) <= 2:
                    one_each.wait(20)

        def visit(site_id: int, order: list[str]) -> None:
            def keep() -> None:
                store.articles.alone(site_id, lambda: save(site_id, order[:1] if at_the_end else order))
                claim.done(note="none" if at_the_end else None)

            with store.queue.claim(sites=[site_id]) as claimed:
                assert claimed is not None
                claim = claimed
                claim.together(keep)

        first, second = sites
        orders = {first: urls[::-1], second: urls} if at_the_end else {first: urls, second: urls[::-1]}
        assert side_by_side(*(partial(visit, *each) for each in orders.items())) == [None, None]
        assert 3 <= len(tries) < 6  # on a busy machine they may meet again
        assert store.queue.count() == 0
        assert [len(store.versions.of(number)) for number in (1, 2)] == ([1, 1] if at_the_end else [2, 2])
        # what one site saw at an address of the other is an article of its own, and no version of the other's
        assert store.articles.count() == 4
        known = store.articles.known(f"{url}{number}" for number, order in orders.items() for url in order)
        assert len(known) == (2 if at_the_end else 4)


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
