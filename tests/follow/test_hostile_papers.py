"""Papers that misbehave neither stop nor slow the others, and nothing of theirs is stored twice."""

from __future__ import annotations

import datetime as dt
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from lugas.decide.manners import Manners
from lugas.demo import Clock, Papers, World, misdeeds, serve
from lugas.follow.events import Event, Looked, Read, Waiting
from lugas.follow.settings import AskLimits, Settings
from lugas.follow.updating import update, watch
from lugas.store import Chosen, Store, open_store

ARTICLES = 2
BAD = [make for name, make in misdeeds.MISDEEDS.items() if name != "flood"]
SETTINGS = Settings(
    allow_private=True,
    manners=Manners(delay_s=0, slow_times=0),
    limits=AskLimits(timeout_s=2.0, page_bytes=4 << 20, feed_bytes=8 << 20),
    askers=16,
    readers=2,
    seed=3,
)


@pytest.fixture
def papers() -> Iterator[Papers]:
    """Serve two papers for each misdeed, and two that behave."""
    world = World(sites=2 * len(BAD) + 2, articles=ARTICLES)
    with serve(world, Clock(world.end)) as served:
        yield served


def feed_path(papers: Papers, name: str) -> str:
    """Give where a paper has its feed."""
    return papers.house.site(name).design.feed_path or "/rss"


def follow(store: Store, papers: Papers, names: list[str]) -> dict[str, int]:
    """Follow papers by their feeds."""
    numbers = {}
    for name in names:
        origin = papers.addresses[name]
        site = store.sites.add(f"{origin}/", name=name)
        store.sources.add(site.id, "feed", origin + feed_path(papers, name))
        numbers[name] = site.id
    return numbers


def stored(store: Store, site_id: int) -> Counter[str]:
    """Give the titles that are stored of a site, and how often."""
    return Counter(row.title for row in store.listing.latest(Chosen(site_id=site_id), limit=100).items)


@pytest.mark.slow
def test_hostile_papers(papers: Papers, tmp_path: Path) -> None:
    """While others send endless, slow, wrong or no answers, good ones are read; later all of theirs is there, once."""
    names = list(papers.addresses)
    for place, make in enumerate(BAD):
        in_feed, in_pages = names[2 * place], names[2 * place + 1]
        papers.misbehave(in_feed, make(), path=feed_path(papers, in_feed))
        site = papers.house.site(in_pages)
        for version in site.edition.versions:
            papers.misbehave(in_pages, make(), path=site.design.article_path(version.article))
    events: list[Event] = []

    def listen(event: Event) -> None:
        events.append(event)
        if isinstance(event, Waiting):
            papers.clock.set(event.until)

    with open_store(tmp_path / "store.db", clock=papers.clock.now) as store:
        sites = follow(store, papers, names)
        began = time.monotonic()
        ended = update(store, SETTINGS, listener=listen)
        assert time.monotonic() - began < 60
        assert ended.failed > len(BAD)
        for name in names[-2:]:
            assert list(stored(store, sites[name]).values()) == [1] * ARTICLES
        told = [event for event in events if isinstance(event, Looked | Read) and event.outcome == "failed"]
        assert all(event.note and event.due for event in told)
        papers.behave()
        watch(store, SETTINGS, listener=listen, until=papers.clock.now() + dt.timedelta(days=1))
        for name, number in sites.items():
            assert list(stored(store, number).values()) == [1] * ARTICLES, name


def test_a_flood_of_entries(tmp_path: Path) -> None:
    """Of a feed of 100,000 entries the newest are taken, as many as may wait; the paper next door is read meanwhile."""
    world = World(sites=2, articles=ARTICLES)
    with (
        serve(world, Clock(world.end)) as papers,
        open_store(tmp_path / "store.db", clock=papers.clock.now) as store,
    ):
        bad, good = papers.addresses
        papers.misbehave(bad, misdeeds.flood(), path=feed_path(papers, bad))
        sites = follow(store, papers, [bad, good])
        until = papers.clock.now() + dt.timedelta(hours=1)

        def listen(_: Event) -> None:
            papers.clock.advance(minutes=1)  # so that the update ends before all that waits was asked for

        update(store, SETTINGS, listener=listen, until=until)
        assert 1_800 < store.queue.count(sites[bad]) <= 2_000
        assert list(stored(store, sites[good]).values()) == [1] * ARTICLES
