"""What is removed while it is visited: the visit ends as any other, and leaves nothing of it."""

from __future__ import annotations

import threading

import pytest

from lugas.errors import UsageError
from lugas.store import Store, Traits, Visit, Waiting, open_store
from lugas.store.records import Saved
from tests.store.made import START, Clock, make

FEED, PAGE = "https://one.example/feed", "https://two.example/page"


@pytest.fixture
def followed(store: Store) -> Store:
    """Give a store with two sites, of one of which a source and an address are due."""
    site = store.sites.add("https://one.example/")
    store.sites.add("https://other.example/")
    source = store.sources.add(site.id, "feed", FEED)
    store.queue.add([Waiting(url=PAGE, site_id=site.id, source_id=source.id)])
    return store


def visit(site_id: int = 1) -> Visit:
    """Give a line of the log."""
    return Visit(site_id=site_id, source_id=1, url=FEED, started=START, status=200, outcome="new")


@pytest.mark.parametrize("articles", [True, False])
def test_a_site(followed: Store, articles: bool) -> None:
    """A site may be removed while a source and a page of it are visited; what these bring is of nobody any more."""
    with followed.sources.claim() as look, followed.queue.claim() as page:
        assert look is not None
        assert page is not None
        followed.sites.remove(1, articles=articles)
        look.note(visit())
        assert followed.queue.add([Waiting(url="https://one.example/new", site_id=1, source_id=1)]) == 0
        assert followed.queue.add_again([Waiting(url=PAGE, site_id=1, source_id=1)]) == 0
        with pytest.raises(UsageError, match="there is no s"):
            followed.sources.add(1, "sitemap", "https://one.example/map", parent_id=1)
        look.finish(visit(), START, due=START, memory="{}", url="https://one.example/moved")
        kept = page.together(lambda: followed.articles.alone(1, followed.articles.count))
        page.again(START, visit())
    followed.visits.add(visit())
    assert kept == (None if articles else 0)
    assert followed.sources.of_site(1) == ()
    assert followed.queue.count() == 0
    told = [(line.site_id, line.source_id) for line in followed.visits.of_site(1)]
    assert told == ([] if articles else [(1, None)] * 4)
    host = followed.hosts.get("one.example")
    assert host is not None
    assert host.ready == START


def test_a_source(followed: Store) -> None:
    """Where only the source was removed, what it told is read, and the log tells of the visit without its number."""
    with followed.sources.claim() as look, followed.queue.claim() as page:
        assert look is not None
        assert page is not None
        followed.sources.remove(1)
        new = Waiting(url="https://one.example/new", site_id=1, source_id=1)
        assert followed.queue.add([new, Waiting(url="https://other.example/new", site_id=2)]) == 2
        look.finish(visit(), START, due=START)
        page.done(visit())
    assert [line.source_id for line in followed.visits.of_site(1)] == [None, None]
    with followed.queue.claim() as waits:
        assert waits is not None
        assert waits.entry.source_id is None
    with pytest.raises(UsageError, match="there is no site 99"):
        followed.articles.save(make(), site_id=99, addresses=["https://one.example/x"])


def test_a_site_into_which_others_write(address: str, clock: Clock) -> None:
    """A site goes with all that is its own, however many workers store articles of it at that moment."""
    with open_store(address, clock=clock) as store, open_store(address, clock=clock) as other:
        site = store.sites.add("https://one.example/").id
        begun, saved = threading.Event(), list[int]()

        def save() -> Saved:
            title, urls = f"Article {len(saved)}", [f"https://one.example/{len(saved)}"]
            return other.articles.save(make(title), site_id=site, addresses=urls)

        def work() -> None:
            for number in range(1_000):
                if other.articles.alone(site, save) is None:
                    return
                other.queue.add([Waiting(url=f"https://one.example/q{number}", site_id=site)])
                other.visits.add(visit(site))
                saved.append(number)
                begun.set()

        thread = threading.Thread(target=work)
        thread.start()
        begun.wait(20)
        store.sites.remove(site, articles=True)
        thread.join()
        assert 0 < len(saved) < 1_000
        assert store.sites.get(site) is None
        assert (store.articles.count(), store.queue.count()) == (0, 0)


def test_a_site_whose_articles_change_meanwhile(address: str, clock: Clock) -> None:
    """Who stores new versions meanwhile, without holding the site, is told that it is gone, and waits for no ring."""
    with open_store(address, clock=clock) as store, open_store(address, clock=clock) as other:
        site = store.sites.add("https://one.example/").id
        begun, told = threading.Barrier(4), list[Exception]()

        def work(first: int) -> None:
            for turn in range(400):
                number = first + turn % 8
                try:
                    other.articles.save(
                        make(f"Article {number}, {turn}"),
                        site_id=site,
                        addresses=[f"https://one.example/{number}"],
                        traits=Traits((str(number).encode() * 4,)),
                    )
                except UsageError as error:
                    told.append(error)
                    return
                if turn == 8:
                    begun.wait(60)

        threads = [threading.Thread(target=work, args=(first,)) for first in (0, 100, 200)]
        for thread in threads:
            thread.start()
        begun.wait(60)
        store.sites.remove(site, articles=True)
        for thread in threads:
            thread.join()
        assert store.sites.get(site) is None
        assert store.articles.count() == 0
        assert all("there is no site" in str(error) for error in told)
