"""What is dropped by age, by size, with a site; and what stays known of it."""

from __future__ import annotations

import datetime as dt
import random
import sqlite3
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from lugas.errors import UsageError
from lugas.store import Chosen, Keep, Store, Visit, Waiting, database, open_store
from tests.store.made import START, Clock, at, make


@pytest.fixture
def full(store: Store, clock: Clock) -> Store:
    """Give a store with thirty articles of two sites, an hour apart."""
    for host in ("one", "two"):
        store.sites.add(f"https://{host}.example/")
    clock.move(hours=30)
    for number in range(30):
        article = make(f"Article {number}", tags=(f"tag {number}",), published=at(number))
        store.articles.save(article, site_id=1 + number % 2, addresses=[f"https://one.example/{number}"])
        store.visits.add(Visit(site_id=1, url="x", started=START + dt.timedelta(hours=number)))
    return store


def test_by_age(full: Store, clock: Clock) -> None:
    """What is listed before goes, with its words, labels and versions; its addresses stay known for a time."""
    assert full.retention.apply(Keep()) == 0
    assert full.retention.apply(Keep(since=START + dt.timedelta(hours=10))) == 10
    assert (full.articles.count(), full.search.count("article"), full.listing.count()) == (20, 20, 20)
    assert len(full.listing.labels("tag", limit=100)) == 20
    assert full.versions.get(1, 1) is None
    assert full.listing.latest(Chosen(tag="tag 3")).items == ()
    known = full.articles.known(["https://one.example/3"])["https://one.example/3"]
    assert (known.article_id, known.note) == (None, "dropped")
    assert full.queue.add([Waiting(url="https://one.example/3", site_id=1)]) == 0
    clock.move(days=90)
    full.retention.apply(Keep(log_since=clock.now - dt.timedelta(days=30)))
    assert full.articles.known(["https://one.example/3"]) == {}
    assert full.articles.known(["https://one.example/13"]) != {}
    assert full.visits.of_site(1) == ()


def test_by_size(full: Store) -> None:
    """As many of the newest stay as fit."""
    size = full.retention.size()
    dropped = full.retention.apply(Keep(size=size // 2))
    assert 14 <= dropped <= 16
    assert full.retention.size() <= size // 2
    assert int(full.listing.latest(limit=100).items[-1].title.split()[1]) == dropped
    assert full.retention.apply(Keep(size=0)) == 30 - dropped
    assert full.retention.size() == 0
    if full.shown.startswith("/"):
        with sqlite3.connect(full.shown) as connection:
            assert connection.execute("PRAGMA freelist_count").fetchone() < (10,)
        connection.close()
    with pytest.raises(UsageError, match="size is -1"):
        full.retention.apply(Keep(size=-1))


WORDS = [f"word{number}" for number in range(300)]


def pages_of(file: Path) -> tuple[int, int]:
    """Give how many pages a file has, and how many of them are free."""
    with closing(sqlite3.connect(file)) as connection:
        asked = ("page_count", "freelist_count")
        count, free = (int(connection.execute(f"PRAGMA {name}").fetchone()[0]) for name in asked)
        return count, free


def test_a_file_shrinks(tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is dropped of a file is given back to the disk, all of it, in however many steps."""
    monkeypatch.setattr(database, "PAGES", 100)
    dice = random.Random(3)  # noqa: S311 - it need be repeatable, not unguessable
    with open_store(tmp_path / "store.db", clock=clock) as store:
        site = store.sites.add("https://one.example/").id
        empty, _ = pages_of(tmp_path / "store.db")
        with store.together():
            for number in range(200):
                article = make(f"Article {number}", " ".join(dice.choices(WORDS, k=800)))
                store.articles.save(article, site_id=site, addresses=[f"https://one.example/{number}"])
        full, _ = pages_of(tmp_path / "store.db")
        assert full > empty + 600
        store.retention.apply(Keep(size=0))
        left, free = pages_of(tmp_path / "store.db")
    assert free == 0
    assert left < empty + 100


def test_with_a_site(full: Store) -> None:
    """A site that is left keeps its articles; removed with them, nothing of it stays."""
    full.sources.add(1, "feed", "https://one.example/feed")
    full.sites.remove(1)
    site = full.sites.get(1)
    assert site is not None
    assert (site.state, full.articles.count(1), full.sources.of_site(1)) == ("left", 15, ())
    assert full.sites.add("https://one.example/").state == "active"
    full.sites.remove(1, articles=True)
    assert full.sites.get(1) is None
    assert (full.articles.count(), full.articles.count(2), full.search.count("article")) == (15, 15, 15)


def test_hosts_that_nothing_needs(store: Store, clock: Clock) -> None:
    """A day after nothing of a host is visited or waits, what is known of it goes; what is claimed stays."""
    site = store.sites.add("https://one.example/")
    store.sources.add(site.id, "feed", "https://feeds.example/one", due=START + dt.timedelta(days=5))
    gone = store.sources.add(site.id, "feed", "https://asked.example/one")
    other = store.sites.add("https://other.example/").id
    store.queue.add([Waiting(url="https://page7.example/kept", site_id=site.id)])
    store.queue.add(Waiting(url=f"https://page{number}.example/", site_id=other) for number in range(450))
    store.sites.remove(other)
    names = ["feeds.example", "asked.example", *(f"page{number}.example" for number in range(450))]
    assert store.retention.apply(Keep()) == 0
    assert all(store.hosts.get(name) for name in names)
    clock.move(days=1, seconds=1)
    with store.sources.claim() as look:
        assert look is not None
        store.sources.remove(gone.id)
        store.retention.apply(Keep())
        look.finish(rest=clock.now)
    kept = {name for name in names if store.hosts.get(name)}
    assert kept - {"asked.example"} == {"feeds.example", "page7.example"}
    clock.move(days=2)
    store.retention.apply(Keep())
    assert store.hosts.get("asked.example") is None


def claimed(store: Store) -> bool:
    """Claim what is due; whoever looks at the host's row at the same moment may be in the way for a little while."""
    with store.queue.claim() as claim:
        if claim is None:
            time.sleep(0.01)
            return False
        claim.done()
        return True


def test_a_host_that_is_needed_again(address: str, clock: Clock) -> None:
    """While one drops hosts that nothing needs, another adds addresses of them, and each can be claimed."""
    later = Clock()
    later.move(days=2)
    with open_store(address, clock=clock) as store, open_store(address, clock=later) as other:
        site = store.sites.add("https://one.example/")
        ended = threading.Event()

        def drop() -> None:
            while not ended.is_set():
                other.retention.apply(Keep())

        thread = threading.Thread(target=drop)
        thread.start()
        try:
            for number in range(40):
                assert store.queue.add([Waiting(url=f"https://two.example/{number}", site_id=site.id)]) == 1
                assert any(claimed(store) for _ in range(200))
        finally:
            ended.set()
            thread.join()


def test_sites_are_found_by_any_address(store: Store) -> None:
    """An address belongs to the site of its host, or of the nearest host above; `www.` does not count."""
    one = store.sites.add("https://www.news.example/", name="News", language="en")
    sport = store.sites.add("https://sport.news.example/")
    assert store.sites.add("https://news.example/other") == one
    assert store.sites.find("https://m.news.example/a") == one
    assert store.sites.find("https://live.sport.news.example/a") == sport
    assert store.sites.find("https://other.example/") is None
    assert [site.host for site in store.sites.every()] == ["news.example", "sport.news.example"]
    assert list(store.sites.every("paused")) == []
    with pytest.raises(UsageError, match="names no host"):
        store.sites.add("not an address")
